"""Cube `known_days`: from which day to which a college is known, whatever a few wrong days in it say."""

from collections.abc import Iterable
from datetime import date, timedelta

import dataframely as dy
import polars as pl

TERM, YEAR = timedelta(days=120), timedelta(days=366)


class KnownDays(dy.Schema):
    """One row: the first and the newest day of which anything is known."""

    first = dy.Date(primary_key=True, description="First day on which a seat was taken.")
    newest = dy.Date(
        description="Newest day of a registration, drop, completion, cancellation or inquiry that has happened."
    )


def build(
    seats: pl.DataFrame, sections: pl.LazyFrame, inquiries: pl.LazyFrame | None, today: date | None = None
) -> pl.DataFrame:
    """The cube from the seats in the order of the facts (`data.cubes.seats.numbered`); no row where there are none.

    Days after `today`, and days far from the section that they belong to or from all others, move neither end.
    """
    runs = sections.select("opens_on", "ends_on", "status", "decided_on").collect()
    opens, ends = (pl.lit(runs[c]).gather(pl.col("section")) for c in ("opens_on", "ends_on"))
    is_near = pl.col("registered_on").is_between(opens - TERM, ends + TERM)
    happened = seats.lazy().select(
        registered=pl.when(is_near).then("registered_on"),
        dropped=pl.when(pl.col("dropped_on") <= ends + YEAR).then("dropped_on"),
        completed=pl.when(pl.col("completed_on") <= ends + YEAR).then("completed_on"),
    )
    days = happened.collect().get_columns()
    registered = days[0] if days[0].null_count() < seats.height else seats["registered_on"]
    canceled = runs.filter(pl.col("status").cast(pl.String) == "cancelled")["decided_on"]
    asked = [] if inquiries is None else [inquiries.select("inquired_on").collect().to_series()]
    first = bounds(_until(registered, today))
    newest = _newest([registered, *days[1:], canceled, *asked], today)
    if first is None or newest is None:
        return KnownDays.create_empty()
    return KnownDays.cast(pl.DataFrame({"first": [first[0]], "newest": [max(newest, first[0])]}))


def _newest(columns: Iterable[pl.Series], today: date | None) -> date | None:
    last_days = [limits[1] for column in columns if (limits := bounds(_until(column, today)))]
    return max(last_days, default=None)


def _until(days: pl.Series, today: date | None) -> pl.Series:
    return days.drop_nulls() if today is None else days.filter(days <= today)


def bounds(days: pl.Series) -> tuple[date, date] | None:
    """First and last of the days but for a few outliers, None where there are no days.

    Outliers are at most one in a hundred, parted from all others by more than a term (at the start: a year).
    """
    by_day = days.drop_nulls().alias("day").value_counts(name="n").sort("day")
    if by_day.is_empty():
        return None
    dates, total = by_day["day"], by_day["n"].sum()
    before = by_day["n"].cum_sum() - by_day["n"]
    gap = dates.diff().fill_null(timedelta(0))
    late = dates.filter((gap > TERM) & (total - before <= total / 100))
    early = dates.filter((gap > YEAR) & (before <= total / 100))
    inside = dates.filter(dates < late[0]) if late.len() else dates
    inside = inside.filter(inside >= early[-1]) if early.len() else inside
    return inside[0], inside[-1]
