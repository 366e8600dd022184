"""The year's metrics: what is there, what a goal needs a week, and the paces beside it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.reference.periods import STANDARD
from queries.answer import measure
from queries.metrics.enrollment import NET_REVENUE
from queries.metrics.revenue import CONTRIBUTION
from queries.revenue.goals import standings
from queries.revenue.slipped import FALL, WEEK, slipped
from queries.revenue.year import SHOWN, year_goals
from queries.semantic.scope import Scope


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", STANDARD.parse("FY2026"), date(2026, 3, 31))


def revenue(scope: Scope) -> float:
    return float(measure(NET_REVENUE, scope=scope).value(NET_REVENUE) or 0)


def test_paces_are_sums_of_the_same_weeks_in_both_years(scope):
    first = year_goals(scope)[0]
    for at, pace in ((scope, first.pace.now), (scope.last_year(), first.pace.last_year)):
        earlier = replace(at, as_of=at.as_of - timedelta(days=28))
        assert pace == pytest.approx((revenue(at) - revenue(earlier)) / 4)


def test_what_is_needed_a_week_reaches_the_goal_on_the_last_day(scope):
    first = year_goals(scope)[0]
    assert first.standing is not None
    weeks = (scope.period.end - scope.as_of).days / 7
    assert first.value + first.pace.needed * weeks == pytest.approx(first.standing.goal.target)


def test_every_metric_stands_there_also_without_a_goal(scope):
    field = year_goals(scope.narrowed(field="11"))
    assert [one.metric for one in field] == list(SHOWN)
    by_name = {one.metric.name: one for one in field}
    assert by_name["net_revenue"].status is not None
    assert (by_name["headcount"].status, by_name["headcount"].standing) == (None, None)  # nobody set one for the field
    assert by_name["headcount"].band is not None


def test_contribution_has_no_pace_since_it_comes_with_the_start_of_sections(scope):
    (found,) = [one for one in year_goals(scope) if one.metric is CONTRIBUTION]
    assert (found.pace.needed, found.pace.now, found.pace.last_year) == (None, None, None)


def test_a_year_looked_back_on_is_as_it_was_at_its_end(scope):
    past = replace(scope, period=STANDARD.parse("FY2025"))
    assert year_goals(past)[0].value == revenue(replace(past, as_of=past.period.end))
    assert year_goals(past)[0].pace.needed is None


def test_a_goal_slipped_where_its_chance_fell_by_five_points_in_a_week(scope):
    found = slipped(scope)
    before = {s.goal.goal_id: s.probability for s in standings(replace(scope, as_of=scope.as_of - WEEK))}
    falls = {
        s.goal.goal_id: before[s.goal.goal_id] - s.probability for s in standings(scope) if s.probability is not None
    }
    assert {slip.standing.goal.goal_id for slip in found} == {goal for goal, fall in falls.items() if fall >= FALL}
    assert [s.chance - s.before for s in found] == sorted(s.chance - s.before for s in found)


def test_nothing_slips_in_the_first_week_and_after_the_last_day(scope):
    assert slipped(replace(scope, as_of=scope.period.start + timedelta(days=3))) == ()
    assert slipped(replace(scope, period=STANDARD.parse("FY2025"))) == ()


def test_a_goal_of_a_field_is_worked_out_once_for_the_college_and_the_field(scope):
    ours = [one for one in standings(scope) if one.goal.where == (("field", "11"),) and one.metric is NET_REVENUE]
    assert [year_goals(scope.narrowed(field="11"))[0].standing is one for one in ours] == [True]
