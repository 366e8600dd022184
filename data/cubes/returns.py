"""Cube `returns`: how long after their first registration learners come back, as a life table."""

# Why: decision 73.

from datetime import date

import dataframely as dy
import polars as pl

from data.cubes import packed
from data.cubes.protected import Protected
from data.cubes.seats import is_first

STRATA = ("all", "field", "stacks")
COUNTS = ("followed", "returned")
MONTH_DAYS = 30.4375
BAND_MONTHS = 3
LONGEST_MONTHS = 60
BANDS = LONGEST_MONTHS // BAND_MONTHS


class Returns(Protected):
    """Learners by months since their first registration that was kept, in bands of three months.

    Only learners whom the data follows to the end of a band are counted in it, so that neither count ever falls.
    Protected: a count that would reveal too few learners is null.
    """

    stratum = dy.Enum(STRATA, primary_key=True, description="What the row is for.")
    value = dy.String(
        primary_key=True, description="Field of the first class; whether it counts toward another; `all`."
    )
    month_from = dy.Int64(primary_key=True, description="Whole months since the first registration, first of the band.")
    month_to = dy.Int64(description="Whole months since the first registration, last of the band.")
    as_of = dy.Date(primary_key=True, description="Last day of the half year at which it is asked for.")
    followed = dy.Int64(
        nullable=True, description="Learners not back before the band and followed to its end, back or not."
    )
    returned = dy.Int64(nullable=True, description="Those of them that came back within the band.")


_BAND_DAYS = BAND_MONTHS * MONTH_DAYS


def count(facts: dict[str, pl.LazyFrame]) -> pl.DataFrame:
    """Learners (`len`) by first day, field, whether it `stacks` and the band in which they came `back`, null where never.

    From `seats` (see `data.cubes.seats`) and offerings. A return is a later registration, kept, in another section. It
    adds up over parts of the learners.
    """
    offering = facts["offerings"].with_row_index("offering")
    return (
        _counted(first_and_second(facts["seats"]), _BAND_DAYS)
        .join(offering.select("offering", field=pl.col("cip_code").str.slice(0, 2), stacks=stacks()), on="offering")
        .group_by("first", "field", "stacks", "back")
        .agg(pl.col("len").sum().cast(pl.Int64))
        .collect()
    )


def stacks() -> pl.Expr:
    """Whether an offering counts toward another: yes or no."""
    return pl.when(pl.col("stacks_into").is_not_null()).then(pl.lit("yes")).otherwise(pl.lit("no"))


def build(people: pl.DataFrame, ends: list[date]) -> pl.DataFrame:
    """The unprotected life tables at ends of half years, from what `count` has counted."""
    values = {"all": pl.lit("all"), "field": pl.col("field"), "stacks": pl.col("stacks")}
    followed = [
        people.lazy()
        .filter(pl.col("first") <= end)
        .with_columns(stratum=pl.lit(stratum), value=value, as_of=pl.lit(end))
        .with_columns(bands=((pl.lit(end) - pl.col("first")).dt.total_days() / _BAND_DAYS).floor())
        .group_by("stratum", "value", "as_of", "bands", "back")
        .agg(pl.col("len").sum())
        for end in ends
        for stratum, value in values.items()
    ]
    none = {"stratum": pl.String, "value": pl.String, "as_of": pl.Date, "bands": pl.Float64, "back": pl.Float64}
    every = pl.concat([pl.LazyFrame(schema=none | {"len": pl.Int64}), *followed]).collect()
    return pl.concat(_band(every, band) for band in range(BANDS)).sort("stratum", "value", "month_from", "as_of")


def _counted(people: pl.LazyFrame, days: float) -> pl.LazyFrame:
    """How many (`len`) by first day, offering and the band of so many days in which they came `back`, null where never."""
    # One number to count by takes half the time of three columns.
    back = ((pl.col("second").to_physical() - pl.col("first").to_physical()) / days).cast(pl.UInt64)
    place = pl.col("offering").cast(pl.UInt64) * packed.DAYS + packed.day(pl.col("first"))
    counted = people.group_by(key=place * (BANDS + 2) + back.clip(upper_bound=BANDS).fill_null(BANDS + 1)).len()
    back = pl.col("key") % (BANDS + 2)
    return counted.select(
        "len",
        first=packed.date_of_day(pl.col("key") // (BANDS + 2) % packed.DAYS),
        offering=(pl.col("key") // (BANDS + 2) // packed.DAYS).cast(pl.UInt32),
        back=pl.when(back < BANDS + 1).then(back).cast(pl.Float64),
    )


def _band(people: pl.DataFrame, band: int) -> pl.DataFrame:
    mine = people.filter(pl.col("bands") > band, pl.col("back").is_null() | (pl.col("back") >= band))
    return mine.group_by("stratum", "value", "as_of").agg(
        month_from=pl.lit(band * BAND_MONTHS, pl.Int64),
        month_to=pl.lit((band + 1) * BAND_MONTHS - 1, pl.Int64),
        followed=pl.col("len").sum(),
        returned=pl.col("len").filter(pl.col("back") == band).sum(),
    )


def first_and_second(seats: pl.LazyFrame) -> pl.LazyFrame:
    """One row per learner: first and second day, the first section and its offering. `seats` as from `data.cubes.seats`."""
    is_followed = pl.col("learner") == pl.col("learner").shift(-1)
    return (
        seats.filter(pl.col("dropped_on").is_null(), pl.col("offering").is_not_null())
        .select(
            "learner",
            "section",
            "offering",
            first="registered_on",
            second=pl.when(is_followed).then(pl.col("registered_on").shift(-1)),
            is_first=is_first(),
        )
        .filter("is_first")
    )
