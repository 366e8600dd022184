"""One assumption of how demand answers to price: seen before any result, shared by pages, links and saved scenarios."""

from dataclasses import asdict
from datetime import date

import numpy as np
import polars as pl
import pytest

from dashboard import price_response
from dashboard.editing import scenarios as editing
from dashboard.wording import scenario as words
from data.contracts.scenarios import Scenarios
from data.reference import periods
from queries.enrollment.price_response import seats_kept
from queries.revenue import scenario
from queries.revenue.scenario import Change
from queries.semantic.scope import Scope
from tests.dashboard.test_pages import opened

SCENARIO, SECTIONS, OTHER = "pages/revenue/scenario.py", "pages/enrollment/sections.py", "pages/revenue/bridge.py"


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("rise", "lost", "kept"),
    [(0.1, 0.05, 0.95), (-0.1, 0.05, 1.05), (0.2, 0.05, 0.9), (0.0, 0.5, 1.0), (1.0, 0.5, 0.0), (0.3, 0.0, 1.0)],
)
def test_a_higher_price_loses_seats_and_a_lower_one_wins_them_at_the_same_rate(rise, lost, kept):
    assert seats_kept(rise, lost) == pytest.approx(kept)


def test_a_price_moves_demand_as_if_that_was_set_by_hand(scope):
    by_price = scenario.play(scope, Change(price=0.1, lost_per_tenth=0.2))
    by_hand = scenario.play(scope, Change(price=0.1, volume=-0.2))
    assert by_price.registrations == pytest.approx(by_hand.registrations)
    assert by_price.revenue_usd == pytest.approx(by_hand.revenue_usd)
    without_price = scenario.play(scope, Change(lost_per_tenth=0.2))
    assert np.array_equal(without_price.revenue_usd, scenario.play(scope, Change()).revenue_usd)
    assert Change(lost_per_tenth=0.2).is_none


@pytest.mark.usefixtures("demo_version")
def test_a_value_chosen_on_one_page_holds_on_the_other_also_past_a_page_without_it():
    app = opened(SCENARIO)
    assert app.slider(key=price_response.KEY).value == 5
    app.slider(key=price_response.KEY).set_value(20).run()
    assert app.query_params[price_response.KEY] == "20"
    for key in list(app.query_params):
        del app.query_params[key]  # the menu opens pages by their bare address
    app.switch_page(OTHER).run()
    app.switch_page(SECTIONS).run()
    assert not app.exception
    shared = app.slider(key=price_response.KEY)
    assert (shared.value, shared.label, shared.help) == (20, price_response.LABEL, price_response.HELP)
    assert any(c.value == price_response.SENTENCE for c in app.caption)


@pytest.mark.usefixtures("demo_version")
def test_the_assumption_stands_before_the_first_result_and_is_in_the_finding():
    app = opened(SCENARIO, scenario_price="10", lost_per_tenth="8")
    shown = [(e.type, getattr(e, "value", None)) for e in app.main]
    places = {name: next(i for i, e in enumerate(shown) if is_it(e)) for name, is_it in _PARTS.items()}
    assert places["assumption"] < places["sentence"] < places["finding"]
    (finding,) = [m.value for m in app.markdown if "Expected for" in m.value]
    assert "a 10% higher price loses 8% of new registrations" in finding
    plain = opened(SCENARIO, lost_per_tenth="8")
    assert not any("Assumed" in m.value for m in plain.markdown)  # nothing rests on it


_PARTS = {
    "assumption": lambda e: e[0] == "slider",
    "sentence": lambda e: e == ("caption", price_response.SENTENCE),
    "finding": lambda e: e[0] == "markdown" and "Expected for" in str(e[1]),
}


def test_a_saved_scenario_keeps_its_assumption_in_words_and_link(scope):
    row = {"name": "Dearer", "period": "FY2026", "as_of": scope.as_of, "field": None}
    for lost, said in ((0.08, "list price +5% (10% more loses 8% of seats)"), (0.0, "list price +5%")):
        change = Change(price=0.05, lost_per_tenth=lost)
        assert words.change(change, {}) == said
        assert editing.link(scope, row | asdict(change))[price_response.KEY] == price_response.text(lost)
    assert words.change(Change(discount=0.01), {}) == "discount rate +1 point"


def test_a_scenario_saved_before_the_assumption_was_asked_for_assumes_none(monkeypatch):
    older = Scenarios.create_empty().drop("lost_per_tenth")
    row = {"name": "Old", "price": 0.05, "volume": 0.0, "discount": 0.0, "launched_seats": 0, "launched_price_usd": 0.0}
    older = pl.concat([older, pl.DataFrame([row])], how="diagonal")
    monkeypatch.setattr(scenario, "scan_or_empty", lambda *_: older.lazy())
    (again,) = scenario.saved("v", "demo").to_dicts()
    assert scenario.change_of(again) == Change(price=0.05)
