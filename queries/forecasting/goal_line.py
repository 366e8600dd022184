"""A goal spread over the months of its period, as its phasing says."""

from dataclasses import replace

import polars as pl

from queries import college
from queries.revenue import phasing
from queries.semantic.scope import Scope


def by_month(scope: Scope, metric: str, grain: str, value: str) -> pl.DataFrame:
    """`period` (first day of a month) and `goal`, over every period with a goal for this series; no rows without one."""
    where = () if grain == "all" else ((grain, value),)
    with_goal = college.goals(scope.version, scope.college).filter(metric=metric)["period"].unique().sort()
    rows, calendar = [], scope.period.calendar
    for name in with_goal:
        goal = phasing.goal_for(replace(scope, period=calendar.parse(name), where=where), metric)
        if goal is None:
            continue
        months = calendar.between(goal.period.start, goal.period.end, "month")
        asked = phasing.asked_in(goal, [(month.start, month.end) for month in months], scope)
        rows += [(month.start, amount) for month, amount in zip(months, asked, strict=True)]
    return pl.DataFrame(rows, schema={"period": pl.Date, "goal": pl.Float64}, orient="row").sort("period")
