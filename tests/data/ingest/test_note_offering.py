"""Notes on offerings: added, never changed, and refused where they say nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from data.ingest.note_offering import note_offering
from data.ingest.saved import Refused
from data.store.store import Store, scan

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC).replace(tzinfo=None)
ONE = {
    "offering_id": "weld", "noted_at": NOW, "noted_by": None, "as_of": date(2026, 3, 31), "data_version": "v",
    "kind": "contested", "criterion": "completion", "decision": None, "note": "The spring outcomes are not in yet.",
    "judged_as": "transform", "holds": 0.6,
}  # fmt: skip


@pytest.fixture
def store(tmp_path, monkeypatch) -> Store:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return Store(tmp_path)


def test_a_note_is_added_to_those_before_and_old_versions_keep_theirs(store):
    first = note_offering(store, "college", ONE)
    later = ONE | {"noted_at": NOW + timedelta(hours=1), "kind": "settled", "note": "They are in now."}
    second = note_offering(store, "college", later)
    assert scan(first.id, "college", "portfolio_notes").collect().height == 1
    held = scan(second.id, "college", "portfolio_notes").collect()
    assert held["kind"].cast(str).to_list() == ["contested", "settled"]


@pytest.mark.parametrize(
    "changed",
    [
        {"note": ""},
        {"note": "x" * 501},
        {"criterion": None},
        {"kind": "decided"},  # names an input and no class
        {"kind": "decided", "criterion": None, "decision": None},
        {"kind": "remark"},
        {"holds": 1.2},
    ],
)
def test_what_is_no_note_is_refused_and_makes_no_version(store, changed):
    with pytest.raises(Refused, match="cannot be saved"):
        note_offering(store, "college", ONE | changed)
    assert store.current() is None
