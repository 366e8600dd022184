"""A table that is imported in pieces comes to the same as one that is imported whole, wherever it is cut."""

import signal
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from data import demo
from data.ingest import ingest
from data.ingest.plan import Choices
from data.readers import parquet_parts
from data.readers.files import BadFile
from data.readers.mapping import Mapping
from data.readers.recipe_file import Recipe
from data.store.store import Store

pytestmark = pytest.mark.usefixtures("unpublished")

TODAY = date(2026, 6, 1)
FACTS = demo.generate(300, seed=8)
BESIDE = ("providers", "offerings", "sections", "learners")
TEXT = FACTS["registrations"].with_columns(pl.all().cast(pl.String))
OTHER_SECTION = FACTS["sections"]["section_id"][-1]
SPOILED = {
    "repeated": lambda row: [row, row],
    "contradicted": lambda row: [row, row | {"gross_usd": "7"}],
    "paid back": lambda row: [
        row | {"refund_usd": "0"},
        row | {"gross_usd": "-5", "refund_usd": None, "discount_usd": None},
    ],
    "nowhere": lambda row: [row | {"section_id": "nowhere"}],
    "shortened": lambda row: [row | {"section_id": row["section_id"].lstrip("0")}],
    "not a day": lambda row: [row | {"registered_on": "soon"}],
    "after the import": lambda row: [row | {"registered_on": "2029-01-01"}],
    "month first": lambda row: [row | {"registered_on": "04/13/2025", "dropped_on": None, "completed_on": None}],
    "open": lambda row: [row | {"paid_on": "03/04/2025"}],
    "in dollars": lambda row: [row | {"gross_usd": "$1,200.50"}],
    "in pounds": lambda row: [row | {"refund_usd": "£9"}],
    "three decimals": lambda row: [row | {"gross_usd": "1.495"}],
    "word for nothing": lambda row: [row | {"dropped_on": "n/a", "discount_usd": "-"}],
    "moved": lambda row: [row | {"section_id": OTHER_SECTION}],
    "twice": lambda row: [row, row | {"registration_id": row["registration_id"] + "-2"}],
    "a decimal": lambda row: [row | {"registration_id": "1001.0"}],
    "blank": lambda row: [dict.fromkeys(row), row | {"channel": " "}],
    "passed": lambda row: [row | {"outcome": "Passed"}],
    "as it is": lambda row: [row],
}
PLAN = st.lists(st.tuples(st.integers(0, TEXT.height - 1), st.sampled_from(sorted(SPOILED))), min_size=1, max_size=25)
HELD = st.lists(
    st.tuples(st.integers(0, TEXT.height - 1), st.sampled_from(["as it is", "moved"])), min_size=1, max_size=25
)
PASSED = Recipe("own", (Mapping("registrations", {}, values={"outcome": {"Passed": "completed"}}),))


def spoiled(plan: list[tuple[int, str]]) -> pl.DataFrame:
    """Registrations as text, some of them spoiled, in the order of the plan."""
    rows = [made for at, kind in plan for made in SPOILED[kind](TEXT.row(at, named=True))]
    return pl.DataFrame(rows, schema=dict.fromkeys(TEXT.columns, pl.String))


def in_files(rows: pl.DataFrame, cuts: list[int], folder: Path) -> Path:
    """The rows in a folder of files that are cut at these places."""
    folder.mkdir()
    ends = sorted({0, *(min(cut, rows.height) for cut in cuts), rows.height})
    for n, (start, end) in enumerate(pairwise(ends)):
        rows.slice(start, end - start).write_parquet(folder / f"part-{n:03}.parquet", row_group_size=3)
    (folder / "_SUCCESS").touch()
    return folder


def brought(path: Path, home: Path, choices: Choices, before: Path | None = None):
    """What an import into a home says of registrations and leaves in it; a sentence where it is refused."""
    store = Store(home)
    ingest.run([path.parent / f"{name}.parquet" for name in BESIDE], store, Choices(today=TODAY))
    if before is not None:
        ingest.run([before], store, choices)
    try:
        (report,) = ingest.run([path], store, choices).reports
    except BadFile as error:
        return str(error).replace(path.name, "FILE"), {}, None
    said = report.as_dict()
    files = {
        name: Path(said.pop(name)).read_text()
        for name in ("quarantine_file", "check_file", "issues_file")
        if said[name]
    }
    for name in ("file", "sha256", "quarantine_file", "check_file", "issues_file"):
        said.pop(name, None)
    files = {name: text.replace(path.name, "FILE") for name, text in files.items()}
    said["to_check"] = [row | {"file": "FILE"} for row in said["to_check"]]
    with store.draft("look") as draft:
        held = draft.facts("college", "registrations")
        draft.discard()
    return said, files, None if held is None else held.collect()


@settings(
    max_examples=1,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(plan=PLAN, cuts=st.lists(st.integers(1, 40), max_size=3), before=st.none() | HELD)
@example(plan=[(at % TEXT.height, kind) for at, kind in enumerate(2 * sorted(SPOILED))], cuts=[7, 20], before=None)
@example(
    plan=[(at, kind) for at, kind in enumerate(3 * ["as it is", "moved", "in dollars"])],
    cuts=[2],
    before=[(at, "as it is") for at in range(12)],
)
def test_any_cut_comes_to_the_same_as_the_whole(tmp_path_factory, monkeypatch, plan, cuts, before):
    tmp_path, rows, choices = tmp_path_factory.mktemp("cut"), spoiled(plan), Choices(recipe=PASSED, today=TODAY)
    for name in BESIDE:
        FACTS[name].write_parquet(tmp_path / f"{name}.parquet")
    rows.write_parquet(tmp_path / "whole.parquet")
    held = None
    if before is not None:
        held = tmp_path / "before.parquet"
        spoiled(before).write_parquet(held)
    expected = brought(tmp_path / "whole.parquet", tmp_path / "a", choices, held)
    folder = in_files(rows, cuts, tmp_path / "cut")
    monkeypatch.setattr(parquet_parts, "PIECE_CELLS", 5 * TEXT.width)
    monkeypatch.setattr(ingest, "planned", cut_only("cut", ingest.planned))
    in_pieces = brought(folder, tmp_path / "b", choices, held)
    monkeypatch.undo()
    assert in_pieces[0] == expected[0]
    assert in_pieces[1] == expected[1]
    if expected[2] is not None:
        assert_frame_equal(in_pieces[2], expected[2])


def cut_only(name: str, planned):
    """Take a table of that name in pieces, and no other."""

    def taken(files, *rest):
        whole = parquet_parts.WHOLE_CELLS
        parquet_parts.WHOLE_CELLS = 0 if files[0].name == name else whole
        try:
            return planned(files, *rest)
        finally:
            parquet_parts.WHOLE_CELLS = whole

    return taken


@pytest.mark.parametrize("step", ["pieces.typed", "piece_checks.split", "piece_merge.merge", "piece_report.report"])
def test_an_import_that_is_killed_leaves_the_version_before_and_the_next_one_cleans_up(tmp_path, monkeypatch, step):
    for name in BESIDE:
        FACTS[name].write_parquet(tmp_path / f"{name}.parquet")
    store = Store(tmp_path / "home")
    ingest.run([tmp_path / f"{name}.parquet" for name in BESIDE], store, Choices(today=TODAY))
    before, folder = store.current().id, in_files(TEXT, [100, 200], tmp_path / "cut")
    module, function = step.split(".")
    killed = f"""
import os, signal
from pathlib import Path
from data.ingest import ingest, {module}
from data.readers import parquet_parts
from data.store.store import Store
parquet_parts.WHOLE_CELLS = 0
real = {module}.{function}
def done(*given, **said):
    real(*given, **said)
    os.kill(os.getpid(), signal.SIGKILL)
{module}.{function} = done
ingest.run([Path({str(folder)!r})], Store(Path({str(store.home)!r})))
"""
    assert subprocess.run([sys.executable, "-c", killed], check=False).returncode == -signal.SIGKILL
    assert [path.name[:6] for path in (store.home / "versions").iterdir() if path.name.startswith(".")] == [".draft"]
    assert store.current().id == before
    monkeypatch.setattr(parquet_parts, "WHOLE_CELLS", 0)
    (report,) = ingest.check([folder], store, Choices(today=TODAY)).reports
    assert report.rows_new == TEXT.height
    assert not [path for path in (store.home / "versions").iterdir() if path.name.startswith(".")]


def test_an_import_that_is_killed_before_the_pointer_leaves_the_version_before_and_can_be_made_again(
    tmp_path, monkeypatch
):
    for name in BESIDE:
        FACTS[name].write_parquet(tmp_path / f"{name}.parquet")
    store = Store(tmp_path / "home")
    ingest.run([tmp_path / f"{name}.parquet" for name in BESIDE], store, Choices(today=TODAY))
    before, folder = store.current().id, in_files(TEXT, [100, 200], tmp_path / "cut")
    killed = f"""
import os, signal
from pathlib import Path
from data.ingest import ingest
from data.readers import parquet_parts
from data.store.store import Store
from data.publish import college
parquet_parts.WHOLE_CELLS = 0
college.publish_college = lambda *given, **said: []
Store._point_at = lambda self, version: os.kill(os.getpid(), signal.SIGKILL)
ingest.run([Path({str(folder)!r})], Store(Path({str(store.home)!r})))
"""
    assert subprocess.run([sys.executable, "-c", killed], check=False).returncode == -signal.SIGKILL
    assert store.current().id == before
    assert store.problems() == []
    monkeypatch.setattr(parquet_parts, "WHOLE_CELLS", 0)
    (report,) = ingest.run([folder], store, Choices(today=TODAY)).reports
    assert report.rows_new == TEXT.height
    assert store.current().has("college", "facts", "registrations")
