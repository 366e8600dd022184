"""A goal spread over the months of its period, as its phasing says."""

from datetime import date

import polars as pl

from data import periods
from data.periods import Period, add_months
from queries import college
from queries.forecasting.series import Histories
from queries.scope import Scope

ADDITIVE_PHASINGS = ("flat", "last_year_shape", "own_monthly_shape")


def by_month(scope: Scope, known: Histories, value: str) -> pl.DataFrame:
    """`period` (first day of a month) and `goal`, over every period with a goal for this series; no rows without one.

    A shape of last year is read from the months of the fiscal year before, as they are known; without them it is flat.
    """
    goals = college.goals(scope.version, scope.college).filter(
        pl.col("metric") == known.metric, pl.col("scope").cast(pl.String) == known.grain
    )
    if known.grain != "all":
        goals = goals.filter(pl.col("scope_value") == value)
    seen = dict(known.frame.filter(pl.col("value") == value).select("period", "y").rows())
    rows = [row for goal in goals.to_dicts() for row in _spread(goal, seen)]
    return pl.DataFrame(rows, schema={"period": pl.Date, "goal": pl.Float64}, orient="row").sort("period")


def _spread(goal: dict, seen: dict[date, float]) -> list[tuple[date, float]]:
    period = periods.parse(goal["period"])
    months = [p.start for p in periods.between(period.start, period.end, "month")]
    shares = _shares(goal, period, months, seen)
    return [(month, goal["target"] * share) for month, share in zip(months, shares, strict=True)]


def _shares(goal: dict, period: Period, months: list[date], seen: dict[date, float]) -> list[float]:
    flat = [1 / len(months)] * len(months)
    if goal["phasing"] == "own_monthly_shape" and goal["monthly_shares"]:
        own = [float(share) for share in goal["monthly_shares"].split(";")]
        return own if len(own) == len(months) else flat
    if goal["phasing"] == "last_year_shape":
        before = [seen.get(add_months(month, -12)) for month in months]
        known = [y for y in before if y is not None]
        if len(known) == len(months) and sum(known) > 0:
            return [y / sum(known) for y in known]
    return flat
