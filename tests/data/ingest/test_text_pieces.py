"""A CSV file that is imported in pieces comes to the same as one that is imported whole: rows, report and files of what was not taken."""

from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from data.ingest import brought as told_apart
from data.ingest import ingest
from data.ingest.plan import Choices
from data.readers import delimited_parts
from data.readers.files import BadFile
from data.store.store import Store
from tests.data.ingest.test_pieces import BESIDE, FACTS, HELD, PASSED, PLAN, SPOILED, TEXT, brought, spoiled

pytestmark = pytest.mark.usefixtures("unpublished")

TODAY = date(2026, 6, 1)
WRITTEN = st.tuples(
    st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["utf-8", "utf-16", "cp1252"])
)


def as_text(rows: pl.DataFrame, written: tuple[str, str, str]) -> bytes:
    """The rows with a title above the header, a column that is not read, and cells that go on over lines in it."""
    separator, ending, encoding = written
    noted = rows.with_columns(
        Notiz=pl.when(pl.int_range(pl.len()) % 3 == 0).then(pl.lit('café, "late"\nand more')).otherwise(pl.lit("–"))
    )
    text = "Export\n" + noted.write_csv(separator=separator)
    return text.replace("\n", ending).encode(encoding, errors="replace")


@settings(
    max_examples=1,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(plan=PLAN, size=st.integers(800, 3_000), written=WRITTEN, before=st.none() | HELD)
@example(
    plan=[(at % TEXT.height, kind) for at, kind in enumerate(2 * sorted(SPOILED))],
    size=900,
    written=(";", "\r\n", "cp1252"),
    before=None,
)
@example(
    plan=[(at, kind) for at, kind in enumerate(3 * ["as it is", "moved", "in dollars"])],
    size=700,
    written=(",", "\n", "utf-16"),
    before=[(at, "as it is") for at in range(12)],
)
def test_a_csv_file_in_pieces_comes_to_the_same_as_the_whole(
    tmp_path_factory, monkeypatch, plan, size, written, before
):
    tmp_path, choices = tmp_path_factory.mktemp("cut"), Choices(recipe=PASSED, today=TODAY)
    for name in BESIDE:
        FACTS[name].write_parquet(tmp_path / f"{name}.parquet")
    held = None
    if before is not None:
        held = tmp_path / "before.parquet"
        spoiled(before).write_parquet(held)
    for name in ("whole", "cut"):
        (tmp_path / f"{name}.csv").write_bytes(as_text(spoiled(plan), written))
    expected = brought(tmp_path / "whole.csv", tmp_path / "a", choices, held)
    monkeypatch.setattr(delimited_parts, "PIECE_BYTES", size)
    monkeypatch.setattr(delimited_parts, "_BLOCK_BYTES", 64)
    seen = []
    monkeypatch.setattr(ingest, "planned", in_pieces_only("cut.csv", ingest.planned, seen))
    found = brought(tmp_path / "cut.csv", tmp_path / "b", choices, held)
    monkeypatch.undo()
    assert seen == [1]  # it was taken in pieces
    assert found[0] == expected[0]
    assert found[1] == expected[1]
    if expected[2] is not None:
        assert_frame_equal(found[2], expected[2])


def in_pieces_only(name: str, planned, seen: list[int]):
    """Take a file of that name in pieces, and no other; note how many were."""

    def taken(files, *rest):
        if files[0].name != name:
            return planned(files, *rest)
        whole, delimited_parts.WHOLE_BYTES = delimited_parts.WHOLE_BYTES, 0
        try:
            answer = planned(files, *rest)
        finally:
            delimited_parts.WHOLE_BYTES = whole
        seen.append(len(answer[1]))
        return answer

    return taken


def test_a_large_file_that_is_known_only_beside_others_is_read_whole(tmp_path, monkeypatch):
    (tmp_path / "lines.csv").write_text("what,who\n1,2\n")
    (tmp_path / "goals.csv").write_bytes(FACTS["goals"].write_csv().encode())
    monkeypatch.setattr(delimited_parts, "WHOLE_BYTES", 0)
    given = [tmp_path / "goals.csv"]
    plans, in_pieces, _ = told_apart.planned(given, tmp_path / "home", Choices(), lambda what: None)
    assert ([plan.table for plan in plans], in_pieces) == (["goals"], [])  # goals are looked at together
    with pytest.raises(BadFile, match=r"lines\.csv"):
        ingest.run([tmp_path / "lines.csv"], Store(tmp_path / "home"), Choices(today=TODAY))
