"""What came of past sums, by the age of offerings when they were forecast."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboard.wording import past_sums
from data.reference import periods
from data.reference.periods import add_months
from queries.forecasting.ages import ages, by_age
from queries.forecasting.issued import published, publishing
from queries.forecasting.issued.publishing import Plan
from queries.forecasting.outlook import Series, outlook
from queries.semantic.scope import Scope

FIRST = date(2020, 1, 1)
DAY = date(2026, 3, 31)


def monthly(value: str, since: int, months: int, each: float) -> list[tuple]:
    return [(value, add_months(FIRST, place), each) for place in range(since, months)]


def offerings() -> pl.DataFrame:
    """Three years: one from the start, others from the 6th, the 18th and the 30th month on."""
    old = monthly("old", 0, 24, 10.0) + monthly("old", 24, 36, 11.0)
    young = monthly("young", 6, 24, 1.0) + monthly("young", 24, 36, 1.5)
    rows = [*old, *young, *monthly("new", 18, 36, 2.0), *monthly("later", 30, 36, 4.0)]
    return pl.DataFrame(rows, schema=["value", "period", "y"], orient="row")


def test_the_change_is_parted_by_age_at_the_time_of_the_forecast():
    origin = add_months(FIRST, 23)
    forecasts = pl.DataFrame({"origin": [origin], "point": [144.0], "actual": [198.0]})
    found = by_age(offerings(), forecasts)
    # The year before: 120 of the old one, 12 of the young and 12 of the new one. After: 132, 18, 24 and 24 of the later one.
    assert found is not None
    assert found.sums == 1
    assert found.old == pytest.approx(12 / 144)
    assert found.new == pytest.approx(12 / 144)
    assert found.young == pytest.approx(6 / 144)
    assert found.later == pytest.approx(24 / 144)
    assert found.change == pytest.approx(54 / 144)
    assert found.expected == pytest.approx(0)


def test_an_origin_without_a_year_before_it_counts_for_nothing():
    forecasts = pl.DataFrame({"origin": [add_months(FIRST, 10)], "point": [130.0], "actual": [180.0]})
    assert by_age(offerings(), forecasts) is None
    assert by_age(offerings().clear(), forecasts) is None


def test_of_the_demo_it_agrees_with_the_record_that_is_shown(demo_version, monkeypatch):
    todo = publishing.jobs(Plan("all", 6, 4), demo_version, "demo", ("net_revenue",))
    made = publishing.compute(todo, demo_version, "demo", None, lambda: None)
    monkeypatch.setattr(published, "forecasts", lambda *_: made)
    scope = Scope(demo_version, "demo", periods.STANDARD.containing(DAY, "fiscal_year"), DAY)
    series = Series("net_revenue")
    found, record = ages(scope, series), outlook(scope, series).record
    assert found is not None
    assert record.bias_share is not None
    assert found.sums == record.sums
    assert (1 + found.expected) / (1 + found.change) - 1 == pytest.approx(record.bias_share)
    assert found.later > 0
    assert found.old + found.young + found.new + found.later == pytest.approx(found.change)
    sentence = past_sums.by_age(found)
    assert sentence.startswith(f"In {found.sums} past forecasts the next 12 months brought ")
    assert "% more than the 12 before; " in sentence
    assert past_sums.by_age(None) == ""
    assert ages(scope, replace(series, grain="field", value="11")) is None
    assert ages(scope, replace(series, months=6)) is None
