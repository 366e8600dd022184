"""Where and when sections meet, in the groups that numbers are cut by."""

import polars as pl

from data.cubes.bands import NOT_KNOWN

TIMES_OF_DAY = ("morning", "afternoon", "evening")
"""Until noon, until five in the afternoon, and later."""
_NOON, _FIVE = 12, 17


def campus() -> pl.Expr:
    """The campus of each section, `not_known` where none is stated."""
    return pl.col("campus").str.strip_chars().replace("", None).fill_null(NOT_KNOWN)


def meeting_days() -> pl.Expr:
    """The days of meetings of each section, `not_known` where none are stated."""
    return pl.col("meeting_days").fill_null(NOT_KNOWN)


def time_of_day() -> pl.Expr:
    """The time of day of each section's meetings by their start, `not_known` where none is stated."""
    text = pl.col("start_time").str.to_lowercase()
    hour = text.str.extract(r"^(\d{1,2}?):?\d\d(?::\d\d)?(?:\D|$)").cast(pl.Int64)
    # Twelve is the first hour of a half day that is named.
    hour = (
        pl.when(text.str.contains(r"[ap]\.?m"))
        .then(hour % 12 + pl.when(text.str.contains("p")).then(12).otherwise(0))
        .otherwise(hour)
    )
    morning, afternoon, evening = map(pl.lit, TIMES_OF_DAY)
    banded = pl.when(hour < _NOON).then(morning).when(hour < _FIVE).then(afternoon).otherwise(evening)
    return pl.when(hour.is_not_null()).then(banded).otherwise(pl.lit(NOT_KNOWN))
