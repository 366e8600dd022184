"""The ledger: nothing is changed or lost without being noticed, and nothing about versions touches it."""

import json

import filelock
import polars as pl
import pytest

from data.store.home import NotWritable, StoreError
from data.store.ledger import Ledger
from data.store.store import Store


@pytest.fixture
def ledger(tmp_path) -> Ledger:
    return Ledger(tmp_path)


def segment(ledger):
    (path,) = ledger.folder.glob("2*.jsonl")
    return path


def values(ledger) -> list[int]:
    return [line.entry["value"] for line in ledger.read().lines]


def filled(ledger, count=3):
    ledger.append([{"value": n} for n in range(count)])


def test_an_empty_ledger_reads_as_nothing(ledger):
    assert ledger.read().lines == ()
    assert ledger.read().problems == ()


def test_who_waits_too_long_is_told_that_somebody_else_is_writing(tmp_path):
    ledger = Ledger(tmp_path, wait_seconds=0)
    ledger.append([])
    with filelock.FileLock(ledger.folder / "lock"), pytest.raises(StoreError, match="written by somebody else"):
        ledger.append([{"value": 1}])


def test_its_stamp_changes_with_every_entry_and_every_damage(ledger):
    stamps = [ledger.stamp()]
    filled(ledger)
    stamps.append(ledger.stamp())
    filled(ledger)  # the same entries again add nothing
    assert ledger.stamp() == stamps[-1]
    ledger.append([{"value": 9}])
    stamps.append(ledger.stamp())
    segment(ledger).write_bytes(segment(ledger).read_bytes()[:-5])
    stamps.append(ledger.stamp())
    assert len(set(stamps)) == len(stamps)


def test_entries_come_back_in_order_and_the_same_entry_is_kept_once(ledger):
    assert ledger.append([{"value": 1}, {"value": 2}, {"value": 1}]) == 2
    assert ledger.append([{"value": 2}, {"value": 3}]) == 1
    assert values(ledger) == [1, 2, 3]
    assert [line.number for line in ledger.read().lines] == [1, 2, 3]
    assert ledger.read().problems == ()


def test_appending_leaves_earlier_bytes_as_they_are(ledger):
    filled(ledger)
    before = segment(ledger).read_bytes()
    ledger.append([{"value": 9}])
    assert segment(ledger).read_bytes().startswith(before)


def test_a_changed_entry_is_left_out_and_said(ledger):
    filled(ledger)
    path = segment(ledger)
    path.write_text(path.read_text().replace('"value": 1', '"value": 7'))
    assert values(ledger) == [0, 2]
    assert any("line 2" in problem for problem in ledger.read().problems)


def test_a_changed_entry_with_its_own_hash_mended_still_breaks_the_chain(ledger):
    from data.store.ledger import _hash

    filled(ledger)
    path = segment(ledger)
    lines = [json.loads(raw) for raw in path.read_text().splitlines()]
    lines[1]["entry"]["value"] = 7
    lines[1]["hash"] = _hash(2, lines[1]["written_at"], lines[1]["entry"], lines[1]["previous"])
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert any("damaged before line 3" in problem for problem in ledger.read().problems)


@pytest.mark.parametrize("gone", [0, 1, 2], ids=["first", "middle", "last"])
def test_an_entry_taken_out_is_noticed_also_after_more_was_added(ledger, gone):
    filled(ledger)
    path = segment(ledger)
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:gone] + lines[gone + 1 :]))
    assert any("damaged" in problem for problem in ledger.read().problems)
    ledger.append([{"value": 9}])
    assert values(ledger)[-1] == 9
    assert any("damaged" in problem for problem in ledger.read().problems)


def test_a_lost_segment_is_noticed(ledger):
    filled(ledger)
    segment(ledger).unlink()
    assert "should hold 3 entries" in ledger.read().problems[0]


def test_an_entry_cut_off_by_a_crash_is_set_aside_and_said(ledger):
    filled(ledger)
    with segment(ledger).open("ab") as file:
        file.write(b'{"entry": {"va')
    assert any("not as it was written" in problem for problem in ledger.read().problems)
    ledger.append([{"value": 9}])
    assert values(ledger) == [0, 1, 2, 9]
    assert any("cut off" in problem for problem in ledger.read().problems)


def test_a_head_left_behind_by_a_crash_is_caught_up(ledger):
    filled(ledger, 2)
    head = (ledger.folder / "head.json").read_bytes()
    ledger.append([{"value": 9}])
    (ledger.folder / "head.json").write_bytes(head)
    assert ledger.read().problems == ()
    ledger.append([{"value": 10}])
    assert [line.number for line in ledger.read().lines] == [1, 2, 3, 4]
    assert ledger.read().problems == ()


def test_it_survives_rollback_and_a_new_version(ledger, tmp_path):
    store = Store(tmp_path)
    ids = []
    for value in (1, 2):
        with store.draft("one") as draft:
            draft.put("demo", "cubes", "tiny", pl.DataFrame({"value": [value]}))
        ids.append(draft.version.id)
        ledger.append([{"value": value, "version": draft.version.id}])
    store.rollback(ids[0])
    assert [line.entry["version"] for line in ledger.read().lines] == ids
    assert ledger.read().problems == ()


def test_a_home_that_takes_no_files_is_said_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(NotWritable):
        Ledger(tmp_path / "file").append([{"value": 1}])
