"""Versions: whole or not at all, checked when read, one of them current."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import polars as pl
import pytest

from data.caches import held
from data.store.store import DamagedData, MissingData, Store, scan
from data.store.version import Version


@pytest.fixture
def store(tmp_path, monkeypatch) -> Store:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return Store(tmp_path)


def put(store: Store, value: int) -> str:
    with store.draft(f"value {value}") as draft:
        draft.put("demo", "cubes", "tiny", pl.DataFrame({"value": [value]}))
    assert draft.version is not None
    return draft.version.id


def test_an_empty_home_has_no_version(store):
    assert store.current() is None
    assert store.versions() == []


def test_what_is_put_is_read_back_and_older_versions_stay(store):
    first, second = put(store, 1), put(store, 2)
    assert store.current().id == second
    assert scan(first, "demo", "tiny").collect()["value"].to_list() == [1]
    assert scan(second, "demo", "tiny").collect()["value"].to_list() == [2]


def test_nothing_new_makes_no_version(store):
    assert put(store, 1) == put(store, 1)
    assert len(store.versions()) == 1


def test_an_error_on_the_way_leaves_the_last_version(store):
    first = put(store, 1)
    with pytest.raises(RuntimeError), store.draft("fails") as draft:
        draft.put("demo", "cubes", "tiny", pl.DataFrame({"value": [9]}))
        raise RuntimeError
    assert [v.id for v in store.versions()] == [first]
    assert not list((store.home / "versions").glob(".draft-*"))


def test_rollback_moves_the_pointer(store):
    first, second = put(store, 1), put(store, 2)
    store.rollback(first)
    assert store.current().id == first
    assert {v.id for v in store.versions()} == {first, second}


def test_a_damaged_version_is_not_served_and_said(store):
    first, second = put(store, 1), put(store, 2)
    path = store.home / "versions" / second / "demo" / "cubes" / "tiny.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    assert store.current().id == first
    assert "damaged" in store.problems()[0]
    with pytest.raises(DamagedData):
        store.rollback(second)


def test_an_unknown_version_is_said_in_a_sentence(store):
    with pytest.raises(MissingData, match="There is no version"):
        store.version("../../etc")


def test_two_tables_are_read_side_by_side_and_each_of_them_once(store, monkeypatch):
    with store.draft("two tables") as draft:
        for name in ("one", "other"):
            draft.put("demo", "cubes", name, pl.DataFrame({"value": [name]}))
    both, verified, read = Barrier(2, timeout=10), Version.verified, []

    def reading(version, entry):
        read.append(entry.name)
        both.wait()  # nobody comes past it alone
        return verified(version, entry)

    monkeypatch.setattr(Version, "verified", reading)
    held["cubes"].clear()
    with ThreadPoolExecutor(4) as threads:
        asked = ("one", "other", "one", "other")
        answers = threads.map(lambda name: scan(draft.version.id, "demo", name).collect().item(), asked)
        assert tuple(answers) == asked
    assert sorted(read) == ["one", "other"]
