"""Outcomes are published for everybody of a fiscal year together: what that means for shorter periods, and until all are final."""

import polars as pl

from queries.outcomes import completion
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope

BY_FISCAL_YEAR = frozenset({"completion", "placement"})
"""Cubes that are published for the cohort of a fiscal year and for no shorter period."""


def is_unknown(metric: Metric, scope: Scope) -> bool:
    """Whether a metric is published by fiscal year and the scope asks about a shorter period."""
    return metric.cube.name in BY_FISCAL_YEAR and scope.period.kind != "fiscal_year"


def still_open(metric: Metric, scope: Scope) -> float | None:
    """Share of the cohort's sections that are not final yet, for a completion of a fiscal year; None where all are."""
    if metric.cube.name != "completion" or is_unknown(metric, scope):
        return None
    cohort = scope.period.fiscal_year.start
    shares = completion.cohorts(scope).filter(pl.col("cohort") == cohort)["open_share"].drop_nulls()
    return (shares[0] or None) if len(shares) else None
