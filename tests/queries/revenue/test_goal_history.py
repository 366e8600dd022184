"""Who changed which goal when is read off the versions; the first of them is no change."""

from datetime import date

import polars as pl
import pytest

from dashboard.wording.revenue import goals_table
from data.ingest import edit_goals
from data.reference.periods import STANDARD
from data.store.store import Store
from queries import college
from queries.revenue import goals
from queries.revenue.goal_history import history
from queries.revenue.goal_status import DEFAULT, Rule, rule
from queries.semantic.scope import Scope


@pytest.fixture
def store(demo_home, demo_version):
    store = Store(demo_home)
    yield store
    store.rollback(demo_version)


def scope(version: str) -> Scope:
    return Scope(version, "demo", STANDARD.parse("FY2026"), date(2026, 3, 31))


def shown(version: str) -> pl.DataFrame:
    return college.goals(version, "demo").filter(period="FY2026").drop("goal_id", "period")


def test_the_first_version_has_no_history(demo_version):
    assert history(scope(demo_version)).is_empty


def test_a_change_says_before_after_and_who(store, demo_version):
    is_revenue = (pl.col("metric") == "net_revenue") & pl.col("scope_value").is_null()
    old = shown(demo_version)
    new = old.with_columns(
        target=pl.when(is_revenue).then(13e6).otherwise("target"),
        owner=pl.when(is_revenue).then(pl.lit("Chancellor")).otherwise("owner"),
    )
    version = edit_goals.replace(store, "demo", "FY2026", new, old, "Ana Ruiz")
    rows = history(scope(version.id)).frame.select("metric", "whose", "part", "before", "after", "note").rows()
    note = "Goals of FY2026 changed on the page by Ana Ruiz"
    assert rows == [
        ("Net tuition revenue", "Whole college", "Target", "$12.90M", "$13.00M", note),
        ("Net tuition revenue", "Whole college", "Owner", "President", "Chancellor", note),
    ]


def test_a_goal_that_was_removed_has_no_target_after(store, demo_version):
    old = shown(demo_version)
    version = edit_goals.replace(store, "demo", "FY2026", old.filter(pl.col("metric") != "headcount"), old)
    (row,) = history(scope(version.id)).frame.select("metric", "part", "before", "after").rows()
    assert row == ("Headcount", "Target", "8,420", "–")


def test_the_rule_is_kept_with_the_goals_and_its_change_is_history(store, demo_version):
    version = edit_goals.set_rule(store, "demo", 0.6, 0.3, date(2026, 3, 31))
    assert rule(version.id, "demo") == Rule(0.6, 0.3)
    assert rule(demo_version, "demo") == DEFAULT
    rows = history(scope(version.id)).frame.select("part", "before", "after").rows()
    assert rows == [("On track from", "50%", "60%"), ("Behind below", "20%", "30%")]


def test_a_rule_whose_ends_cross_is_refused(store):
    with pytest.raises(edit_goals.BadGoals, match="below the chance"):
        edit_goals.set_rule(store, "demo", 0.3, 0.3, date(2026, 3, 31))


def test_history_says_when_a_note_changed_and_an_older_version_has_none(store, demo_version):
    with store.draft("A release without notes") as draft:
        for kind in ("facts", "cubes"):
            draft.put("demo", kind, "goals", draft.table("demo", kind, "goals").collect().drop("note"))
    older = draft.version.id
    old = shown(older)
    assert old["note"].is_null().all()
    is_headcount = pl.col("metric") == "headcount"
    new = old.with_columns(note=pl.when(is_headcount).then(pl.lit("Lower since the campus closed.")))
    version = edit_goals.replace(store, "demo", "FY2026", new, old)
    rows = history(scope(version.id)).frame.select("metric", "part", "before", "after").rows()
    assert rows == [("Headcount", "Note", "–", "Lower since the campus closed.")]
    table = goals_table(goals.standings(scope(version.id)), scope(version.id))
    assert table.frame.filter(goal="Headcount")["note"].to_list() == ["Lower since the campus closed."]
    assert table.frame["note"].count() == 1
