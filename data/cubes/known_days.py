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


REGISTERED, NEAR, DROPPED, COMPLETED = "registered", "registered_near", "dropped", "completed"


def count(seats: pl.DataFrame, sections: pl.LazyFrame) -> pl.DataFrame:
    """How often (`n`) each `day` is that of `what`: a registration, one near its section, a drop or a completion near it.

    `seats` in the order of the facts (`data.cubes.seats.numbered`). It adds up over parts of them.
    """
    runs = sections.select("opens_on", "ends_on").collect()
    opens, ends = (pl.lit(runs[c]).gather(pl.col("section")) for c in ("opens_on", "ends_on"))
    is_near = pl.col("registered_on").is_between(opens - TERM, ends + TERM)
    happened = {
        REGISTERED: pl.col("registered_on"),
        NEAR: pl.when(is_near).then("registered_on"),
        DROPPED: pl.when(pl.col("dropped_on") <= ends + YEAR).then("dropped_on"),
        COMPLETED: pl.when(pl.col("completed_on") <= ends + YEAR).then("completed_on"),
    }
    return pl.concat(_by_day(seats.lazy().select(day=day), what) for what, day in happened.items())


def asked(inquiries: pl.LazyFrame | None) -> pl.DataFrame:
    """How often (`n`) each `day` is that of an inquiry, as from `count`."""
    none = pl.LazyFrame(schema={"day": pl.Date})
    return _by_day(none if inquiries is None else inquiries.select(day="inquired_on"), "asked")


def _by_day(days: pl.LazyFrame, what: str) -> pl.DataFrame:
    counted = days.filter(pl.col("day").is_not_null()).group_by("day").agg(n=pl.len().cast(pl.Int64))
    return counted.select(pl.lit(what).alias("what"), "day", "n").sort("day").collect(engine="streaming")


def build(counted: pl.DataFrame, sections: pl.LazyFrame, today: date | None = None) -> pl.DataFrame:
    """The cube from what `count` and `asked` have counted; no row where there are no seats.

    Days after `today`, and days far from the section that they belong to or from all others, move neither end.
    """
    of = {what: rows.select("day", "n") for (what,), rows in counted.partition_by("what", as_dict=True).items()}
    none = counted.head(0).select("day", "n")
    registered = of.get(NEAR, of.get(REGISTERED, none))
    canceled = sections.filter(pl.col("status").cast(pl.String) == "cancelled").select(day="decided_on")
    others = [of.get(what, none) for what in (DROPPED, COMPLETED, "asked")]
    first = _bounds(_until(registered, today))
    newest = _newest([registered, *others, _by_day(canceled, "canceled").select("day", "n")], today)
    if first is None or newest is None:
        return KnownDays.create_empty()
    return KnownDays.cast(pl.DataFrame({"first": [first[0]], "newest": [max(newest, first[0])]}))


def _newest(counts: Iterable[pl.DataFrame], today: date | None) -> date | None:
    last_days = [limits[1] for by_day in counts if (limits := _bounds(_until(by_day, today)))]
    return max(last_days, default=None)


def _until(by_day: pl.DataFrame, today: date | None) -> pl.DataFrame:
    return by_day if today is None else by_day.filter(pl.col("day") <= today)


def bounds(inquiries: pl.LazyFrame) -> tuple[date, date] | None:
    """First and last day of inquiries but for a few outliers, None where there are no days.

    Outliers are at most one in a hundred, parted from all others by more than a term (at the start: a year).
    """
    return _bounds(asked(inquiries).select("day", "n"))


def _bounds(by_day: pl.DataFrame) -> tuple[date, date] | None:
    """As from `bounds`, of days in order with how often (`n`) each is there."""
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
