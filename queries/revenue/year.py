"""The metrics that goals are set for, at the as-of date: value, goal, chance, status word and the pace that it takes."""

from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from data.caches import kept
from queries.answer import measure
from queries.metrics.enrollment import HEADCOUNT, NET_REGISTRATIONS, NET_REVENUE
from queries.metrics.revenue import CONTRIBUTION
from queries.revenue.flows import FLOWING, flows
from queries.revenue.goal_status import rule, status
from queries.revenue.goals import Standing, ends, standing
from queries.revenue.phasing import goal_for
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope

SHOWN = (NET_REVENUE, NET_REGISTRATIONS, HEADCOUNT, CONTRIBUTION)
PACE_DAYS = 28
"""Days up to the as-of date over which the present pace is taken."""


@dataclass(frozen=True)
class Pace:
    """Amounts a week in the metric's unit; None where there is none to state.

    `needed` from here to the end of the period, `now` and `last_year` over the same weeks up to the as-of date, `ahead`
    what last year brought from here to its end.
    """

    needed: float | None
    now: float | None
    last_year: float | None
    ahead: float | None


@dataclass(frozen=True, eq=False)
class YearGoal:
    """One metric of the scope. `before` is at the same point last year, `band` the 10%, 50% and 90% points of its end.

    `standing`, `status` and what of the pace is needed are None where nobody set a goal for just this choice.
    """

    metric: Metric
    value: float | None
    before: float | None
    band: tuple[float, float, float] | None
    standing: Standing | None
    status: str | None
    pace: Pace


@kept("years")
def year_goals(scope: Scope) -> tuple[YearGoal, ...]:
    """Every metric that goals can be set for, in the order of the tiles; kept, since the path of each asks for it again."""
    at = _inside(scope)
    values, before = _values(at), _values(at.last_year())
    paces = _paces(at, values, before)
    by = rule(scope.version, scope.college)
    shown = []
    for metric in SHOWN:
        goal = goal_for(at, metric.name)
        found = None if goal is None else standing(goal, at)
        finals = found.finals if found else ends(metric.name, values[metric.name], replace(at, where=at.own))
        shown.append(
            YearGoal(
                metric,
                values[metric.name],
                before[metric.name],
                None if finals is None else _band(finals),
                found,
                status(found, by) if found else None,
                _pace(metric, found, paces, at),
            )
        )
    return tuple(shown)


def _inside(scope: Scope) -> Scope:
    """The scope at the end of its period at the latest: what a year looked back on gained since is no part of its goal."""
    return replace(scope, as_of=min(scope.as_of, scope.period.end))


def _values(scope: Scope) -> dict[str, float | None]:
    return flows(scope) | {CONTRIBUTION.name: measure(CONTRIBUTION, scope=scope).value(CONTRIBUTION)}


def _band(finals: np.ndarray) -> tuple[float, float, float]:
    low, middle, high = np.quantile(finals, [0.1, 0.5, 0.9])
    return float(low), float(middle), float(high)


def _paces(scope: Scope, values: dict, before: dict) -> dict[str, Pace]:
    """Present pace, last year's over the same weeks and last year's from here on; none outside the period."""
    days = min(PACE_DAYS, (scope.as_of - scope.period.start).days + 1)
    ahead = (scope.period.end - scope.as_of).days
    if days < 1:
        return {}
    then, back = scope.last_year(), timedelta(days=days)
    earlier, earlier_then = (flows(replace(s, as_of=s.as_of - back)) for s in (scope, then))
    ended = flows(replace(then, as_of=then.period.end))
    return {
        m.name: Pace(
            None,
            _a_week(values[m.name], earlier[m.name], days),
            _a_week(before[m.name], earlier_then[m.name], days) if before[m.name] else None,
            _a_week(ended[m.name], before[m.name], ahead) if ahead and before[m.name] else None,
        )
        for m in FLOWING
    }


def _a_week(now: float | None, earlier: float | None, days: int) -> float:
    return ((now or 0.0) - (earlier or 0.0)) / (days / 7)


def _pace(metric: Metric, found: Standing | None, paces: dict[str, Pace], scope: Scope) -> Pace:
    pace = paces.get(metric.name, Pace(None, None, None, None))
    ahead = (scope.period.end - scope.as_of).days
    if found is None or not found.missing or not ahead or metric not in FLOWING:
        return pace
    return replace(pace, needed=found.missing / max(ahead / 7, 1))
