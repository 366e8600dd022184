"""Placements and inquiries that are imported in pieces come to the same as those that are imported whole."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from data.contracts import FACTS as CONTRACTS
from data.ingest import ingest, piece_checks, piece_keys
from data.ingest.plan import Choices
from data.readers import delimited_parts, lots
from data.readers.files import BadFile
from data.store.store import Store
from tests.data.ingest.test_large_held import CLAIM, FACTS, IDS, PLACED, TODAY, as_files, claims, held, placed
from tests.data.ingest.test_text_pieces import in_pieces_only

pytestmark = pytest.mark.usefixtures("unpublished")


def brought(home: Path, before: dict, path: Path, together: list):
    """What an import of a file says of its rows, what it leaves of them, and the table that is there then."""
    store, choices = Store(home), Choices(today=TODAY, are_corrections=True)
    ingest.run(as_files(before), store, choices)
    try:
        outcome = ingest.run([path, *together], store, choices).as_dict()
    except BadFile as error:
        return str(error).replace(path.name, "FILE"), None
    said = next(report for report in outcome["files"] if report["file"] == path.name)
    names = ("quarantine_file", "check_file", "issues_file")
    kept = [Path(said.pop(name)).read_text().replace(path.name, "FILE") for name in names if said[name]]
    said["to_check"] = [row | {"file": "FILE"} for row in said["to_check"]]
    return [{name: value for name, value in said.items() if name not in ("file", *names)}, kept], held(store)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.lists(CLAIM, min_size=1, max_size=14),
    after=st.lists(PLACED, min_size=1, max_size=14),
    table=st.sampled_from(["inquiries", "placements"]),
    lacking=st.sampled_from(["", "registrations", "inquiries", "placements"]),
    size=st.integers(150, 600),
)
@example(
    asked=[
        (0, IDS[0], "2025-02-03", True),
        (1, "nowhere", "1960-01-01", False),
        (2, IDS[0], "2024-09-01", True),
        (2, IDS[0], "2024-09-01", True),
        (0, IDS[1], "2025-02-03", False),
    ],
    after=[(0, "as it is")],
    table="inquiries",
    lacking="",
    size=200,
)
@example(
    asked=[(0, None, "2025-02-03", True)],
    after=[
        (0, "as it is"),
        (1, "shortened"),
        (2, "nowhere"),
        (3, "changed"),
        (4, "twice"),
        (1, "shortened"),
        (0, "as it is"),
    ],
    table="placements",
    lacking="placements",
    size=200,
)
def test_any_cut_comes_to_the_same_as_the_whole(tmp_path_factory, monkeypatch, asked, after, table, lacking, size):
    tmp_path = tmp_path_factory.mktemp("cut")
    before = {name: FACTS[name] for name in CONTRACTS if name in FACTS and name != lacking}
    if lacking == "registrations":  # what refers to them cannot be there before they are
        before.pop("placements")
    rows = claims(asked) if table == "inquiries" else placed(after)
    for name in ("whole", "cut"):
        (tmp_path / f"{name}.csv").write_bytes(rows.write_csv().encode())
    expected = brought(tmp_path / "a", before, tmp_path / "whole.csv", [])
    seen: list[int] = []
    monkeypatch.setattr(delimited_parts, "PIECE_BYTES", size)
    for module, name in ((lots, "LOT_ROWS"), (piece_checks, "TOGETHER"), (piece_keys, "SLICE")):
        monkeypatch.setattr(module, name, 50)
    monkeypatch.setattr(ingest, "planned", in_pieces_only("cut.csv", ingest.planned, seen))
    found = brought(tmp_path / "b", before, tmp_path / "cut.csv", [])
    monkeypatch.undo()
    assert seen == [1]  # it was taken in pieces
    assert found[0] == expected[0]
    for name, frame in (found[1] or {}).items():
        assert_frame_equal(frame, expected[1][name])


def test_placements_that_come_with_their_registrations_are_checked_beside_them(tmp_path, monkeypatch):
    before = {name: FACTS[name] for name in ("providers", "offerings", "sections")}
    (tmp_path / "cut.csv").write_bytes(FACTS["placements"].write_csv().encode())
    (tmp_path / "registrations.csv").write_bytes(FACTS["registrations"].write_csv().encode())
    monkeypatch.setattr(delimited_parts, "PIECE_BYTES", 2_000)
    seen: list[int] = []
    monkeypatch.setattr(ingest, "planned", in_pieces_only("cut.csv", ingest.planned, seen))
    said, _ = brought(tmp_path / "home", before, tmp_path / "cut.csv", [tmp_path / "registrations.csv"])
    assert seen == [2]
    assert said[0]["rows_quarantined"] == 0
    assert said[0]["rows_new"] == FACTS["placements"].height


def test_without_registrations_placements_in_pieces_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited_parts, "WHOLE_BYTES", 0)
    (tmp_path / "placements.csv").write_bytes(FACTS["placements"].write_csv().encode())
    with pytest.raises(BadFile, match="refers to registrations, and none are imported"):
        ingest.run([tmp_path / "placements.csv"], Store(tmp_path / "home"), Choices(today=TODAY))
