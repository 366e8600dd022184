"""Saved scenarios stand beside what is on screen and no change, all asked of the scope that is chosen now."""

from dataclasses import asdict, replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from dashboard import cells, export
from dashboard.ask import derive, recall
from dashboard.offered import recipe
from dashboard.offered.offer import tabled
from dashboard.origins import Call
from dashboard.passport import of_table
from dashboard.wording import side_by_side as words
from data.reference import periods
from queries.metrics.enrollment import NET_REVENUE
from queries.revenue import scenario
from queries.revenue.goals import progress
from queries.revenue.scenario import Change, side_by_side
from queries.semantic.scope import Scope
from tests.dashboard.test_pages import opened

NOTHING, DEARER, FEWER = Change(), Change(price=0.05), Change(volume=-0.2)


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


@pytest.fixture
def two_saved(monkeypatch) -> None:
    """Two scenarios that were saved for another period and day than the scope's."""
    then = {"period": "FY2025", "as_of": date(2025, 1, 31), "field": None, "saved_on": date(2025, 2, 1)}
    rows = [{"name": name} | then | asdict(change) for name, change in (("Dearer", DEARER), ("Fewer", FEWER))]
    monkeypatch.setattr(scenario, "saved", lambda version, college: pl.DataFrame(rows, infer_schema_length=None))


def lines(scope: Scope, name: str = "", change: Change = NOTHING) -> list[tuple[str, Change, bool]]:
    return [(r.name, r.change, r.is_on_screen) for r in side_by_side(scope, scope.version, name, change)]


@pytest.mark.usefixtures("two_saved")
def test_no_change_comes_first_then_what_is_on_screen_then_what_is_saved(scope):
    kept = [("Dearer", DEARER, False), ("Fewer", FEWER, False)]
    assert lines(scope) == [("", Change(), False), *kept]
    assert lines(scope, change=Change(launched_price_usd=9.0)) == lines(scope)  # a price of no seats changes nothing
    tried = Change(discount=0.02)
    assert lines(scope, "Tried", tried) == [("", Change(), False), ("Tried", tried, True), *kept]
    assert lines(scope, "Fewer", FEWER) == [("", Change(), False), ("Fewer", FEWER, True), kept[0]]


@pytest.mark.usefixtures("two_saved")
@pytest.mark.parametrize("where", [{}, {"field": "11"}])
def test_a_saved_scenario_is_asked_of_the_scope_and_says_what_the_page_would_say(scope, where):
    here = scope.narrowed(**where)
    compared = {r.name: r for r in side_by_side(here, here.version, "", Change())}
    for name, change in (("", Change()), ("Dearer", DEARER), ("Fewer", FEWER)):
        alone = scenario.play(here, change)
        assert np.array_equal(compared[name].outcome.revenue_usd, alone.revenue_usd)
        chances = [after for s, _, after in alone.goals if s.metric is NET_REVENUE and s.goal.where == here.own]
        assert [compared[name].chance] == (chances or [None])
    assert compared[""].chance == progress(here, NET_REVENUE.name)[1]


@pytest.mark.usefixtures("two_saved")
def test_the_table_says_what_each_changes_and_how_far_it_is_from_no_change(scope):
    table = words.side_by_side(side_by_side(scope, scope.version, "", Change(volume=0.1)), {}, scope)
    frame = table.frame
    assert frame["scenario"].to_list() == ["No change", "On screen", "Dearer", "Fewer"]
    assert frame["changes"].to_list()[1:] == ["New registrations +10%", "List price +5%", "New registrations -20%"]
    assert frame["revenue_apart"][0] == 0
    assert frame["revenue_apart"].to_list() == (frame["revenue"] - frame["revenue"][0]).to_list()
    assert (frame["registrations_low"] <= frame["registrations"]).all()
    assert "goal: Net tuition revenue, whole college, $" in table.column("chance").definition
    numbers = ("revenue", "revenue_apart", "contribution", "contribution_apart", "registrations", "registrations_apart")
    assert all(cells.as_numbers(table, table.column(name)) for name in numbers)  # so the browser sorts them as numbers
    assert "Dearer,List price +5%" in export.file(of_table(table))


@pytest.mark.usefixtures("two_saved")
def test_what_no_cost_tells_is_empty_and_no_goal_has_no_chance(scope):
    rows = side_by_side(scope, scope.version, "", Change())
    bare = [replace(r, outcome=replace(r.outcome, contribution_usd=None), goal=None, chance=None) for r in rows]
    table = words.side_by_side(bare, {}, scope)
    shown = cells.in_words(table)
    for column in ("Contribution", "Contribution, 80% range", "Contribution, from no change", "Chance of the goal"):
        assert set(shown[column]) == {"–"}
    assert "no goal" in table.column("chance").definition


@pytest.mark.usefixtures("two_saved")
def test_a_brief_asks_again_and_keeps_no_number(scope):
    compared = recall(side_by_side, scope, scope.version, "Tried", DEARER)
    table = derive(words.side_by_side, compared, {}, scope)
    written = recipe.write_call(Call(tabled, ("Scenarios", table), {}), scope)
    earlier = replace(scope, as_of=date(2026, 1, 31))
    assert recipe.read(written, scope).frame.equals(table.frame)
    again = words.side_by_side(side_by_side(earlier, scope.version, "Tried", DEARER), {}, earlier)
    assert recipe.read(written, earlier).frame.equals(again.frame)
    assert not again.frame.equals(table.frame)


@pytest.mark.usefixtures("two_saved")
def test_the_page_lists_them_with_a_download_and_a_button_for_the_brief():
    app = opened("pages/revenue/scenario.py", scenario_name="Tried", scenario_discount="2")
    (shown,) = [d.value for d in app.dataframe if "What it changes" in d.value.columns]
    assert shown["Scenario"].to_list() == ["No change", "Tried (on screen)", "Dearer", "Fewer"]
    assert app.button(key="brief-table-scenarios-side-by-side").help
    assert any(words.AGAIN in c.value for c in app.caption)
