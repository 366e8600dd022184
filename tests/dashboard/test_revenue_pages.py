"""Revenue pages: words that data decides, and goals saved from the page."""

import json
from datetime import date

import polars as pl
import pytest

from dashboard import wording
from dashboard.charts.goals import goals as show_goals
from dashboard.charts.intervals import MOST
from dashboard.charts.waterfall import from_before
from dashboard.editing import goals as goal_editor
from dashboard.wording import margin as margin_words
from dashboard.wording import revenue as revenue_words
from data.ingest import edit_goals
from data.reference import periods
from data.store.store import Store
from queries import college
from queries.answer import measure
from queries.metrics.new_learners import CAC
from queries.revenue import change as revenue
from queries.revenue import goal_changes, goals, margin, scenario
from queries.semantic.scope import Scope
from tests.dashboard.test_pages import opened


@pytest.mark.parametrize(
    ("probability", "text"),
    [(0.0, "< 5%"), (0.049, "< 5%"), (0.62, "62%"), (0.951, "> 95%"), (1.0, "> 95%"), (None, "–")],
)
def test_no_chance_is_printed_as_sure(probability, text):
    assert wording.chance(probability) == text


def test_the_waterfall_ends_at_now_and_its_twin_says_that_nothing_is_left(demo_version):
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    found = revenue.bridge(scope)
    steps = revenue_words.steps(found)
    assert steps["end"][-1] == pytest.approx(found.now_cents / 100)
    assert steps["start"][1:-1].to_list() == steps["end"][:-2].to_list()
    assert revenue.steps_of(found, scope).frame.row(-1) == ("Not explained", 0)


def test_a_goal_says_how_likely_it_is_and_what_it_takes(demo_version):
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    first = goals.standings(scope)[0]
    sentence = revenue_words.sentence_of_goal(first)
    assert sentence.startswith("Net tuition revenue, whole college: ")
    assert f"{first.needed:,.0f} more registrations at the current net price" in sentence
    ended = goals.standings(Scope(demo_version, "demo", periods.STANDARD.parse("FY2025"), date(2026, 3, 31)))
    assert all("reached" in s or "missed by" in s for s in map(revenue_words.sentence_of_goal, ended))


def test_goals_saved_on_the_page_make_a_version_and_the_page_keeps_its_own(demo_home, demo_version):
    store = Store(demo_home)
    try:
        app = opened("pages/revenue/goals.py")
        app.button(key="goals_save").click().run()
        assert not app.exception
        assert f"This page still shows version {demo_version}" in app.success[0].value
        assert store.current().id != demo_version
        assert store.current().note.startswith("Goals of FY2026 changed on the page by ")
    finally:
        store.rollback(demo_version)


def test_what_a_goal_is_for_is_chosen_by_name(demo_version, monkeypatch):
    columns: dict = {}

    def shown(held, **said) -> pl.DataFrame:
        columns.update(said["column_config"])
        return held

    monkeypatch.setattr(goal_editor.st, "data_editor", shown)
    assert not opened("pages/revenue/goals.py").exception
    options = columns["scope_value"]["type_config"]["options"]
    named = {option["value"]: option["label"] for option in options}
    assert named["11"] == "Computing"
    titles = college.titles(demo_version, "demo")
    assert {code for code in named if code in titles} == {
        code for kind, code in college.goal_choices(demo_version, "demo") if kind == "offering"
    }
    assert all(named[code].startswith(titles[code]) for code in named if code in titles)
    assert len({*named.values()}) == len(named)


def test_who_saves_again_from_one_page_builds_on_the_own_save_and_on_nobody_elses(demo_home, demo_version, monkeypatch):
    store, targets = Store(demo_home), iter([1.0, 2.0, 4.0])

    def typed(shown, **_) -> pl.DataFrame:
        return shown.with_columns(target=pl.lit(next(targets)))

    def held() -> set[float]:
        return {*college.goals(store.current().id, "demo").filter(period="FY2026")["target"]}

    try:
        app = opened("pages/revenue/goals.py")
        monkeypatch.setattr(goal_editor.st, "data_editor", typed)
        monkeypatch.setattr(goal_changes, "JUMP", 1e12)  # what is asked about is another matter
        for target in (1.0, 2.0):
            app.button(key="goals_save").click().run()
            assert not app.error
            assert held() == {target}
        mine = college.goals(store.current().id, "demo").filter(period="FY2026").drop("goal_id", "period")
        edit_goals.replace(store, "demo", "FY2026", mine.with_columns(target=pl.lit(3.0)), mine)
        app.button(key="goals_save").click().run()
        assert "has other goals" in app.error[0].value
        assert held() == {3.0}
    finally:
        store.rollback(demo_version)


def test_a_target_that_jumps_is_said_before_and_after_and_saved_only_when_it_is_meant(
    demo_home, demo_version, monkeypatch
):
    store = Store(demo_home)
    is_revenue = (pl.col("metric") == "net_revenue") & (pl.col("scope").cast(pl.String) == "all")

    def typed(shown, **_) -> pl.DataFrame:
        return shown.with_columns(target=pl.when(is_revenue).then(2.5e6).otherwise("target"))

    try:
        app = opened("pages/revenue/goals.py")
        monkeypatch.setattr(goal_editor.st, "data_editor", typed)
        app.button(key="goals_save").click().run()
        assert any("Net tuition revenue, whole college" in m.value and "2.50M" in m.value for m in app.markdown)
        assert "more than 50%" in app.warning[0].value
        assert store.current().id == demo_version
        app.checkbox(key="goals_meant").check()
        app.button(key="goals_save").click().run()
        assert college.goals(store.current().id, "demo").filter(is_revenue, period="FY2026")["target"].to_list() == [
            2.5e6
        ]
    finally:
        store.rollback(demo_version)


def test_goals_that_somebody_else_changed_meanwhile_stay_and_the_page_says_so(demo_home, demo_version):
    store = Store(demo_home)
    try:
        app = opened("pages/revenue/goals.py")
        shown = college.goals(demo_version, "demo").filter(period="FY2026").drop("goal_id", "period")
        theirs = edit_goals.replace(store, "demo", "FY2026", shown.head(1), shown)
        app.button(key="goals_save").click().run()
        assert not app.exception
        assert not app.success
        assert f"Meanwhile version {theirs.id} has other goals" in app.error[0].value
        assert store.current().id == theirs.id
    finally:
        store.rollback(demo_version)


def test_a_scenario_says_its_name_and_what_it_moves(demo_version):
    app = opened("pages/revenue/scenario.py")
    assert any("Change a setting above to see its effect" in m.value for m in app.markdown)
    app.text_input(key="scenario_name").set_value("Dearer")
    app.number_input(key="scenario_price").set_value(5.0).run()
    assert not app.exception
    assert any("Dearer" in m.value and "from no change" in m.value for m in app.markdown)


def test_every_goal_that_has_a_forecast_stands_beside_its_target(demo_version):
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    found = [standing for standing in goals.standings(scope) if standing.band]
    card = show_goals.__wrapped__(found, scope)
    assert card is not None
    assert all(revenue_words.goal_name(standing) in card.summary for standing in found[:MOST])
    ended = Scope(demo_version, "demo", periods.STANDARD.parse("FY2025"), date(2026, 3, 31))
    assert show_goals.__wrapped__([s for s in goals.standings(ended) if s.band is None], ended) is None


def test_the_waterfall_counts_from_where_it_was_before(demo_version):
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    found = revenue.bridge(scope)
    steps = from_before(found)
    assert steps.row(0, named=True)["low"] == steps.row(0, named=True)["high"] == 0
    last = steps.row(-1, named=True)
    assert (last["start"], last["end"]) == (0, pytest.approx((found.now_cents - found.before_cents) / 100))


def test_the_screens_say_the_same_revenue_contribution_and_cost_of_a_learner(demo_version):
    margin = opened("pages/revenue/margin.py")
    tiles = {m.label: m.value for m in margin.metric}
    for page in ("pages/strategy/overview.py", "pages/enrollment/enrollment.py"):
        shown = next(m.value for m in opened(page).metric if m.label.startswith("Net tuition revenue"))
        assert shown == tiles["Net tuition revenue"]
    said = " ".join(m.value for m in margin.markdown).replace("\\", "")
    assert f"of {tiles['Net tuition revenue']} net tuition revenue" in said
    assert f"Started sections contribute {tiles['Contribution']} after direct cost" in said
    bridge = " ".join(m.value for m in opened("pages/revenue/bridge.py").markdown).replace("\\", "")
    assert f"Net tuition revenue is {tiles['Net tuition revenue']}," in bridge
    goals_page = opened("pages/revenue/goals.py")
    goals_shown = next(d.value for d in goals_page.dataframe if "Actual to date" in d.value.columns)
    assert tiles["Net tuition revenue"] in goals_shown["Actual to date"].to_list()
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    cost = measure(CAC, scope=scope).value(CAC)
    assert f"{cost:,.2f} each" in said


@pytest.mark.usefixtures("demo_version")
def test_the_editor_and_the_table_of_goals_have_a_note():
    shown, edited = (
        next(d for d in opened("pages/revenue/goals.py").dataframe if column in d.value.columns)
        for column in ("Actual to date", "scope_value")
    )
    assert "Note" in shown.value.columns
    assert "note" in edited.value.columns
    config = json.loads(edited.proto.columns)["note"]
    assert (config["label"], config["type_config"]["max_chars"]) == ("Note", 500)


def test_margin_names_channels_without_a_cost_and_the_caveat_stands_on_the_page(demo_version):
    app = opened("pages/revenue/margin.py")
    assert any("for the channel of the first inquiry" in c.value for c in app.caption)
    assert any("Referral and Walk-in have months without a stated cost" in i.value for i in app.info)
    early = opened("pages/revenue/margin.py", as_of="2025-08-31")
    assert any("no quarter of this period had ended" in m.value for m in early.markdown)


def test_a_scenario_without_a_name_is_not_saved_and_says_why(demo_version):
    app = opened("pages/revenue/scenario.py")
    app.button(key="scenario_save").click().run()
    assert any("Give the scenario a name" in e.value for e in app.error)
    assert any("This version has no saved scenario" in i.value for i in app.info)


def test_a_choice_in_which_nothing_was_sold_is_said_in_place_of_zeros(demo_version):
    history = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31)).narrowed(field="54")
    assert revenue_words.sentence_of_bridge(revenue.bridge(history)).startswith("This choice has no revenue on record")
    assert margin_words.sentence_of_margin(margin.totals(history)).startswith("This choice has no revenue on record")


def test_a_name_of_a_scenario_is_drawn_as_text_and_never_as_markdown(demo_version, monkeypatch):
    row = dict.fromkeys(("price", "volume", "discount", "launched_seats", "launched_price_usd", "lost_per_tenth"), 0)
    row |= dict.fromkeys(("field", "retired", "launched_cost_usd"))
    row |= {"name": "![a](//b.example/c)", "period": "FY2026", "as_of": date(2026, 3, 31)}
    monkeypatch.setattr(scenario, "saved", lambda version, college: pl.DataFrame([row]))
    app = opened("pages/revenue/scenario.py")
    plain = wording.escaped(row["name"])
    assert f"Open {plain}" in [link.proto.label for link in app.get("link_button")]
    assert app.button(key="scenario_delete_0").help == f"Delete {plain}"
