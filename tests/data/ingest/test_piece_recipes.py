"""A registrar's raw export that is read in pieces comes to the same as one that is read whole: columns filled, keys once, lines summed."""

import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from data.contracts import FACTS as CONTRACTS
from data.ingest import ingest
from data.ingest.plan import Choices
from data.readers import delimited_parts, preparation, recipe_file, spread_keys, spread_lines
from data.readers.files import Brought, Raw
from data.readers.mapping import Mapping
from data.store.store import Store
from tests import registrar
from tests.data.ingest.test_pieces import FACTS, TODAY

pytestmark = pytest.mark.usefixtures("unpublished")


def brought(home: Path, files: list[Path], choices: Choices) -> tuple[dict, dict]:
    """What an import says of each table, and the tables that are there then."""
    store = Store(home)
    reports = {report.table: report.as_dict() for report in ingest.run(files, store, choices).reports}
    for said in reports.values():
        for name in ("quarantine_file", "check_file", "issues_file"):
            said[name] = Path(said[name]).read_text() if said[name] else None
    with store.draft("look") as draft:
        frames = {name: draft.facts("college", name) for name in CONTRACTS}
        held = {name: frame.collect() for name, frame in frames.items() if frame is not None}
        draft.discard()
    return reports, held


@pytest.mark.parametrize(("size", "large"), [(700, ""), (2_500, ""), (900, "sfrstcr.csv"), (900, "ssasect.csv")])
def test_a_raw_export_in_pieces_comes_to_the_same_as_the_whole(tmp_path, monkeypatch, size, large):
    (tmp_path / "recipe.toml").write_text(registrar.RECIPE)
    choices = Choices(recipe=recipe_file.load(tmp_path / "recipe.toml"), today=TODAY)
    for name, content in registrar.export().files().items():
        (tmp_path / name).write_text(content)
    # A section is listed twice, a student left and came back, and a line of sections differs under its course.
    with (tmp_path / "ssasect.csv").open("a") as file:
        file.write(
            "202610,1001,CEB,101,Bookkeeping II,09/08/2025,11/17/2025,20,A\n202610,1,CEB,101,X,soon,11/17/2025,5,A\n"
        )
    files = [tmp_path / name for name in registrar.export().files()]
    expected = brought(tmp_path / "a", files, choices)
    assert {"completed_on filled", "opens_on filled", "first_seen_on filled"} <= {
        " ".join(note.split()[:2]) for said in expected[0].values() for note in said["notes"]
    }
    real, told, seen = delimited_parts.is_text, ingest.planned, []
    monkeypatch.setattr(delimited_parts, "PIECE_BYTES", size)
    monkeypatch.setattr(delimited_parts, "WHOLE_BYTES", 0)
    monkeypatch.setattr(delimited_parts, "is_text", lambda path: real(path) and large in ("", path.name))
    monkeypatch.setattr(spread_lines, "AT_ONCE", 50)
    monkeypatch.setattr(spread_keys, "AT_ONCE", 5)
    monkeypatch.setattr(ingest, "planned", lambda *given: seen.append(answer := told(*given)) or answer)
    found = brought(tmp_path / "b", files, choices)
    tables = {"": 5, "sfrstcr.csv": 1, "ssasect.csv": 3}
    assert len(seen[0][1]) == tables[large]
    for table, said in expected[0].items():
        assert found[0][table] == said
    assert found[1].keys() == expected[1].keys()
    for table, frame in expected[1].items():
        assert_frame_equal(found[1][table], frame)


ROW = st.tuples(st.sampled_from(["a", "b", "c", None]), st.sampled_from(["x", "y", None]))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(ROW, min_size=1, max_size=20), cuts=st.lists(st.integers(0, 20), max_size=4), size=st.integers(1, 8)
)
def test_the_first_row_of_each_key_is_that_of_the_whole(tmp_path_factory, monkeypatch, rows, cuts, size):
    frame = pl.DataFrame(rows, schema=dict.fromkeys(["offering_id", "title"], pl.String), orient="row")
    columns = {name: name for name in frame.columns}
    whole, _ = preparation.prepared(Raw("f.csv", frame), Mapping("offerings", columns, one_per_key=True), [], b"")
    monkeypatch.setattr(spread_keys, "AT_ONCE", size)
    ends = [0, *sorted(min(cut, frame.height) for cut in cuts), frame.height]
    pieces = [frame.slice(start, end - start) for start, end in pairwise(ends)]
    once = spread_keys.in_lots(
        "offerings", iter(pieces), ["offering_id"], frame.height, tmp_path_factory.mktemp("keys")
    )
    assert_frame_equal(pl.concat(once.of(some, at) for at, some in enumerate(pieces)), whole.rows)
    assert (once.note,) == whole.notes


@pytest.mark.parametrize(
    "step", ["readers.spread_lines.in_lots", "readers.spread_keys.in_lots", "ingest.piece_fill.filled"]
)
def test_an_import_that_is_killed_there_leaves_the_version_before_and_the_next_one_cleans_up(
    tmp_path, monkeypatch, step
):
    (tmp_path / "recipe.toml").write_text(registrar.RECIPE)
    for name, content in registrar.export().files().items():
        (tmp_path / name).write_text(content)
    files = [tmp_path / name for name in registrar.export().files()]
    store, choices = Store(tmp_path / "home"), Choices(recipe=recipe_file.load(tmp_path / "recipe.toml"), today=TODAY)
    ingest.run([Brought("events.csv", FACTS["events"].write_csv().encode())], store, Choices(today=TODAY))
    before = store.current()
    assert before is not None
    module, function = f"data.{step}".rsplit(".", 1)
    killed = f"""
import os, signal
from pathlib import Path
import {module} as module
from data.ingest import ingest
from data.ingest.plan import Choices
from data.readers import delimited_parts, recipe_file
from data.store.store import Store
delimited_parts.WHOLE_BYTES = 0
real = module.{function}
def done(*given, **said):
    real(*given, **said)
    os.kill(os.getpid(), signal.SIGKILL)
module.{function} = done
choices = Choices(recipe=recipe_file.load(Path({str(tmp_path / "recipe.toml")!r})))
ingest.run([Path(name) for name in {[str(file) for file in files]!r}], Store(Path({str(store.home)!r})), choices)
"""
    assert subprocess.run([sys.executable, "-c", killed], check=False).returncode == -signal.SIGKILL
    assert store.current().id == before.id
    monkeypatch.setattr(delimited_parts, "WHOLE_BYTES", 0)
    reports = {report.table: report for report in ingest.run(files, store, choices).reports}
    assert reports["registrations"].rows_new == registrar.export().registered
    assert not [path for path in (store.home / "versions").iterdir() if path.name.startswith(".")]
