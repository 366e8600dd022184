"""Decisions on sections are added and never lost, and nobody decides over another's decision unseen."""

from datetime import date, datetime, timedelta

import polars as pl
import pytest

from data.contracts.decisions import Decisions
from data.ingest.decide import Overtaken, decide
from data.ingest.saved import Refused
from data.store.store import Store

NOW = datetime(2026, 4, 6, 8, 30)
NONE = Decisions.create_empty()
ONE = {
    "section_id": "S1",
    "decided_at": NOW,
    "decided_by": None,
    "as_of": date(2026, 3, 31),
    "data_version": "20260401-000000",
    "offering": "a",
    "starts_on": date(2026, 4, 16),
    "decide_by": date(2026, 4, 7),
    "decision": "cancel",
    "advice": "cancel",
    "merge_with": None,
    "note": "Nobody teaches it.",
    "chance_to_run": 0.2,
    "projected": 7.4,
    "value_cents": 0,
}


def held(version) -> pl.DataFrame:
    return pl.read_parquet(version.folder / "college/cubes/decisions.parquet")


def test_decisions_are_added_to_those_before(tmp_path):
    store = Store(tmp_path)
    first = decide(store, "college", [ONE, ONE | {"section_id": "S2"}], NONE)
    second = decide(store, "college", [ONE | {"section_id": "S3", "decided_at": NOW + timedelta(hours=1)}], NONE)
    assert held(first)["section_id"].to_list() == ["S1", "S2"]
    assert held(second)["section_id"].to_list() == ["S1", "S2", "S3"]


def test_another_section_is_decided_from_a_page_that_shows_less(tmp_path):
    store = Store(tmp_path)
    decide(store, "college", [ONE], NONE)
    assert held(decide(store, "college", [ONE | {"section_id": "S2"}], NONE)).height == 2


def test_a_decision_that_the_page_did_not_show_is_not_overtaken(tmp_path):
    store = Store(tmp_path)
    first = decide(store, "college", [ONE], NONE)
    later = ONE | {"decision": "run", "decided_at": NOW + timedelta(minutes=1)}
    with pytest.raises(Overtaken, match=f"version {first.id} has another decision on section S1") as refused:
        decide(store, "college", [later], NONE)
    assert refused.value.version == first.id
    assert store.current().id == first.id
    again = decide(store, "college", [later], held(first))
    assert held(again)["decision"].to_list() == ["cancel", "run"]  # the first stays in the log


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], "Check at least one section"),
        ([ONE | {"decision": "merge"}], "a merger names the other section"),
        ([ONE | {"merge_with": "S2"}], "a merger names the other section"),
        ([ONE | {"note": "x" * 501}], "note"),
        ([ONE, ONE], "primary key"),
    ],
)
def test_what_is_no_decision_is_refused_with_a_sentence(tmp_path, rows, says):
    with pytest.raises(Refused, match=says):
        decide(Store(tmp_path), "college", rows, NONE)
    assert Store(tmp_path).current() is None


def test_a_later_version_keeps_every_decision(tmp_path):
    store = Store(tmp_path)
    decide(store, "college", [ONE], NONE)
    with store.draft("an import") as draft:
        draft.put("college", "cubes", "goals", pl.DataFrame({"goal_id": ["1"]}))
    assert held(draft.version)["section_id"].to_list() == ["S1"]
