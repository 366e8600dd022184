"""A text file that is read in pieces is read as one that is not, however it is written and wherever it is cut."""

import re
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from data.readers import apart, delimited_parts, parquet_parts, text
from data.readers.files import BadFile, Brought, Raw

CELLS = (
    "1",
    "2025-01-03",
    "a b",
    "",
    " ",
    "é",
    "€9",
    '5" pipe',
    'said "so"',
    "a,b",
    "a;b",
    "two\nlines",
    "\u200b",
    "x\ty",
    "–",
)
CELL = st.sampled_from(CELLS)
ROW = st.lists(CELL, min_size=3, max_size=3)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")


def written(rows: list[list[str]], separator: str, ending: str, *, is_quoted: bool) -> str:
    """The rows under a header, with a title above it and blank lines between."""

    def cell(value: str) -> str:
        needs = separator in value or "\n" in value or value.startswith('"') or (is_quoted and '"' in value)
        return '"' + value.replace('"', '""') + '"' if needs else value

    lines = [["A title"], ["Id", "Name of it", "Amount"], ["1", "first", "2.50"], *rows[:1], [""], *rows[1:]]
    return ending.join(separator.join(map(cell, line)) for line in lines) + ending


def whole(path: Path) -> Raw | str:
    """What reading the file at once makes of it, or the sentence."""
    try:
        return text.tables(Brought(path.name, path.read_bytes()))[0]
    except BadFile as error:
        return str(error)


def in_pieces(path: Path) -> Raw | str:
    """The same in pieces, put together."""
    try:
        how = delimited_parts.layout(path.name, path)
        columns = [name for name in how.header if name]
        places = [(start, size) for start, size, _ in how.cuts]
        named = [c for c in columns if not c.startswith("\0")]
        raws = [text.text_piece(path.name, path, named, how, place) for place in places]
    except BadFile as error:
        return str(error)
    rows = pl.concat(raw.rows for raw in raws)
    return Raw(path.name, rows, how.notes, how.separator) if rows.height else f"{path.name} has a header and no rows."


def assert_same(path: Path) -> None:
    """Both ways come to the same rows under the same notes, or to the same sentence."""
    expected, found = whole(path), in_pieces(path)
    if isinstance(expected, str):
        assert found == expected
        return
    assert isinstance(found, Raw), found
    assert_frame_equal(found.rows, expected.rows)
    assert (found.notes, found.separator) == (expected.notes, expected.separator)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(ROW, min_size=1, max_size=12),
    separator=st.sampled_from(",;\t|"),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(ENCODINGS),
    is_quoted=st.booleans(),
    piece=st.integers(1, 200),
    block=st.integers(1, 60),
)
@example([['5" pipe', "a", "b"], ["two\nlines", "é", ""]], ",", "\n", "utf-8", True, 20, 7)
@example([["a", "é", "b"], ["c", "–", "1"]], ";", "\r", "utf-16", True, 30, 8)
@example([["a", "x", "b"], ["c", "–", "1"]], ";", "\r\n", "cp1252", False, 10, 16)
def test_pieces_come_to_the_whole(tmp_path, monkeypatch, rows, separator, ending, encoding, is_quoted, piece, block):
    path = tmp_path / "file.csv"
    path.write_bytes(written(rows, separator, ending, is_quoted=is_quoted).encode(encoding, errors="replace"))
    monkeypatch.setattr(delimited_parts, "PIECE_BYTES", 2 * piece)
    monkeypatch.setattr(delimited_parts, "_BLOCK_BYTES", 2 * block)
    assert_same(path)


HEAD = b"id,name,amount\n"
GOOD = b"1,a,2.50\n2,b,3.50\n"
REFUSED = {
    "a row too wide": HEAD + GOOD * 9 + b"3,c,4,5\n" + GOOD,
    "a row too short": HEAD + GOOD * 9 + b'3,"c\nd"\n' + GOOD,
    "cut off within a cell": HEAD + GOOD * 9 + b'3,"c,4\n' + GOOD,
    "a column without a name": b"id,,amount\n" + b"1,,2\n" * 20 + b"2,x,3\n",
    "no rows": HEAD + b"\n \n",
    "a header alone": HEAD.strip(),
    "blank rows alone": HEAD + b" , , \n,,\n" * 9,
    "a picture": HEAD + GOOD + b"\0\1\2" * 5,
    "a page": b" <html>\n" + GOOD,
    "bytes of no text": b"\xef\xbb\xbf" + HEAD + GOOD + b"3,\xff\xfe,4\n" + GOOD,
    "half a letter at the end": HEAD + GOOD + b"3,\xc3",
    "blank columns behind": b"id,name,amount,,\n" + b"1,a,2,,\n" * 20 + b"2,b,3,,,,\n",
    "a blank first row": HEAD + b"\n   \n" + GOOD * 9,
    "no end of the last line": HEAD + GOOD * 9 + b"3,c,4",
    "a sign of its own": HEAD + GOOD * 9 + b"3,\x1f,4\n",
    "one column": b"id\n" + b"1\n2\n\n" * 20,
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_odd_file_has_the_same_sentence_or_the_same_rows(tmp_path, monkeypatch, case):
    path = tmp_path / "file.csv"
    path.write_bytes(REFUSED[case])
    monkeypatch.setattr(delimited_parts, "PIECE_BYTES", 40)
    monkeypatch.setattr(delimited_parts, "_BLOCK_BYTES", 16)
    assert_same(path)


def test_files_of_one_layout_are_one_table_and_the_reading_process_gives_its_pieces(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_bytes(HEAD + GOOD * 9)
    # The columns in another order, in another encoding.
    (tmp_path / "b.csv").write_bytes("name,id,amount\né,3,4\n".encode("cp1252"))
    (tmp_path / "other.csv").write_bytes(b"id,day\n1,2025-01-01\n")
    monkeypatch.setattr(delimited_parts, "WHOLE_BYTES", 100)
    paths = [tmp_path / name for name in ("a.csv", "b.csv", "other.csv")]
    (parts,) = parquet_parts.grouped_texts(paths, [apart.layout(path) for path in paths])
    assert (parts.name, parts.height, parts.columns) == ("a.csv and 1 more", 19, ("id", "name", "amount"))
    assert parts.notes == ("b.csv: read as Windows-1252",)
    rows = pl.concat(apart.piece(parts, one).rows for one in parts.pieces())
    assert rows.row(-1) == ("3", "é", "4")
    assert rows.height == 19


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(HEAD + GOOD * 9)
    parts = parquet_parts.Parts("a.csv", (path,), (18,), ("id", "name", "amount"), layouts=(apart.layout(path),))
    assert parts.sha256
    path.write_bytes(HEAD + GOOD * 10)
    with pytest.raises(BadFile, match=re.escape("a.csv was changed while it was read")):
        parts.refuse_changed()
