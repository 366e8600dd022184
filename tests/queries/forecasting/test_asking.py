"""A forecast that no one published is worked out at once, and says how it does on its own past."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from data.reference.periods import STANDARD
from queries.forecasting import asking
from queries.forecasting.issued import publishing
from queries.semantic.scope import Scope, Unanswerable
from tests.queries.forecasting.conftest import monthly, seasonal

AT = date(2025, 6, 30)
YEAR = [30, 12, 5, 22, 41, 60, 77, 90, 55, 20, 11, 40]


@pytest.fixture
def scope(college) -> Scope:
    # One grows with its seasons; the other repeats each year to the seat, which no model can beat.
    version = college(monthly({"web": seasonal(42), "nurse": (YEAR * 4)[:42]}))
    return Scope(version, "college", STANDARD.containing(AT, "fiscal_year"), AT)


def test_each_series_is_tried_on_its_past_and_chosen_by_it(scope):
    made = asking.forecast_of("gross_registrations", "offering", scope, 3)
    by_value = {value: rows for (value,), rows in made.group_by("value")}
    assert set(by_value["nurse"]["choice"]) == {"seasonal_naive"}
    assert by_value["nurse"]["point"].to_list() == YEAR[6:9]
    assert "so last year's values are shown" in by_value["nurse"]["notes"][0]
    for rows in by_value.values():
        assert asking.NO_RECORD in rows["notes"][0]
        assert "On the history as known today" in rows["notes"][0]


def test_leaving_outliers_alone_is_tried_the_same_way(scope):
    made = asking.without_cleaning("net_registrations", "offering", "nurse", scope)
    assert made["point"].to_list()[:2] == YEAR[6:8]
    assert asking.AS_IT_IS in made["notes"][0]


def test_the_chance_of_a_goal_follows_from_the_bands(scope):
    made = asking.forecast_of("net_registrations", "offering", scope, 6)
    middle = made.filter(value="web")["point"].sum()
    easy, even, hard = (asking.chances(made, middle * share)["web"] for share in (0.5, 1.0, 2.0))
    assert easy > 0.95
    assert even == pytest.approx(0.5, abs=0.1)
    assert hard < 0.05


def test_people_of_several_months_are_not_added(scope):
    made = asking.forecast_of("net_registrations", "offering", scope, 2)
    with pytest.raises(Unanswerable, match="not added"):
        asking.chances(made.with_columns(metric=pl.lit("headcount")), 10)


def test_a_union_of_two_series_is_forecast_as_their_sum(scope):
    both = replace(scope, where=(("offering", "nurse"), ("offering", "web")))
    summed = asking.forecast_of("gross_registrations", None, both, 1)
    whole = asking.forecast_of("gross_registrations", None, scope, 1)  # the college has these two only
    assert summed.select("value", "lead", "point").rows() == whole.select("value", "lead", "point").rows()


@pytest.mark.parametrize("by", ["offering", None])
def test_a_public_audience_gets_no_forecast_by_the_month_which_tells_last_years_seats(scope, by, monkeypatch):
    monkeypatch.setenv("DASHBOARD_AUDIENCE", "public")
    with pytest.raises(Unanswerable, match=r"public audience .* month"):
        asking.forecast_of("net_registrations", by, scope)


def test_the_answer_is_the_same_before_and_after_forecasts_are_published(scope):
    before = asking.forecast_of("net_registrations", "offering", scope, 3)
    publishing.publish_forecasts(scope.version, scope.college)
    assert asking.forecast_of("net_registrations", "offering", scope, 3).equals(before)
