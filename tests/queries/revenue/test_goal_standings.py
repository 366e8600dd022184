"""Where goals stand: what they ask for by now, and from when to when they have a chance."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.contracts.vocabulary import GOAL_METRICS, GOAL_SCOPES, GOAL_SHARES, GOALS_BY_YEAR, NARROWER_GOALS
from data.reference import periods
from queries.answer import measure
from queries.metrics import METRICS
from queries.metrics.enrollment import NET_REVENUE
from queries.outcomes.cohort_years import BY_FISCAL_YEAR
from queries.revenue import goals
from queries.revenue.phasing import Goal, asked_by, asked_in
from queries.semantic.scope import Scope, Unanswerable
from queries.semantic.unit import SHARE


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
        assert standing.phased == pytest.approx(asked_by(standing.goal, [scope.as_of], scope)[0])
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


@pytest.mark.parametrize("metric", GOAL_METRICS)
def test_imported_goals_are_checked_as_their_metrics_are_counted(metric):
    of, cuts = METRICS[metric], NARROWER_GOALS.get(metric, GOAL_SCOPES)
    assert {*cuts} == {"all", *({*GOAL_SCOPES} & {*of.cube.dimensions})}
    assert (metric in GOAL_SHARES) == (of.unit is SHARE)
    assert (metric in GOALS_BY_YEAR) == (of.cube.name in BY_FISCAL_YEAR)


def goal(metric: str, target: float, scope: Scope, *where: tuple[str, str], phasing: str = "flat") -> Goal:
    return Goal("g", metric, scope.period, target, phasing, (), None, where)


@pytest.mark.parametrize(("metric", "where"), [("inquiries", ("school", "Health")), ("new_learners", ("field", "51"))])
def test_a_goal_never_stands_beside_the_number_of_a_larger_choice(scope, metric, where):
    with pytest.raises(Unanswerable, match="cannot be filtered by"):
        goals.standing(goal(metric, 100, scope, where), scope)


def test_a_share_is_asked_for_as_a_whole_on_every_day_and_no_number_of_seats_brings_it(scope):
    asked = goal("fill_rate", 0.99, scope)
    found = goals.standing(asked, scope)
    assert found.phased == 0.99
    assert asked_in(asked, [(scope.period.start, scope.as_of)] * 2, scope) == [0.99, 0.99]
    assert found.needed is None
    assert found.actual == measure(METRICS["fill_rate"], scope=scope).value(METRICS["fill_rate"])


def test_a_goal_for_a_discount_is_the_most_that_is_wanted(scope):
    held = measure(METRICS["discount_rate"], scope=scope).value(METRICS["discount_rate"])
    above, below = (goals.standing(goal("discount_rate", held + by, scope), scope) for by in (0.01, -0.01))
    assert above.missing == 0
    assert below.missing == pytest.approx(0.01)


def test_what_is_missing_is_needed_in_the_unit_of_the_metric(scope):
    gross = goals.standing(goal("gross_revenue", 20_000_000, scope), scope)
    assert gross.needed == pytest.approx(20_000_000 - gross.actual)
    asked = goals.standing(goal("inquiries", 10_000, scope), scope)
    assert asked.needed == 10_000 - asked.actual


def test_a_completion_rate_is_neither_reached_nor_missed_while_outcomes_are_open(scope):
    ended = replace(scope, period=scope.period.previous_year())
    found = goals.standing(goal("completion_rate", 0.5, ended), ended)
    assert found.days_left == 0
    assert found.is_final == (not found.still_open)
    with pytest.raises(Unanswerable, match="by fiscal year"):
        quarter = replace(scope, period=scope.period.calendar.containing(scope.as_of, "quarter"))
        goals.standing(goal("completion_rate", 0.5, quarter), quarter)
