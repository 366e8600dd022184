"""How a goal is spread over the months of its period, and how much of it should be reached by a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from data.reference import periods
from data.reference.periods import Calendar, Period
from queries import college
from queries.answer import find_metrics
from queries.metrics import METRICS
from queries.metrics.revenue import CONTRIBUTION
from queries.revenue.flows import by_month
from queries.revenue.margin import by_start_month
from queries.semantic.scope import Scope
from queries.semantic.unit import SHARE


@dataclass(frozen=True)
class Goal:
    """One row of the goals table, its period read. `where` is the filter that its scope stands for."""

    goal_id: str
    metric: str
    period: Period
    target: float
    phasing: str
    monthly_shares: tuple[float, ...]
    owner: str | None
    where: tuple[tuple[str, str], ...]
    note: str | None = None

    @property
    def is_none(self) -> bool:
        """Whether it asks for nothing: 0 of what is never less. A contribution of 0 is to break even."""
        return self.target == 0 and self.metric != CONTRIBUTION.name

    @property
    def is_rate(self) -> bool:
        """Whether its metric is a share, which stands somewhere and is not added up."""
        return METRICS[self.metric].unit is SHARE

    def scope(self, scope: Scope) -> Scope:
        """The same version and day, asked about what the goal is for."""
        return replace(scope, period=self.period, where=self.where)


def goals(scope: Scope) -> list[Goal]:
    """The goals of the scope's period, of its field where it has one; sums of the college first."""
    rows = college.goals(scope.version, scope.college).filter(pl.col("period") == scope.period.name).to_dicts()
    found = [_goal(row, scope.period.calendar) for row in rows]
    wanted = dict(scope.where).get("field")
    inside = [g for g in found if wanted is None or g.where == (("field", wanted),)]
    return sorted(inside, key=lambda g: (bool(g.where), g.metric, g.where, g.goal_id))


def goal_for(scope: Scope, metric: str) -> Goal | None:
    """The goal for exactly this scope and metric, None where nobody set one or it asks for nothing."""
    return next((g for g in goals(scope) if g.metric == metric and g.where == scope.own and not g.is_none), None)


def shares(goal: Goal, scope: Scope) -> list[float]:
    """Share of the target that each month of the period is to bring; they add up to 1."""
    months = goal.period.calendar.between(goal.period.start, goal.period.end, "month")
    if goal.phasing == "own_monthly_shape" and len(goal.monthly_shares) == len(months):
        return list(goal.monthly_shares)
    if goal.phasing == "last_year_shape":
        before = _by_month(goal, scope)
        last = [before.get(periods.add_months(m.start, -12), 0.0) for m in months]
        if sum(last) > 0 and min(last) >= 0:
            return [value / sum(last) for value in last]
    return [1 / len(months)] * len(months)


def asked_by(goal: Goal, days: Sequence[date], scope: Scope) -> list[float]:
    """What a goal asks for by the end of each day, in the unit of its metric; a started month counts by its days.

    A rate does not come in month by month: its goal holds on every day. The shape of last year is asked for once.
    """
    if goal.is_rate:
        return [goal.target] * len(days)
    months = goal.period.calendar.between(goal.period.start, goal.period.end, "month")
    parts = list(zip(months, shares(goal, scope), strict=True))
    return [goal.target * min(sum(share * _share_of(month, day) for month, share in parts), 1.0) for day in days]


def asked_in(goal: Goal, spans: Sequence[tuple[date, date]], scope: Scope) -> list[float]:
    """What a goal asks each span of days to bring, from its first to its last day; a rate is asked for as a whole in each."""
    if goal.is_rate:
        return [goal.target] * len(spans)
    before = asked_by(goal, [start - timedelta(days=1) for start, _ in spans], scope)
    by_end = asked_by(goal, [end for _, end in spans], scope)
    return [late - early for early, late in zip(before, by_end, strict=True)]


def _share_of(month: Period, day: date) -> float:
    """Share of the days of a month that are over by the end of `day`."""
    days = (min(day, month.end) - month.start).days + 1
    return max(days, 0) / ((month.end - month.start).days + 1)


def _by_month(goal: Goal, scope: Scope) -> dict[date, float]:
    (metric,) = find_metrics(goal.metric)
    # What last year's months came to as known when they were over, which no later drop changes any more.
    year = goal.scope(scope).during(goal.period.previous_year())
    year = replace(year, as_of=min(year.period.end, scope.as_of))
    if metric is CONTRIBUTION:  # comes in with the start of a section and not with its seats; a loss asks for none
        return {month: max(usd, 0.0) for month, usd in by_start_month(year).items()}
    return by_month(metric.name, year)


def _goal(row: dict, calendar: Calendar) -> Goal:
    text = row["monthly_shares"] or ""
    where = () if row["scope"] == "all" else ((row["scope"], row["scope_value"] or ""),)
    own = tuple(float(s) for s in text.split(";") if s.strip())
    period = calendar.parse(row["period"])
    return Goal(
        row["goal_id"], row["metric"], period, row["target"], row["phasing"], own, row["owner"], where, row["note"]
    )
