"""Cube `funnel_outcomes`: how many of those who came by an inquiry and started completed, and came back."""

from datetime import date

import dataframely as dy
import polars as pl

from data.cubes import fiscal
from data.cubes.protected import ProtectedCell
from data.cubes.seats import is_first
from data.reference.periods import STANDARD, Calendar

GRAINS = ("all", "field", "channel")
COUNTS = ("started", "completed", "returned")


class FunnelOutcomes(ProtectedCell):
    """What became of the inquiries of one fiscal year, as known at the end of a quarter.

    Protected: a count that would reveal too few learners is null and says so. Rows of different grains are not added.
    """

    grain = dy.Enum(GRAINS, primary_key=True, description="What the row is for.")
    value = dy.String(primary_key=True, description="The field (two-digit CIP) or channel; `all` for all.")
    cohort = dy.Date(primary_key=True, description="First day of the fiscal year of the inquiry.")
    as_of = dy.Date(primary_key=True, description="Last day of the quarter at which it is asked for.")
    started = dy.Int64(nullable=True, description="Inquiries that led to a seat which was started.")
    completed = dy.Int64(nullable=True, description="Those of them that completed.")
    returned = dy.Int64(nullable=True, description="Those of them whose learner registered again after completing.")


def count(ways: pl.DataFrame, seats: pl.LazyFrame, calendar: Calendar = STANDARD) -> pl.DataFrame:
    """Inquiries that were started (`people`) from `data.cubes.funnel.ways` and `data.cubes.seats`, by field, channel and month.

    And by the quarters, as numbers, in which they `started`, `completed` and `returned`. It adds up over parts of the learners.
    """
    came = (
        ways.lazy()
        .filter(pl.col("started").is_not_null())
        .select("field", "channel", "learner", "inquiry", "started", "completed_on")
    )
    # Who completes and registers on the same day came back for something else: later days only.
    after = pl.col("completed_on") + pl.duration(days=1)
    completed = came.filter(pl.col("completed_on").is_not_null()).with_columns(after=after).sort("after")
    again = (
        # Nobody comes back with the first seat, and most have no other.
        seats.filter(~is_first())
        .select("learner", "registered_on", returned_on="registered_on")
        .join(completed, on="learner", how="semi")
        .sort("registered_on")
    )
    back = completed.join_asof(
        again, left_on="after", right_on="registered_on", by="learner", strategy="forward", check_sortedness=False
    )
    by_days = (
        pl.concat([back, came.filter(pl.col("completed_on").is_null())], how="diagonal")
        # A day of completion before the start is known once it has started: the counts stay nested.
        .with_columns(
            completed_on=pl.when(pl.col("completed_on").is_not_null()).then(
                pl.max_horizontal("completed_on", "started")
            )
        )
        .select(
            "field",
            "channel",
            month=pl.col("inquiry").dt.truncate("1mo"),
            started=fiscal.quarter(pl.col("started"), calendar),
            completed=fiscal.quarter(pl.col("completed_on"), calendar),
            returned=fiscal.quarter(pl.col("returned_on"), calendar),
        )
    )
    return by_days.group_by(by_days.collect_schema().names()).agg(people=pl.len().cast(pl.Int64)).collect()


def build(counted: pl.DataFrame, newest: date | None, calendar: Calendar = STANDARD) -> pl.DataFrame:
    """The unprotected counts from what `count` has counted, up to the `newest` day of any registration.

    `data.publish.inquiries` hides what must be hidden.
    """
    by_days = counted.with_columns(cohort=fiscal.start(pl.col("month"), calendar))
    if newest is None or by_days.is_empty():
        return pl.DataFrame(
            schema={c: t for c, t in FunnelOutcomes.create_empty().schema.items() if c not in ("known_on", "is_hidden")}
        )
    first = by_days.select(pl.col("cohort").min()).item()
    ends = [q.end for q in calendar.between(first, newest, "quarter") if q.end <= newest]
    # Worked out once: in a group each use would hold a table of all days of its own, together a gigabyte.
    numbers = pl.Series(ends, dtype=pl.Date).to_frame("end").select(fiscal.quarter(pl.col("end"), calendar)).to_series()
    at = zip(ends, numbers, strict=True)
    return pl.concat(_at(by_days, end, until, grain) for end, until in at for grain in GRAINS)


def _at(by_days: pl.DataFrame, end: date, until: int, grain: str) -> pl.DataFrame:
    """The counts at the end of a quarter, by date and number; `by_days`: how many by field, channel, cohort and quarters."""
    value = pl.lit("all") if grain == "all" else pl.col(grain).cast(pl.String)
    return (
        by_days.filter(pl.col("started") <= until)
        .group_by("cohort", value.alias("value"))
        .agg(
            started=pl.col("people").sum(),
            completed=pl.col("people").filter(pl.col("completed") <= until).sum(),
            returned=pl.col("people").filter(pl.col("returned") <= until).sum(),
        )
        .select(
            pl.lit(grain, pl.Enum(GRAINS)).alias("grain"),
            "value",
            "cohort",
            pl.lit(end).alias("as_of"),
            *COUNTS,
        )
        .sort("value", "cohort")
    )
