"""Registrations and money by the channel and the day of the registration, which are kept by offering and start alone."""

# Why: decision 140.

import polars as pl

from data.reference.periods import month_end
from data.store.store import MissingData, scan
from queries.cubes import attributes
from queries.semantic.cube import Asked
from queries.semantic.dimensions import DIMENSIONS, WEEKDAYS
from queries.semantic.scope import Unanswerable

OF_REGISTRATIONS = ("channel", "week", "weekday")
"""Dimensions that follow from the registration."""


def changes(asked: Asked) -> pl.LazyFrame:
    """Rows of the cube in the period with the month, week and weekday of the registration, and what their sections share.

    Raises Unanswerable for what sections of a group do not share.
    """
    scope, day = asked.scope, pl.col("registered_on")
    if finer := asked.dimensions & set(attributes.MEETINGS):
        names = " and ".join(DIMENSIONS[name].label.lower() for name in sorted(finer))
        raise Unanswerable(
            f"Channel and day of registration are published by offering, term, start month, campus and tag, not by {names} at once."
        )
    try:
        days, groups = (scan(scope.version, scope.college, name) for name in ("channel_days", "section_groups"))
    except MissingData:
        raise Unanswerable(
            "This version counts no seats by channel or day of registration; the next import or demo does."
        ) from None
    if scope.period.kind != "term":  # the sections of a term are known only after the join
        last = month_end(scope.period.end)
        days = days.filter(day.is_between(scope.period.start, last), pl.col("known_on") <= scope.as_of)
    groups = groups.rename({"offering_id": "offering"})
    if "tag" in asked.dimensions:
        groups = groups.join(attributes.tagged(groups, "group", scope), on="group")
    return days.join(groups, on="group").with_columns(
        month=day.dt.truncate("1mo"),
        week=day.dt.truncate("1w"),
        weekday=(day.dt.weekday() - 1).cast(pl.UInt8).cat.to(pl.Enum(WEEKDAYS)),
    )
