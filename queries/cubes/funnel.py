"""From inquiry to return: how many reach each stage, now and at the same point last year."""

import polars as pl

from data.cubes.funnel import STAGES, Funnel
from data.cubes.funnel_outcomes import FunnelOutcomes
from data.store.store import scan_or_empty
from queries.semantic.cube import Asked, Cube
from queries.semantic.dimensions import code_of
from queries.semantic.metric import ratio
from queries.semantic.points_in_time import newest
from queries.semantic.scope import Scope


def inquiries(scope: Scope) -> pl.LazyFrame:
    """Rows of the funnel cube for inquiries of the scope's period, as known at its as-of date; filters not applied.

    A version that was published before there was a funnel has none. Raises Unanswerable for a term.
    """
    scope.check_dated("Inquiries are")
    frame = scan_or_empty(scope.version, scope.college, "funnel", Funnel)
    return frame.filter(
        pl.col("known_on") <= scope.as_of, pl.col("month").is_between(scope.period.start, scope.period.end)
    )


def stages(scope: Scope) -> pl.DataFrame:
    """A row per stage in order: `stage`, `reached`, `share` (of inquiries), `yield_share` (of the stage before)."""
    frame = _chosen(scope)
    reached = dict(frame.group_by(pl.col("stage").cast(pl.String)).agg(pl.col("reached").sum()).collect().rows())
    counts = pl.DataFrame({"stage": STAGES, "reached": [reached.get(stage, 0) for stage in STAGES]})
    return counts.with_columns(
        share=ratio(pl.col("reached"), pl.col("reached").first()),
        yield_share=ratio(pl.col("reached"), pl.col("reached").shift()),
    )


def by(scope: Scope, cut: str) -> pl.DataFrame:
    """Reached counts by channel or field: a row per value, a column per stage, most inquiries first."""
    stage = pl.col("stage").cast(pl.String)
    counts = [pl.col("reached").filter(stage == one).sum().alias(one) for one in STAGES]
    cells = _chosen(scope).group_by(pl.col(cut).cast(pl.String).alias("value")).agg(counts)
    return cells.sort("inquiry", "value", descending=[True, False]).collect()


def outcomes(scope: Scope, grain: str) -> pl.DataFrame:
    """Started, completed and returned by value of a grain (all, field, channel), for the fiscal year of the period.

    As known at the newest quarter end by the as-of date; `known_on` says which. Null is hidden to protect learners.
    """
    cohort = scope.period.fiscal_year.start
    frame = scan_or_empty(scope.version, scope.college, "funnel_outcomes", FunnelOutcomes)
    found = newest(frame.filter(pl.col("grain") == grain, pl.col("cohort") == cohort), scope)
    return found.select("value", "started", "completed", "returned", "known_on").sort("value").collect()


def _chosen(scope: Scope) -> pl.LazyFrame:
    """Inquiries inside the scope's field and channel."""
    frame = inquiries(scope)
    for name, value in scope.where:
        if name in ("field", "channel"):
            frame = frame.filter(code_of(name) == value)
    return frame


def _read(asked: Asked) -> pl.LazyFrame:
    return inquiries(asked.scope)


FUNNEL_CUBE = Cube(
    name="funnel",
    schema=Funnel,
    read=_read,
    dimensions=("field", "channel"),
    privacy="operational",
    counts_people=("reached",),
    within=("stage",),
)
