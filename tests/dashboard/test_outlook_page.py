"""The page Outlook: what it expects, of what, how sure it is, and where something is hidden or too short."""

import json
import re
from datetime import date

import polars as pl
import pytest

from dashboard import screen
from dashboard.wording import forecast as words
from data.reference import periods
from data.store.ledger import Ledger
from data.store.store import NotWritable, Store
from queries.forecasting import asking, choices
from queries.forecasting.issued import ledger, published
from queries.forecasting.outlook import Series, outlook
from queries.semantic.scope import Scope
from tests.dashboard.forecast_pages import OUTLOOK, bold, opened
from tests.dashboard.shown import sentence


def test_on_a_phone_what_is_seldom_changed_is_folded_and_a_link_still_sets_it(with_forecasts, monkeypatch):
    monkeypatch.setattr(screen, "is_phone", lambda: True)
    app = opened(OUTLOOK, outlook_level="95%")
    folded = next(e for e in app.expander if e.label.startswith("How far ahead"))
    keys = [w.key for kind in (folded.selectbox, folded.number_input, folded.toggle) for w in kind]
    assert keys == ["outlook_months", "outlook_level", "outlook_goal", "outlook_raw"]
    assert "with 95% confidence" in bold(app)


@pytest.fixture
def a_trial(with_forecasts, monkeypatch) -> None:
    """A forecast for one reader alone, in place of the half minute that fitting and trying it takes."""

    def published_one(name, grain, value, scope):
        return published.newest(scope, name, grain, value).with_columns(notes=pl.lit("Outliers were kept."))

    monkeypatch.setattr(asking, "without_cleaning", published_one)


def shown_in_the_ledger() -> int:
    return sum(line.entry["why"] == "shown" for line in Ledger().read().lines)


def test_a_forecast_made_for_one_reader_is_in_the_ledger_once_it_is_shown_and_not_when_it_is_asked(a_trial):
    scope = Scope(Store().current().id, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    outlook(scope, Series("net_registrations", is_cleaned=False))
    before = shown_in_the_ledger()
    app = opened(OUTLOOK, outlook_raw="true")
    assert not app.exception
    assert shown_in_the_ledger() == before + 1
    app.run()
    assert shown_in_the_ledger() == before + 1


def test_a_home_that_takes_no_files_shows_that_forecast_and_says_that_it_is_not_kept(a_trial, monkeypatch):
    def refused(*_):
        raise NotWritable

    monkeypatch.setattr(ledger, "issue", refused)
    app = opened(OUTLOOK, outlook_raw="true")
    assert not app.exception
    assert words.NOT_KEPT in [c.value for c in app.caption]


def test_the_outlook_says_what_is_expected_and_how_often_such_a_band_has_held(with_forecasts):
    app = opened(OUTLOOK)
    said = bold(app)
    assert not app.exception
    assert said.startswith("**Net registrations from April 2026 to March 2027: most likely about ")
    assert "with 80% confidence" in said
    assert re.search(r"Past forecasts of 12 months were off by \d+% on average", said)
    assert re.search(r"their 80% range held the actual sum \d+ of \d+ times?", said)


def test_the_chart_says_the_same_as_the_sentence_and_draws_both_bands(with_forecasts):
    app = opened(OUTLOOK)
    chart, past, _ = app.get("vega_lite_chart")
    spec = json.loads(chart.proto.spec)
    fields = {layer["encoding"]["y"]["field"] for layer in spec["layer"] if layer["mark"].get("type") == "area"}
    assert fields == {"low_80", "low_95"}
    assert sentence(chart) in bold(app)
    assert sentence(past).startswith("How often past ranges held: ")
    held = re.search(r"(\d+ of \d+) times", bold(app)).group(1)
    assert any(m.value.startswith(f"{held} past sums over 12 months fell inside") for m in app.markdown)
    assert any("came from offerings in their first year" in m.value for m in app.markdown)


@pytest.mark.parametrize("of", ["all", "field:11", "offering:ai-work"])  # last year ends above, below and near
def test_the_name_of_the_higher_line_stands_above_its_end_and_the_other_below(with_forecasts, of):
    app = opened(OUTLOOK)
    app.selectbox(key="outlook_of").set_value(of).run()
    layers = json.loads(app.get("vega_lite_chart")[0].proto.spec)["layer"]
    named = [layer for layer in layers if "transform" in layer]
    above = {layer["transform"][0]["filter"].split("'")[1]: -layer["mark"]["dy"] for layer in named}
    grain, value = choices.parsed(of)
    scope = Scope(Store().current().id, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    seen = outlook(scope, Series("net_registrations", grain, value))
    ends = {"Expected": seen.ahead["point"][-1], "Last year": seen.last_year["y"][-1]}
    assert sorted(above, key=above.__getitem__) == sorted(ends, key=ends.__getitem__)
    assert abs(above["Expected"] - above["Last year"]) >= 14  # a line of text


@pytest.mark.parametrize(
    ("of", "title"),
    [
        ("all", "Net registrations of the college"),
        ("field:51", "Net registrations in Health"),
        ("offering:ai-work", "Net registrations of AI at Work"),
    ],
)
def test_the_title_says_whose_series_it_is(with_forecasts, of, title):
    app = opened(OUTLOOK)
    app.selectbox(key="outlook_of").set_value(of).run()
    assert f"## {title}" in [m.value for m in app.markdown]


def test_horizon_level_and_series_change_the_sentence(with_forecasts):
    app = opened(OUTLOOK)
    app.selectbox(key="outlook_series").set_value("net_revenue")
    app.selectbox(key="outlook_months").set_value("3")
    app.selectbox(key="outlook_level").set_value(95)
    said = bold(app.selectbox(key="outlook_of").set_value("field:51").run())
    assert said.startswith("**Net tuition revenue from April 2026 to June 2026: most likely about ")
    assert "with 95% confidence" in said


def test_headcounts_are_never_added_over_months(with_forecasts):
    said = bold(opened(OUTLOOK).selectbox(key="outlook_series").set_value("headcount").run())
    assert said.startswith("**Headcount in April 2026: between ")


def test_a_hidden_series_of_people_is_neither_drawn_nor_forecast(with_forecasts):
    app = opened(OUTLOOK).selectbox(key="outlook_series").set_value("completions").run()
    app.selectbox(key="outlook_of").set_value("field:11").run()
    assert "hidden to protect learners" in bold(app)
    assert [sentence(chart).split(",")[0] for chart in app.get("vega_lite_chart")] == ["Awards of institutions"]


def test_an_earlier_day_shows_the_forecast_of_that_day(with_forecasts):
    said = bold(opened(OUTLOOK, as_of="2025-08-14"))
    assert said.startswith("**Net registrations from July 2025 to June 2026: most likely about ")


def test_a_series_that_is_too_short_shows_its_history_and_says_why_it_has_no_forecast(with_forecasts):
    app = opened(OUTLOOK, as_of="2022-10-31")
    assert "too short to forecast" in bold(app)
    assert len(app.get("vega_lite_chart")) == 2


def test_awards_have_ranges_and_a_sentence_and_one_field_shows_its_years(with_forecasts):
    app = opened(OUTLOOK)
    *_, awards = app.get("vega_lite_chart")
    said = next(m.value for m in app.markdown if m.value.startswith("**Awards in "))
    assert "too few for a model" in said
    (last,) = re.search(r"were [\d,]+ in \d{4}\. Expect ([\d,]+ to [\d,]+) in", said).groups()
    assert f"{said.split('Awards in ')[1].split(',')[0]} {last}" in sentence(awards)
    *_, one = opened(OUTLOOK, field="11").get("vega_lite_chart")
    assert re.search(r"2024 [\d,]+; 2025, range [\d,]+ to [\d,]+; 2026, range", sentence(one))


def test_a_goal_of_the_readers_own_gets_its_chance(with_forecasts):
    app = opened(OUTLOOK)
    middle = int(re.search(r"most likely about ([\d,]+)", bold(app)).group(1).replace(",", ""))
    said = bold(app.number_input(key="outlook_goal").set_value(middle).run())
    assert 40 < int(re.search(r"(\d+)% likely to reach", said).group(1)) < 60
    assert "more than 95% likely to reach 1" in bold(app.number_input(key="outlook_goal").set_value(1).run())


@pytest.mark.parametrize("typed", ["1e999", "-1", "nan", "a lot"])
def test_a_link_with_a_goal_that_is_no_number_opens(demo_version, typed):
    assert not opened("pages/forecast/outlook.py", outlook_goal=typed).exception
