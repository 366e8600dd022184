"""The path of a metric: sums as they were known on each day, a plan that ends at the goal, a forecast that starts at today."""

from dataclasses import replace
from datetime import date

import pytest

from data.reference.periods import STANDARD
from queries.answer import measure
from queries.metrics.enrollment import NET_REVENUE
from queries.revenue.year_path import ACTUAL, EXPECTED, LAST_YEAR, PLAN, UNFINISHED, path, table
from queries.semantic.scope import Scope


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", STANDARD.parse("FY2026"), date(2026, 3, 31))


def line(found, name: str) -> dict[date, float]:
    return dict(found.lines.filter(line=name).select("on", "value").rows())


def test_a_point_is_what_was_known_on_its_day(scope):
    found = path("net_revenue", scope)
    for name, at in ((ACTUAL, scope), (LAST_YEAR, scope.last_year())):
        then = replace(at, as_of=date(at.as_of.year - 1, 12, 31))
        assert line(found, name)[date(2025, 12, 31)] == pytest.approx(
            measure(NET_REVENUE, scope=then).value(NET_REVENUE)
        )


def test_the_plan_ends_at_the_goal_and_the_forecast_starts_at_today(scope):
    found = path("net_revenue", scope)
    assert line(found, PLAN)[scope.period.end] == pytest.approx(found.goal)
    expected = line(found, EXPECTED)
    assert min(expected) == scope.as_of
    assert expected[scope.as_of] == pytest.approx(found.year.value)
    assert expected[scope.period.end] == pytest.approx(found.year.band[1])
    assert (found.band["low"] <= found.band["high"]).all()


def test_what_is_left_is_what_plan_and_forecast_still_expect(scope):
    found = path("net_revenue", scope)
    planned, forecast = found.left
    assert planned == pytest.approx(found.goal - found.phased)
    assert forecast == pytest.approx(found.year.band[1] - found.year.value)


def test_a_month_that_is_not_over_is_a_line_of_its_own(scope):
    assert not line(path("net_revenue", scope), UNFINISHED)
    in_november = path("net_revenue", replace(scope, as_of=date(2025, 11, 17)))
    assert [*line(in_november, UNFINISHED)] == [date(2025, 10, 31), date(2025, 11, 17)]
    assert max(line(in_november, ACTUAL)) == date(2025, 10, 31)


def test_a_year_that_is_over_has_no_forecast_and_a_metric_that_does_not_flow_no_path(scope):
    over = path("net_revenue", replace(scope, period=STANDARD.parse("FY2025")))
    assert not line(over, EXPECTED)
    assert over.band.is_empty()
    assert path("contribution", scope) is None
    assert path("net_revenue", replace(scope, period=STANDARD.parse("FY2027"))) is None


def test_the_table_has_a_row_a_day_with_every_line(scope):
    found = path("net_registrations", replace(scope, as_of=date(2025, 11, 17)))
    shown = table(found, scope)
    assert shown.frame["on"].is_unique().all()
    assert [column.name for column in shown.columns] == ["on", ACTUAL, PLAN, LAST_YEAR, EXPECTED, "low"]
    assert shown.frame.filter(on=date(2025, 11, 17))[ACTUAL][0] == found.year.value
