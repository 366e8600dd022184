"""Sections as they were known on a day: which were scheduled, held or cancelled, and what came of them."""

from datetime import date

import polars as pl

from data.store import scan

STATUSES = pl.Enum(("scheduled", "held", "cancelled"))


def at(version: str, college: str, as_of: date) -> pl.LazyFrame:
    """The sections cube as known at the end of a day, with `status` (scheduled, held, cancelled).

    A section is cancelled from the day on which that was decided, else held from its first day on. Decisions and
    counts of the days after are empty.
    """
    started = pl.col("starts_on") <= as_of
    counts = ("started", "paid_before_start", "paid_and_started")
    return scan(version, college, "sections").with_columns(
        pl.when(pl.col("decided_on") <= as_of)
        .then(pl.lit("cancelled", STATUSES))
        .when(started)
        .then(pl.lit("held", STATUSES))
        .otherwise(pl.lit("scheduled", STATUSES))
        .alias("status"),
        pl.when(pl.col("decided_on") <= as_of).then(pl.col("decided_on")).alias("decided_on"),
        *(pl.when(started).then(pl.col(c)).alias(c) for c in counts),
    )
