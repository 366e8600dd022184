"""What the goals expect of the same fiscal year: they count seats in open sections, which a series knows nothing of."""

from dataclasses import replace

from queries.forecasting.outlook import Series
from queries.revenue.goals import standing
from queries.revenue.phasing import goals
from queries.semantic.scope import Scope, Unanswerable


def expected(scope: Scope, series: Series) -> tuple[float, float, float] | None:
    """Low, middle and high of the 80% range at the end of the year; None for months ahead and without such a goal."""
    if not series.year:
        return None
    year = replace(scope, where=()).during(scope.period.calendar.parse(series.year))
    where = () if series.grain == "all" else ((series.grain, series.value),)
    mine = [goal for goal in goals(year) if goal.metric == series.metric and goal.where == where]
    try:
        return standing(mine[0], year).band if mine else None
    except Unanswerable:
        return None
