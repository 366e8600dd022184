"""A snapshot of an Iceberg table is checked and counted where it lies, and refused where its files alone do not hold its rows."""

import importlib.util
import shutil
import sys
from pathlib import Path

import polars as pl
import pytest

from data.ingest import ingest, references
from data.ingest.plan import Choices
from data.readers import snapshots
from data.readers.files import BadFile
from tests.data.ingest.test_references import FACTS, ROWS, TODAY, in_place, store  # noqa: F401

PLAIN = ROWS.with_columns(pl.col(pl.Enum).cast(pl.String))
NEEDS_ICEBERG = pytest.mark.skipif(
    importlib.util.find_spec("pyiceberg") is None or importlib.util.find_spec("sqlalchemy") is None,
    reason="needs pyiceberg, of an extra, and SQLAlchemy for a catalog",
)


@pytest.fixture
def table(tmp_path):
    """A table in a catalog in the memory, with two snapshots: 300 rows, then all."""
    from pyiceberg.catalog.sql import SqlCatalog

    catalog = SqlCatalog("local", uri="sqlite:///:memory:", warehouse=(tmp_path / "lake").as_uri())
    catalog.create_namespace("college")
    made = catalog.create_table("college.registrations", schema=PLAIN.to_arrow().schema)
    made.append(PLAIN.head(300).to_arrow())
    made.append(PLAIN.slice(300).to_arrow())
    return made


def place_of(table) -> Path:
    return Path(table.location().removeprefix("file://"))


def ids(table) -> list[str]:
    return [str(one.snapshot_id) for one in table.snapshots()]


@NEEDS_ICEBERG
def test_a_snapshot_is_read_as_it_was_and_its_id_is_kept(store, table):  # noqa: F811
    place, (first, newest) = place_of(table), ids(table)
    choices = Choices(today=TODAY, snapshots=(snapshots.find(place, first),))
    assert ingest.run([], store, choices).reports[0].rows_new == 300
    (held,) = store.current().manifest.references
    assert (held.format, held.snapshot, held.place) == ("iceberg", first, str(place))
    (report,) = ingest.run([], store, in_place(place)).reports
    assert report.rows_new == ROWS.height
    (held,) = store.current().manifest.references
    assert held.snapshot == newest
    assert not store.current().has("college", "facts", "registrations")
    by_file = snapshots.find(Path(table.metadata_location.removeprefix("file://")))
    assert (by_file.id, by_file.place) == (newest, place)


@NEEDS_ICEBERG
def test_a_snapshot_that_is_gone_is_a_sentence_and_the_version_is_served(store, table, tmp_path):  # noqa: F811
    ingest.run([], store, in_place(place_of(table)))
    served, newest = store.current().id, ids(table)[-1]
    assert store.problems() == []
    shutil.rmtree(place_of(table) / "data")
    (problem,) = store.problems()
    assert f"Snapshot {newest} of " in problem
    assert store.current().id == served
    FACTS["learners"].write_parquet(tmp_path / "learners.parquet")
    with pytest.raises(references.SnapshotGone, match="still served"):
        ingest.run([tmp_path / "learners.parquet"], store, Choices(today=TODAY))
    assert store.current().id == served


@NEEDS_ICEBERG
def test_a_snapshot_that_has_expired_is_a_sentence(table):
    first, newest = ids(table)
    table.maintenance.expire_snapshots().by_id(int(first)).commit()
    with pytest.raises(BadFile, match=f"Snapshot {first} of registrations is not there"):
        snapshots.find(place_of(table), first)
    with pytest.raises(BadFile, match="is a whole number"):
        snapshots.find(place_of(table), "newest")
    assert snapshots.find(place_of(table)).id == newest


@NEEDS_ICEBERG
def test_a_column_that_was_renamed_after_a_file_was_written_is_refused(store, table):  # noqa: F811
    with table.update_schema() as change:
        change.rename_column("channel", "source")
    # A snapshot made before the change has the columns of its time.
    assert ingest.run([], store, in_place(place_of(table))).reports[0].rows_new == ROWS.height
    table.append(PLAIN.head(1).with_columns(registration_id=pl.lit("new")).rename({"channel": "source"}).to_arrow())
    with pytest.raises(BadFile, match="has other columns than the table, such as 'channel'"):
        ingest.run([], store, in_place(place_of(table)))


@NEEDS_ICEBERG
def test_rows_that_are_marked_as_deleted_are_refused(table, monkeypatch):
    from pyiceberg.table import DataScan

    real = DataScan.plan_files

    def marked(self):
        tasks = [*real(self)]
        tasks[0].delete_files.add(tasks[0].file)
        return tasks

    monkeypatch.setattr(DataScan, "plan_files", marked)  # PyIceberg writes no delete files itself
    with pytest.raises(BadFile, match="marks rows as deleted"):
        snapshots.find(place_of(table))


@NEEDS_ICEBERG
def test_two_newest_states_are_told_apart_by_the_bringer(table):
    newest = Path(table.metadata_location.removeprefix("file://"))
    other = newest.with_name(f"{newest.name.split('-')[0]}-of-a-write-that-failed.metadata.json")
    other.write_bytes(newest.read_bytes())
    with pytest.raises(BadFile, match="has 2 files that could be its newest state"):
        snapshots.find(place_of(table))
    assert snapshots.find(newest).id == ids(table)[-1]


def test_an_iceberg_table_without_its_library_is_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "metadata").mkdir()
    (tmp_path / "metadata" / "00001-a.metadata.json").write_text("{}")
    monkeypatch.setitem(sys.modules, "pyiceberg", None)
    monkeypatch.setitem(sys.modules, "pyiceberg.exceptions", None)
    with pytest.raises(BadFile, match="lakehouse"):
        snapshots.find(tmp_path)


@pytest.mark.skipif(importlib.util.find_spec("pyiceberg") is None, reason="needs pyiceberg, of an extra")
def test_metadata_that_is_none_is_a_sentence(tmp_path):
    (tmp_path / "metadata").mkdir()
    (tmp_path / "metadata" / "v1.metadata.json").write_text("{}")
    with pytest.raises(BadFile, match="cannot be read"):
        snapshots.find(tmp_path)
