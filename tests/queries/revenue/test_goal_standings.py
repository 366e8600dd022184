"""Where goals stand: what they ask for by now, and from when to when they have a chance."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.reference import periods
from queries.metrics.enrollment import NET_REVENUE
from queries.revenue import goals
from queries.revenue.phasing import share_by
from queries.semantic.scope import Scope


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


def whole(scope: Scope, metric: str) -> goals.Standing:
    """The goal of the whole college for a metric."""
    return next(s for s in goals.standings(scope) if s.metric.name == metric and not s.goal.where)


def test_what_a_goal_asks_for_by_now_is_the_share_of_its_target(scope):
    found = goals.standings(scope)
    assert {standing.metric.name for standing in found} == {*goals.FORECAST}
    for standing in found:
        assert standing.phased == pytest.approx(standing.goal.target * share_by(standing.goal, scope.as_of, scope))
        assert 0 < standing.phased < standing.goal.target


def test_a_goal_has_a_chance_from_the_first_day_of_its_period(scope):
    first = scope.period.start
    before, since = (goals.standings(replace(scope, as_of=day)) for day in (first - timedelta(days=1), first))
    assert not any(standing.finals is not None for standing in before)
    assert all(s.finals is not None for s in since if s.metric is NET_REVENUE and not s.goal.is_none)


def test_a_further_seat_adds_less_than_a_learner_and_more_than_nobody(scope):
    heads, seats = (whole(scope, name) for name in ("headcount", "net_registrations"))
    more_heads, more_seats = heads.finals.mean() - heads.actual, seats.finals.mean() - seats.actual
    then = scope.last_year()
    year_ago = [goals.flows(replace(then, as_of=day)) for day in (then.as_of, then.period.end)]
    added = [year_ago[1][name] - year_ago[0][name] for name in ("headcount", "net_registrations")]
    assert 0 < more_heads < more_seats
    assert more_heads / more_seats == pytest.approx(added[0] / added[1])


def test_a_chance_is_stated_only_before_the_end(scope):
    over = replace(scope, period=periods.STANDARD.parse("FY2025"))
    for found in goals.standings(over):
        assert found.probability in (0.0, 1.0)
        assert found.days_left == 0
