"""Registrations and money by the channel and the day of the registration, which are kept by offering and start alone."""

# Why: decision 140.

import polars as pl

from data.store.store import MissingData, scan
from queries.semantic.dimensions import WEEKDAYS
from queries.semantic.scope import Scope, Unanswerable

DIMENSIONS = ("channel", "week", "weekday")
"""Dimensions that follow from the registration."""


def changes(scope: Scope) -> pl.LazyFrame:
    """Rows of the cube with the month, week and weekday of the registration, and what their sections share."""
    try:
        days = scan(scope.version, scope.college, "channel_days")
    except MissingData:
        raise Unanswerable(
            "This version counts no seats by channel or day of registration; the next import or demo does."
        ) from None
    groups = scan(scope.version, scope.college, "section_groups").rename({"offering_id": "offering"})
    day = pl.col("registered_on")
    return days.join(groups, on="group").with_columns(
        month=day.dt.truncate("1mo"),
        week=day.dt.truncate("1w"),
        weekday=(day.dt.weekday() - 1).cast(pl.UInt8).cat.to(pl.Enum(WEEKDAYS)),
    )
