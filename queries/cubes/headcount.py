"""Distinct learners by grain and period: they are read at one grain and never added."""

import polars as pl

from data.cubes.headcount import Headcount
from data.store.store import scan
from queries.semantic.cube import Asked, Cube
from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.scope import Unanswerable


def _read(asked: Asked) -> pl.LazyFrame:
    scope = asked.scope
    if several := scope.unions.keys() & asked.where.keys():
        names = " or ".join(DIMENSIONS[name].label.lower() for name in sorted(several))
        raise Unanswerable(f"Headcount is of one {names} at a time: a learner may be in several and would count twice.")
    grain, kind = asked.one_grain("Headcount"), asked.one_kind("Headcount is")
    return (
        scan(scope.version, scope.college, "headcount")
        .filter(
            pl.col("grain") == grain,
            pl.col("period_kind") == kind,
            pl.col("known_on") <= scope.as_of,
            pl.col("period").is_between(scope.period.start, scope.period.end),
        )
        .rename({"value": grain, "period": kind})
    )


HEADCOUNT_CUBE = Cube(
    name="headcount",
    schema=Headcount,
    read=_read,
    dimensions=("month", "quarter", "field", "offering", "school"),
    privacy="operational",
    counts_people=("learners",),
)
