"""Goals typed in are checked as an import is, and make a version of their own."""

import polars as pl
import pytest

from data.ingest import edit_goals
from data.store.store import Store
from queries import college

ONE = {
    "metric": "net_revenue",
    "scope": "all",
    "scope_value": None,
    "target": 100.0,
    "phasing": "flat",
    "monthly_shares": None,
    "owner": "Dean",
    "note": None,
}


def rows(**changed) -> pl.DataFrame:
    texts = dict.fromkeys(("scope_value", "monthly_shares", "owner", "note"), pl.String)
    return pl.DataFrame([ONE | changed], schema_overrides=texts)


NONE = rows().clear()


def held(version) -> dict[str, float]:
    """Target by period."""
    goals = pl.read_parquet(version.folder / "college/cubes/goals.parquet")
    return dict(goals.select("period", "target").rows())


def test_goals_of_other_periods_stay_and_the_old_version_is_kept(tmp_path):
    store = Store(tmp_path)
    edit_goals.replace(store, "college", "FY2025", rows(target=1.0), NONE)
    first = edit_goals.replace(store, "college", "FY2026", rows(target=2.0), NONE)
    second = edit_goals.replace(store, "college", "FY2026", rows(target=3.0), rows(target=2.0))
    assert [held(first), held(second)] == [{"FY2025": 1.0, "FY2026": 2.0}, {"FY2025": 1.0, "FY2026": 3.0}]


def test_goals_that_were_changed_after_the_page_was_opened_are_not_replaced(tmp_path):
    store = Store(tmp_path)
    edit_goals.replace(store, "college", "FY2026", rows(target=1.0), NONE)
    newer = edit_goals.replace(store, "college", "FY2026", rows(target=2.0), rows(target=1.0))
    with pytest.raises(
        edit_goals.Outdated, match=f"version {newer.id} has other goals .* nothing was saved"
    ) as refused:
        edit_goals.replace(store, "college", "FY2026", rows(target=3.0), rows(target=1.0))
    assert refused.value.version == newer.id
    assert store.current().id == newer.id


def test_a_page_of_an_old_version_may_save_goals_that_nobody_changed_since(tmp_path):
    store = Store(tmp_path)
    edit_goals.replace(store, "college", "FY2026", rows(target=1.0), NONE)
    edit_goals.replace(store, "college", "FY2025", rows(target=2.0), NONE)
    assert held(edit_goals.replace(store, "college", "FY2026", rows(target=3.0), rows(target=1.0))) == {
        "FY2025": 2.0,
        "FY2026": 3.0,
    }


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"target": -1.0}, "cannot be kept"),
        ({"scope": "field"}, "must"),  # a field that names none
        ({"scope": "field", "scope_value": " "}, "must"),
        ({"scope": "nowhere"}, "from the lists"),
        ({"phasing": "own_monthly_shape", "monthly_shares": "0.5;0.6"}, "12 numbers"),
        ({"note": "x" * 501}, "note: max length"),
    ],
)
def test_what_is_no_goal_is_refused_with_a_sentence(tmp_path, changed, says):
    with pytest.raises(edit_goals.BadGoals, match=says):
        edit_goals.replace(Store(tmp_path), "college", "FY2026", rows(**changed), NONE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"scope_value": None}, {"scope_value": ""}),  # a cell that was typed in and emptied
        ({"scope": "field", "scope_value": "51"}, {"scope": "field", "scope_value": " 51"}),
    ],
)
def test_two_goals_for_the_same_choice_are_refused(tmp_path, one, other):
    with pytest.raises(edit_goals.BadGoals, match="Two goals"):
        edit_goals.replace(Store(tmp_path), "college", "FY2026", pl.concat([rows(**one), rows(**other)]), NONE)


def test_a_note_is_kept_without_blanks_around_it_and_an_empty_one_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    store = Store(tmp_path)
    for typed, kept in ((" Board of May 4. ", "Board of May 4."), ("  ", None), ("x" * 500, "x" * 500)):
        shown = NONE if store.current() is None else college.goals(store.current().id, "college").select(NONE.columns)
        version = edit_goals.replace(store, "college", "FY2026", rows(note=typed), shown)
        assert pl.read_parquet(version.folder / "college/cubes/goals.parquet")["note"].to_list() == [kept]
