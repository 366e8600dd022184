"""Whether a goal will be reached: where it stands, where it should stand, and how likely the rest makes up for it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np

from data.caches import kept
from queries.answer import filtered, find_metrics, measure
from queries.metrics.enrollment import HEADCOUNT, NET_REGISTRATIONS, NET_REVENUE
from queries.metrics.revenue import CONTRIBUTION
from queries.outcomes import cohort_years
from queries.revenue import margin
from queries.revenue.flows import FLOWING, flows
from queries.revenue.phasing import Goal, asked_by, goal_for, goals
from queries.revenue.rest_contribution import costs, sums
from queries.revenue.rest_of_year import DRAWS, SEED, rest
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope, Unanswerable

FORECAST = (NET_REVENUE.name, CONTRIBUTION.name, NET_REGISTRATIONS.name, HEADCOUNT.name)


@dataclass(frozen=True, eq=False)
class Standing:
    """A goal at the as-of date. `finals` are simulated values at the end of the period; None where there are none.

    `actual` is None for a rate without a base, and for a contribution that no stated direct cost tells. `counting` gives the
    sections of which a direct cost is asked for: those that state none, and all. `phased` is what the goal asks for by now.
    `still_open` is the share of the outcomes it counts that are not final yet, 0 for metrics that do not wait for outcomes.
    """

    goal: Goal
    metric: Metric
    actual: float | None
    phased: float
    finals: np.ndarray | None
    net_price_usd: float | None
    days_left: int
    counting: Callable[[], tuple[int, int]] | None = None
    still_open: float = 0.0

    @cached_property
    def unstated(self) -> tuple[int, int]:
        """The sections of a contribution that state no direct cost, and all of its sections; counted when it is asked for."""
        return self.counting() if self.counting else (0, 0)

    @property
    def is_ceiling(self) -> bool:
        """Whether the goal is the most that is wanted, as for a discount rate."""
        return self.metric.better == "lower"

    @property
    def is_final(self) -> bool:
        """Whether the period is over and no outcome is open."""
        return self.days_left == 0 and not self.still_open

    @property
    def probability(self) -> float | None:
        """Share of the draws that reach the target."""
        return None if self.finals is None else float((self.finals >= self.goal.target).mean())

    @property
    def band(self) -> tuple[float, float, float] | None:
        """The 10%, 50% and 90% points of the final value."""
        if self.finals is None:
            return None
        low, middle, high = np.quantile(self.finals, [0.1, 0.5, 0.9])
        return float(low), float(middle), float(high)

    @property
    def missing(self) -> float:
        """What is still to come, or what is too much under a ceiling, in the metric's unit; 0 when reached."""
        short = self.goal.target - (self.actual or 0.0)
        return max(-short if self.is_ceiling else short, 0.0)

    @property
    def needed(self) -> float | None:
        """What must still come: registrations at the net price to date for net tuition revenue, else what is missing itself.

        None without a price; for a rate; and for contribution, which comes with the start of sections, most seats of
        which are taken.
        """
        if self.goal.is_rate or self.metric is CONTRIBUTION:
            return None
        if self.metric is NET_REVENUE:
            return float(np.ceil(self.missing / self.net_price_usd)) if self.net_price_usd else None
        return self.missing if self.metric.unit.is_money else float(np.ceil(self.missing))


def standings(scope: Scope) -> list[Standing]:
    """Every goal of the scope's period whose metric can be answered for what it is for; `unanswered` has the others."""
    answered = [found for goal in goals(scope) if isinstance(found := _try(goal, scope), Standing)]
    return sorted(
        answered, key=lambda s: (bool(s.goal.where), s.metric is not NET_REVENUE, s.goal.metric, s.goal.where)
    )


def unanswered(scope: Scope) -> list[tuple[Goal, str]]:
    """The goals of the scope's period that stand beside no number, each with the reason as a sentence."""
    return [(goal, found) for goal in goals(scope) if isinstance(found := _try(goal, scope), str)]


def _try(goal: Goal, scope: Scope) -> Standing | str:
    try:
        return standing(goal, scope)
    except Unanswerable as reason:
        return str(reason)


def progress(scope: Scope, metric: str) -> tuple[float | None, float | None]:
    """The share of the scope's own goal that is reached, and the probability of reaching it; None without a goal."""
    own = goal_for(scope, metric)
    if own is None:
        return None, None
    now = standing(own, scope)
    return (now.actual or 0.0) / own.target, now.probability


def standing(goal: Goal, scope: Scope, draws: int = DRAWS) -> Standing:
    """One goal at the scope's as-of date. Raises Unanswerable where its metric cannot be cut to its scope."""
    return _standing(goal, replace(scope, where=()), draws)


@kept("standings")
def _standing(goal: Goal, scope: Scope, draws: int) -> Standing:
    """The same of a scope without filters, so that every page has the goal once: a goal says itself what it is for."""
    (metric,) = find_metrics(goal.metric)
    own = goal.scope(scope)
    if metric is CONTRIBUTION:
        return _of_contribution(goal, own, draws)
    if cohort_years.is_unknown(metric, own):
        raise Unanswerable(f"{metric.label} is published by fiscal year.")
    values = _values(metric, own)
    # Nothing is 0 of what is added up; a rate of nothing is none.
    actual = values[metric.name] if goal.is_rate else float(values[metric.name] or 0)
    revenue, seats = values[NET_REVENUE.name] or 0, values[NET_REGISTRATIONS.name] or 0
    return Standing(
        goal,
        metric,
        actual,
        asked_by(goal, [scope.as_of], scope)[0],
        finals(goal, actual, scope, draws),
        revenue / seats if seats else None,
        max((goal.period.end - scope.as_of).days, 0),
        still_open=cohort_years.still_open(metric, own) or 0.0,
    )


def _values(metric: Metric, own: Scope) -> dict[str, float | None]:
    """The metric of a goal, with the money and seats that tell its price. Raises Unanswerable."""
    if metric in FLOWING:
        with suppress(Unanswerable):  # a goal of money may be for what learners are not counted by
            return flows(own)
    answer = filtered(measure(metric, NET_REVENUE, NET_REGISTRATIONS, scope=own))
    return {one.name: answer.value(one) for one in answer.metrics}


def _of_contribution(goal: Goal, own: Scope, draws: int) -> Standing:
    """Contribution as it stands at the end of the period at the latest.

    Seats of the period in sections that start after it come in later, so a year looked back on holds more than it had
    at its end; neither the target nor the forecast counts them.
    """
    at = replace(own, as_of=min(own.as_of, goal.period.end))
    actual = measure(CONTRIBUTION, scope=at).value(CONTRIBUTION)
    return Standing(
        goal,
        CONTRIBUTION,
        actual,
        asked_by(goal, [own.as_of], own)[0],
        finals(goal, actual, own, draws),
        None,
        max((goal.period.end - own.as_of).days, 0),
        partial(_unstated, goal, own, draws),
    )


def _unstated(goal: Goal, own: Scope, draws: int) -> tuple[int, int]:
    """The sections that state no direct cost and all: those that have started, and those that will have by the end."""
    uncosted, sections = margin.uncosted(replace(own, as_of=min(own.as_of, goal.period.end)))
    if not goal.period.start <= own.as_of < goal.period.end:
        return uncosted, sections
    ahead, without = costs(own, draws).counted(rest(own, draws, SEED), goal.where)
    return uncosted + without, sections + ahead


def finals(goal: Goal, actual: float | None, scope: Scope, draws: int = DRAWS) -> np.ndarray | None:
    """Simulated values at the end of the goal's period; None where `ends` has none, and for a goal that asks for nothing."""
    return None if goal.is_none else ends(goal.metric, actual, goal.scope(scope), draws)


def ends(metric: str, actual: float | None, own: Scope, draws: int = DRAWS) -> np.ndarray | None:
    """Simulated values of a metric at the end of the scope's period, with or without a goal.

    None before it starts, for a metric without a forecast, and for a contribution without any stated direct cost.
    """
    if metric not in FORECAST or own.as_of < own.period.start:
        return None
    if own.as_of >= own.period.end:
        return None if actual is None else np.full(draws, actual)
    if metric == CONTRIBUTION.name and actual is None:
        ahead, without = costs(own, draws).counted(rest(own, draws, SEED), own.own)
        if ahead == without:
            return None
    seats, cents, contribution = sums(own, own.own, draws)
    actual = actual or 0.0
    if metric == CONTRIBUTION.name:
        return actual + contribution / 100
    if metric == NET_REVENUE.name:
        return actual + cents / 100
    return actual + (seats if metric == NET_REGISTRATIONS.name else seats * _new_per_seat(own))


def _new_per_seat(scope: Scope) -> float:
    """Learners that a further seat added to the headcount in the rest of last year; 1 where last year is not known."""
    then = scope.last_year()
    ended = replace(then, as_of=min(then.period.end, scope.as_of))
    people, seats = ([flows(s)[m.name] or 0 for s in (then, ended)] for m in (HEADCOUNT, NET_REGISTRATIONS))
    return (people[1] - people[0]) / (seats[1] - seats[0]) if seats[1] > seats[0] else 1.0
