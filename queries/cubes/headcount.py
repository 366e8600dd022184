"""Distinct learners by grain and period or term: they are read at one grain and never added."""

import polars as pl

from data.cubes.headcount import Headcount
from data.store.store import MissingData, scan
from queries.semantic.cube import Asked, Cube
from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.scope import Unanswerable


def _read(asked: Asked) -> pl.LazyFrame:
    if several := asked.scope.unions.keys() & asked.where.keys():
        names = " or ".join(DIMENSIONS[name].label.lower() for name in sorted(several))
        raise Unanswerable(f"Headcount is of one {names} at a time: a learner may be in several and would count twice.")
    frame = _of_terms(asked) if asked.is_by_term else _of_periods(asked)
    return frame.filter(pl.col("known_on") <= asked.scope.as_of)


def _of_periods(asked: Asked) -> pl.LazyFrame:
    scope, grain, kind = asked.scope, asked.one_grain("Headcount"), asked.one_kind("Headcount is")
    return (
        scan(scope.version, scope.college, "headcount")
        .filter(
            pl.col("grain") == grain,
            pl.col("period_kind") == kind,
            pl.col("period").is_between(scope.period.start, scope.period.end),
        )
        .rename({"value": grain, "period": kind})
    )


def _of_terms(asked: Asked) -> pl.LazyFrame:
    scope, times = asked.scope, sorted(name for name in asked.dimensions if DIMENSIONS[name].is_time)
    if times:
        raise Unanswerable(f"Headcount of a term is not published by {times[0]}: a learner would count in several.")
    if scope.period.kind != "term":
        such = f", such as {scope.period.calendar.terms[-1].name}" if scope.period.calendar.terms else ""
        raise Unanswerable(f"Headcount is counted for a whole term: name it as the period{such}.")
    grain = asked.one_grain("Headcount")
    try:
        frame = scan(scope.version, scope.college, "term_headcount")
    except MissingData:
        raise Unanswerable("This version counts no learners by term; the next import or demo does.") from None
    return frame.filter(pl.col("grain") == grain, pl.col("term") == scope.period.name).rename({"value": grain})


HEADCOUNT_CUBE = Cube(
    name="headcount",
    schema=Headcount,
    read=_read,
    dimensions=("month", "quarter", "term", "field", "offering", "school"),
    privacy="operational",
    counts_people=("learners",),
)
