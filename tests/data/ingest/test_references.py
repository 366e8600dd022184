"""A table that stays in place is checked and counted as a file is, and no row of it is kept."""

import importlib.util
import json
import sys
from dataclasses import asdict, replace
from datetime import date

import polars as pl
import pytest
from click.testing import CliRunner

from dashboard.cli import dashboard
from data import demo
from data.ingest import fiscal_year, ingest, references
from data.ingest.plan import Choices
from data.publish import parts
from data.publish.college import publish_again
from data.readers import parquet_parts, snapshots
from data.readers.files import BadFile
from data.store import manifest as manifests
from data.store.store import Store, StoreError

pytestmark = pytest.mark.usefixtures("unaudited")

TODAY = date(2026, 6, 1)
FACTS = demo.generate(400, seed=9)
ROWS = FACTS["registrations"]
BESIDE = ("providers", "offerings", "sections")
NEEDS_DELTA = pytest.mark.skipif(importlib.util.find_spec("deltalake") is None, reason="needs deltalake, of an extra")


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(parquet_parts, "PIECE_CELLS", 60 * ROWS.width)


@pytest.fixture
def lake(tmp_path):
    """A folder of three files, in which one row names a section that is not there."""
    folder = tmp_path / "lake" / "registrations"
    folder.mkdir(parents=True)
    spoiled = ROWS.head(1).with_columns(registration_id=pl.lit("spoiled"), section_id=pl.lit("nowhere"))
    for number, some in enumerate((ROWS.head(150), pl.concat([ROWS.slice(150, 100), spoiled]), ROWS.slice(250))):
        some.write_parquet(folder / f"{number}.parquet")
    return folder


@pytest.fixture
def store(tmp_path):
    for name in BESIDE:
        FACTS[name].write_parquet(tmp_path / f"{name}.parquet")
    made = Store(tmp_path / "home")
    ingest.run([tmp_path / f"{name}.parquet" for name in BESIDE], made, Choices(today=TODAY))
    return made


def in_place(*places, quarantine=None):
    return Choices(today=TODAY, snapshots=tuple(snapshots.find(place) for place in places), quarantine=quarantine)


def cubes(store: Store) -> dict[str, str]:
    """Hashes of what is published, but for the table that says how long its making took."""
    held = {entry.name: entry.sha256 for entry in store.current().files("college", "cubes")}
    return {name: sha256 for name, sha256 in held.items() if name != "protection"}


def test_a_table_in_place_publishes_what_a_file_does_and_keeps_no_row(store, lake, tmp_path):
    refused = tmp_path / "refused"
    (report,) = ingest.run([], store, in_place(lake, quarantine=refused)).reports
    assert (report.rows_read, report.rows_quarantined, report.rows_new) == (ROWS.height + 1, 1, ROWS.height)
    assert report.quarantined_why == {"section_id: not a key of sections": 1}
    version = store.current()
    assert not version.has("college", "facts", "registrations")
    (held,) = version.manifest.references
    assert (held.format, held.rows, held.first) == ("parquet", ROWS.height, str(ROWS["registered_on"].min()))
    kept = [path.read_bytes() for path in store.home.rglob("*") if path.is_file()]
    assert not any(b"spoiled" in content for content in kept)
    (written,) = refused.rglob("*.parquet")
    assert pl.read_parquet(written)["registration_id"].to_list() == ["spoiled"]
    other = Store(tmp_path / "other")
    ROWS.write_parquet(tmp_path / "registrations.parquet")
    ingest.run([tmp_path / f"{name}.parquet" for name in (*BESIDE, "registrations")], other, Choices(today=TODAY))
    assert cubes(store) == cubes(other)


def test_the_same_snapshot_again_adds_nothing_and_a_newer_one_takes_its_place(store, lake):
    ingest.run([], store, in_place(lake))
    before = store.current()
    assert ingest.run([], store, in_place(lake)).reports[0].is_repeat
    assert store.current().id == before.id
    (lake / "2.parquet").unlink()
    ingest.run([], store, in_place(lake))
    (held,) = store.current().manifest.references
    assert held.rows == 250
    assert held.snapshot != before.manifest.references[0].snapshot


def test_what_is_counted_again_reads_the_snapshot_again(store, lake, tmp_path):
    ingest.run([], store, in_place(lake))
    published = cubes(store)
    FACTS["learners"].write_parquet(tmp_path / "learners.parquet")
    ingest.run([tmp_path / "learners.parquet"], store, Choices(today=TODAY))
    assert store.current().manifest.references
    assert cubes(store)["enrollment"] == published["enrollment"]
    publish_again(
        store, parts.counted, TODAY, lend=lambda draft, count: references.lend(draft, store.home, count=count)
    )
    fiscal_year.change(store, 10, today=TODAY)
    assert [each.rows for each in store.current().manifest.references] == [ROWS.height]


def test_a_snapshot_that_is_gone_is_a_sentence_and_the_version_is_served(store, lake, tmp_path):
    ingest.run([], store, in_place(lake))
    served = store.current().id
    assert store.problems() == []
    (lake / "1.parquet").rename(lake / "moved.parquet")
    (problem,) = store.problems()
    assert "is gone or changed: 1.parquet" in problem
    assert store.current().id == served
    FACTS["learners"].write_parquet(tmp_path / "learners.parquet")
    with pytest.raises(references.SnapshotGone, match="still served"):
        ingest.run([tmp_path / "learners.parquet"], store, Choices(today=TODAY))
    assert store.current().id == served


def test_a_file_cannot_add_to_a_table_in_place(store, lake, tmp_path):
    ingest.run([], store, in_place(lake))
    ROWS.write_parquet(tmp_path / "more.parquet")
    with pytest.raises(BadFile, match="cannot add to them"):
        ingest.run([tmp_path / "more.parquet"], store, Choices(today=TODAY))


def test_rows_of_a_reference_are_not_at_hand_unless_they_are_lent(store, lake):
    ingest.run([], store, in_place(lake))
    with store.draft("look") as draft:
        draft.discard()
        with pytest.raises(StoreError, match="are not read for this"):
            draft.facts("college", "registrations")


def test_a_stated_snapshot_must_be_there(lake):
    found = snapshots.find(lake)
    assert snapshots.find(lake, found.id[:12]) == found
    with pytest.raises(BadFile, match="Snapshot abc of registrations is not there"):
        snapshots.find(lake, "abc")


def test_a_manifest_of_an_earlier_release_is_read(store):
    path = store.current().folder / "manifest.json"
    content = json.loads(path.read_bytes())
    assert content.pop("references") == []
    path.write_text(json.dumps(content))
    assert manifests.read(path).references == ()


def test_a_changed_reference_in_a_manifest_is_noticed(store, lake):
    ingest.run([], store, in_place(lake))
    held = store.current().manifest
    forged = replace(held, references=(replace(held.references[0], rows=1),))
    path = store.current().folder / "manifest.json"
    path.write_text(json.dumps(asdict(forged)))
    with pytest.raises(ValueError, match="not as it was written"):
        manifests.read(path)


def test_the_command_takes_a_table_in_place(store, lake, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(store.home))
    told = CliRunner().invoke(dashboard, ["import", "--reference", str(lake), "--no-forecasts"])
    assert told.exit_code == 1  # a row was refused
    assert f"{ROWS.height + 1:,} rows read" in told.output
    assert "Name the files" in CliRunner().invoke(dashboard, ["import"]).output


def test_the_command_that_counts_again_refuses_a_snapshot_that_is_gone(store, lake, tmp_path, monkeypatch):
    ingest.run([], store, in_place(lake))
    served = store.current().id
    (lake / "1.parquet").unlink()
    monkeypatch.setenv("DASHBOARD_HOME", str(store.home))
    scratch = tmp_path / "scratch"
    told = CliRunner().invoke(dashboard, ["publish", "--engine", "local[1]", "--scratch", str(scratch)])
    assert told.exit_code == 1
    assert "is gone or changed: 1.parquet is not as it was. What was counted from it is still served" in told.output
    assert store.current().id == served
    assert not any(scratch.rglob("*"))


@NEEDS_DELTA
def test_a_version_of_a_delta_table_is_read_as_it_was(store, tmp_path):
    place = tmp_path / "delta"
    ROWS.head(300).with_columns(pl.col(pl.Enum).cast(pl.String)).write_delta(place)
    ROWS.slice(300).with_columns(pl.col(pl.Enum).cast(pl.String)).write_delta(place, mode="append")
    choices = Choices(today=TODAY, snapshots=(snapshots.find(place, "0"),))
    (report,) = ingest.run([], store, choices).reports
    assert report.rows_new == 300
    (report,) = ingest.run([], store, in_place(place)).reports
    assert report.rows_new == ROWS.height
    (held,) = store.current().manifest.references
    assert (held.format, held.snapshot) == ("delta", "1")
    with pytest.raises(BadFile, match="Version 7 of delta cannot be read"):
        snapshots.find(place, "7")


def test_a_delta_table_without_its_library_is_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "_delta_log").mkdir()
    monkeypatch.setitem(sys.modules, "deltalake", None)
    with pytest.raises(BadFile, match="lakehouse"):
        snapshots.find(tmp_path)
