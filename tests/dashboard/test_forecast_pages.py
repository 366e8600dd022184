"""Both pages about forecasts without any, and what the scoreboard says with them."""

import shutil
import sys

import pytest

from dashboard.charts import card
from dashboard.navigation import PAGES
from queries.forecasting.issued import publishing
from tests.dashboard.forecast_pages import OUTLOOK, SCOREBOARD, bold, opened


@pytest.mark.parametrize("page", [OUTLOOK, SCOREBOARD])
def test_without_forecasts_a_page_says_so_and_offers_to_work_them_out(demo_home, tmp_path, monkeypatch, page):
    home = tmp_path / "home"
    shutil.copytree(demo_home, home, ignore=shutil.ignore_patterns("derived", "ledger"))
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    app = opened(page)
    assert any("has no forecasts yet" in info.value for info in app.info)
    assert app.button(key="forecast_start_all").label == "Make the forecasts"


@pytest.mark.parametrize("grain", ["all", "field", "offering"])
@pytest.mark.parametrize("series", publishing.STANDARD)
def test_every_scoreboard_opens(with_forecasts, series, grain):
    app = opened(SCOREBOARD).selectbox(key="scores_series").set_value(series).run()
    app.selectbox(key="scores_of").set_value(grain).run()
    assert not app.exception
    assert "come due" in bold(app) or "Past forecasts of" in bold(app)


def test_the_scoreboard_has_no_color_of_the_light_theme_on_the_dark_one(with_forecasts, monkeypatch):
    monkeypatch.setattr(card, "is_dark", lambda: True)
    charts = opened(SCOREBOARD).get("vega_lite_chart")
    assert any(chart.proto.alt.startswith("By field: ") for chart in charts)  # the small ones, which have no card each
    for light in card.ON_DARK:
        assert not any(light in chart.proto.spec for chart in charts)


def test_the_scoreboard_names_others_the_naive_bar_and_the_ledger(with_forecasts):
    app = opened(SCOREBOARD)
    tables = [frame.value for frame in app.dataframe]
    (others,) = [t for t in tables if "Forecaster" in t.columns]
    assert {"This dashboard", "Course Report", "NCES", "Bureau of Labor Statistics"} <= set(others["Forecaster"])
    assert any("Indeed Hiring Lab" in caption.value and "CC BY 4.0" in caption.value for caption in app.caption)
    assert any("The ledger holds" in m.value and "It is complete" in m.value for m in app.markdown)


def test_a_damaged_ledger_is_said_on_the_scoreboard(forecast_home, tmp_path, monkeypatch):
    home = tmp_path / "home"
    shutil.copytree(forecast_home, home)
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    (segment,) = (home / "ledger").glob("2*.jsonl")
    lines = segment.read_text().splitlines(keepends=True)
    segment.write_text("".join(lines[:3] + lines[4:]))
    assert any("The ledger is damaged" in m.value for m in opened(SCOREBOARD).markdown)


def test_fields_that_are_worked_out_later_are_shown_then(forecast_home, tmp_path, monkeypatch):
    home = tmp_path / "home"
    shutil.copytree(forecast_home, home)
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    (of_fields,) = (home / "derived").glob("forecasts_field-*.parquet")
    of_fields.rename(tmp_path / of_fields.name)
    app = opened(SCOREBOARD, as_of="2026-02-10")  # the college comes first
    assert not app.exception
    assert any("has no forecasts yet" in info.value for info in app.info)
    (tmp_path / of_fields.name).rename(of_fields)
    app.run()
    assert "## By field" in [m.value for m in app.markdown]
    assert not any("No forecast of a field has come due" in m.value for m in app.markdown)


def test_pages_read_forecasts_without_fitting_anything(with_forecasts, monkeypatch):
    monkeypatch.setitem(sys.modules, "statsmodels", None)  # importing it raises from here on
    monkeypatch.setattr("queries.engines.forecast.models.forecast", None)
    for page in (OUTLOOK, SCOREBOARD):
        assert not opened(page).exception


def test_forecast_pages_stand_in_the_navigation():
    assert {entry.file for entry in PAGES if entry.section == "Forecast"} == {OUTLOOK, SCOREBOARD}
