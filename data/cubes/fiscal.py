"""The fiscal years of columns of days, with their halves and quarters, in the calendar of a college."""

import polars as pl

from data.cubes import packed
from data.reference.periods import MONTHS, STANDARD, Calendar


def calendar(providers: pl.LazyFrame | None) -> Calendar:
    """The calendar that the college states, as the home provider of least id that states one; else the standard one."""
    column = "fiscal_year_starts_in"
    if providers is None or column not in providers.collect_schema():
        return STANDARD
    stated = providers.filter("is_home").sort("provider_id").select(pl.col(column).cast(pl.String).drop_nulls())
    months = stated.head(1).collect()[column].to_list()
    return Calendar(MONTHS.index(months[0].capitalize()) + 1) if months else STANDARD


def start(day: pl.Expr, calendar: Calendar) -> pl.Expr:
    """First day of the fiscal year in which each day lies."""
    return _first_day(_number(day, calendar, 12), calendar, 12)


def quarter(day: pl.Expr, calendar: Calendar) -> pl.Expr:
    """The number of the quarter in which each day lies."""
    return _number(day, calendar, 3)


def quarter_start(number: pl.Expr, calendar: Calendar) -> pl.Expr:
    """First day of the quarter with that number."""
    return _first_day(number, calendar, 3)


def quarter_end(number: pl.Expr, calendar: Calendar) -> pl.Expr:
    """Last day of the quarter with that number."""
    return _last_day(number, calendar, 3)


def half_end(day: pl.Expr, calendar: Calendar) -> pl.Expr:
    """Last day of the half of a fiscal year in which each day lies."""
    return _last_day(_number(day, calendar, 6), calendar, 6)


def _number(day: pl.Expr, calendar: Calendar, months: int) -> pl.Expr:
    return (packed.month(day) - _shift(calendar, months)) // months


def _first_day(number: pl.Expr, calendar: Calendar, months: int) -> pl.Expr:
    return packed.date_of_month(number * months + _shift(calendar, months))


def _last_day(number: pl.Expr, calendar: Calendar, months: int) -> pl.Expr:
    return packed.date_of_month(number * months + _shift(calendar, months) + months - 1).dt.month_end()


def _shift(calendar: Calendar, months: int) -> int:
    return (calendar.starts_in - 1) % months
