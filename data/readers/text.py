"""Any file as frames of text under its own headers, or a clear sentence about why not. The content decides, not the name."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from data.readers import archive, delimited, delimited_parts, headers, json_documents, parquet, workbook
from data.readers.delimited_parts import Layout
from data.readers.files import MOST_BYTES, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, BadFile, Brought, NoRows, Raw

__all__ = ["BadFile", "load", "read", "tables"]

_KEPT_AS_TEXT = r'(?s)^="(.*)"$'
"""How systems write an id or amount that a spreadsheet shall leave as it is: ="00123"."""
_DASHES = r"^[-=_]{3,}$"
_NOT_TABLES = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (
        b"\xd0\xcf\x11\xe0",
        "an Excel file of the older kind or one with a password; save it as .xlsx without a password",
    ),
    (b"\x1f\x8b", "compressed with gzip; unpack it first"),
    (b"SQLite format 3", "a database"),
    (b"INSERT INTO", "an SQL script; export its table as CSV"),
    (b"CREATE TABLE", "an SQL script; export its table as CSV"),
)


def load(path: Path) -> Brought:
    """The file's name and bytes. Raises BadFile."""
    if path.is_dir():
        raise BadFile(f"{path.name} is a folder; name the files in it.")
    try:
        if path.exists() and not path.is_file():  # a pipe or a device has no end
            raise BadFile(f"{path.name} is no file that can be read at once. Save it as a file first.")
        if path.stat().st_size > MOST_BYTES:
            raise BadFile(f"{path.name} is larger than {MOST_BYTES >> 30} GB, which is more than can be read at once.")
        return Brought(path.name, path.read_bytes())
    except OSError as error:
        raise BadFile(f"{path.name} cannot be opened: {error.strerror}.") from None


@dataclass(frozen=True)
class Contents:
    """The tables of a file, and for an archive a sentence about each member that could not be read as one."""

    tables: list[Raw]
    unread: tuple[str, ...] = ()
    is_archive: bool = False


def tables(brought: Brought) -> list[Raw]:
    """Every table of a file; a zip archive may hold several. Raises BadFile."""
    return contents(brought).tables


def contents(brought: Brought) -> Contents:
    """Every table of a file; of an archive those that can be read. Raises BadFile where there is none."""
    name, content = brought.name, brought.content
    if not content:
        raise BadFile(f"{name} is empty.")
    for start, kind in _NOT_TABLES:
        if content.startswith(start):
            raise BadFile(f"{name} is no table but {kind}.")
    if content[:2] != b"PK":
        return Contents(_all_of(name, content))
    members = archive.opened(name, content)
    if workbook.is_workbook(members):
        return Contents([_checked(workbook.parse(name, content, members))])
    return _members(name, members)


def _members(name: str, members: zipfile.ZipFile) -> Contents:
    """The tables of an archive. Raises BadFile where none of its members can be read."""
    tables_read, unread, errors = [], [], []
    for member, inner in archive.table_files(name, members):
        try:
            is_workbook = inner[:2] == b"PK"
            tables_read += (
                [_checked(workbook.parse(member, inner, archive.opened(member, inner)))]
                if is_workbook
                else _all_of(member, inner)
            )
        except BadFile as error:
            errors.append(error)
            unread.append(f"{member} in {name} was not read: {error}")
    if not tables_read:
        raise errors[0]
    unread += [f"{member} in {name} was not read: it is no table" for member in archive.others(members)]
    return Contents(tables_read, tuple(unread), is_archive=True)


def folder(name: str, paths: Sequence[Path], columns: list[str]) -> Contents:
    """The table that lies in several Parquet files. Raises BadFile."""
    raws = [parquet.piece(name, path, columns, 0, MOST_ROWS) for path in paths]
    return Contents([_checked(Raw(name, pl.concat(raw.rows for raw in raws)))])


def piece(name: str, path: Path, columns: list[str], start: int, rows: int) -> Raw:
    """Some rows of a Parquet file, clean. A piece may have no row that is not blank. Raises BadFile."""
    raw = parquet.piece(name, path, columns, start, rows)
    return replace(raw, rows=_clean(raw.rows))


def text_piece(name: str, path: Path, columns: list[str], how: Layout, place: tuple[int, int]) -> Raw:
    """The same of some bytes of a text file. Raises BadFile."""
    raw = delimited_parts.piece(name, path, how, *place)
    return replace(raw, rows=_named(name, _clean(raw.rows)).select(columns))


def read(path: Path) -> pl.DataFrame:
    """The rows of a file that holds one table. Raises BadFile."""
    held = tables(load(path))
    if len(held) > 1:
        raise BadFile(f"{path.name} holds {len(held)} tables where one was expected.")
    return held[0].rows


def _all_of(name: str, content: bytes) -> list[Raw]:
    """The tables of a file that is neither an archive nor a workbook: one, or of JSON those that it describes."""
    if json_documents.is_json(content):
        return [_checked(raw) for raw in json_documents.parse(name, content)]
    return [_one(name, content)]


def _one(name: str, content: bytes) -> Raw:
    if not content:
        raise BadFile(f"{name} is empty.")
    return _checked(parquet.parse(name, content) if content[:4] == b"PAR1" else delimited.parse(name, content))


def _checked(raw: Raw) -> Raw:
    """Cells without the blanks around them, blank cells null, blank rows left out."""
    frame = raw.rows
    refuse_size(raw.name, frame.height, frame.width)
    frame, left_out = _without_headings(_named(raw.name, _clean(frame)))
    if frame.is_empty():
        raise NoRows(raw.name)
    equal = said_twice(frame)
    return replace(raw, rows=frame.drop(equal), notes=(*raw.notes, *left_out, *twice_notes(equal)))


def said_twice(frame: pl.DataFrame) -> list[str]:
    """Columns that have the name and the cells of one before them."""
    return [c for c in frame.columns if (name := headers.AGAIN.match(c)) and _is_same(frame, c, name[1])]


def twice_notes(columns: Sequence[str]) -> tuple[str, ...]:
    """A note on each of them."""
    return tuple(f"column {c!r} holds the same as the one before it and is left out" for c in columns)


def refuse_size(name: str, rows: int, columns: int) -> None:
    """Raise BadFile where a table has more cells than can be read at once."""
    if columns > MOST_COLUMNS:
        raise BadFile(f"{name} has {columns:,} columns; at most {MOST_COLUMNS:,} can be read.")
    if rows * columns > MOST_CELLS:
        raise BadFile(f"{name} has {rows:,} rows, which is more than can be read at once.")


def _named(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The columns that have a name. Raises BadFile where another one holds anything."""
    unnamed = [c for c in frame.columns if c.startswith(delimited.UNNAMED)]
    if any(frame[c].null_count() < frame.height for c in unnamed):
        raise BadFile(f"{name} has a column without a name. Name every column and import it again.")
    return frame.drop(unnamed)


def _clean(frame: pl.DataFrame) -> pl.DataFrame:
    stripped = pl.all().str.strip_chars(" \t\r\n\u00a0\u200b")
    frame = frame.select(stripped)
    kept_as_text = [c for c in frame.columns if frame[c].str.starts_with('="').any()]
    frame = frame.with_columns(pl.col(kept_as_text).str.replace(_KEPT_AS_TEXT, "${1}"))
    frame = frame.select(pl.when(pl.all() != "").then(pl.all()))
    return frame.filter(~pl.all_horizontal(pl.all().is_null()))


def _without_headings(frame: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The rows without those that repeat the header, as reports do at the top of each page, and lines of dashes; and a note on them."""
    if not frame.width:
        return frame, ()
    first = frame.columns[0]
    if not ((frame[first] == first).any() or frame[first].str.contains(_DASHES).any()):
        return frame, ()
    again = pl.all_horizontal((pl.col(c) == c).fill_null(False) for c in frame.columns)
    dashes = pl.all_horizontal(pl.col(c).str.contains(_DASHES).fill_null(True) for c in frame.columns)
    rows = frame.filter(~(again | dashes))
    left = frame.height - rows.height
    return rows, (f"{left:,} rows left out that repeat the header or hold dashes alone",) if left else ()


def _is_same(frame: pl.DataFrame, column: str, first: str) -> bool:
    return first in frame.columns and frame[column].equals(frame[first], null_equal=True)
