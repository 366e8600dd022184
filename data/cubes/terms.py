"""Terms: the points in time at which tables about few people are published."""

from datetime import date

import polars as pl

from data.reference.periods import month_end

LAST_MONTHS = (6, 12)
"""Months with whose last day a term ends."""


def ends(first: date, last: date) -> list[date]:
    """Every last day of a term from the one in which `first` lies to the newest one up to `last`."""
    found = [month_end(date(year, month, 1)) for year in range(first.year, last.year + 1) for month in LAST_MONTHS]
    return [end for end in found if first <= end <= last]


def before(end: date) -> date:
    """The last day of the term before."""
    return date(end.year - 1, 12, 31) if end.month == LAST_MONTHS[0] else date(end.year, 6, 30)


def end(day: pl.Expr) -> pl.Expr:
    """Last day of the term in which each day lies."""
    is_first = day.dt.month() <= LAST_MONTHS[0]
    return pl.when(is_first).then(pl.date(day.dt.year(), 6, 30)).otherwise(pl.date(day.dt.year(), 12, 31))


def known_at(changes: pl.DataFrame, keys: tuple[str, ...], counts: tuple[str, ...], at: list[date]) -> pl.DataFrame:
    """The counts at every one of the days `at`, for all keys: `changes` (by `term`, a last day) summed up to it.

    A row stands from the first term of its keys on, and says nothing about how many there will be.
    """
    days = pl.DataFrame({"as_of": at}, schema={"as_of": pl.Date})
    summed = changes.group_by(*keys, "term").agg(pl.col(counts).sum())
    every = summed.select(keys).unique().join(days, how="cross")
    parts = every.join(summed, on=list(keys), how="left").filter(pl.col("term") <= pl.col("as_of"))
    return parts.group_by(*keys, "as_of").agg(pl.col(counts).sum().cast(pl.Int64)).sort(*keys, "as_of")
