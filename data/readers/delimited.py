"""CSV and its relatives: any common separator and encoding, rows above the header, cells over several lines."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

import polars as pl

from data.readers import headers
from data.readers.above_header import said_above
from data.readers.files import BadFile, NoRows, Raw
from data.readers.headers import UNNAMED, Header

__all__ = ["UNNAMED", "parse"]

SEPARATORS = (",", ";", "\t", "|")
HEAD_BYTES = 1 << 21
"""In which the header is looked for, at most."""
_HEAD = 40
_AT_ONCE = 50_000
"""Rows that lie in the memory cell by cell, which takes many times the room of a column."""
_NO_CELL = "\x1f"
"""A character that is in no text file: with it as separator a line is one cell."""


def parse(name: str, content: bytes) -> Raw:
    """All rows as text. Raises BadFile."""
    content, notes = _as_utf8(name, content)
    separator, heading, lines = heading_of(name, content)
    body = after_line(content, lines)
    if not body.strip():
        raise NoRows(name)
    is_plain = plain_rows(body, separator, len(heading.names)) is not None
    frame = rows_of(name, body, separator, heading.names, is_plain=is_plain)
    return Raw(name, frame, (*notes, *heading.notes), separator, heading.warnings)


def heading_of(name: str, content: bytes) -> tuple[str, Header, int]:
    """The separator, the header, and the lines up to the first row, by the start of a text in UTF-8. Raises BadFile."""
    if not content.strip():
        raise BadFile(f"{name} is empty.")
    if content.lstrip()[:1] in (b"<", b"{", b"["):
        raise BadFile(f"{name} is a web page or a structured document, not a table; save it as CSV or XLSX.")
    head = [line + "\n" for line in content[:HEAD_BYTES].decode(errors="ignore").split("\n")[:400]]
    separator, records, ends = _layout(name, head)
    heading = replace(headers.find(name, records), warnings=said_above(headers.above(records)))
    return separator, heading, ends[heading.body - 1]


def rows_of(name: str, body: bytes, separator: str, header: Sequence[str], *, is_plain: bool) -> pl.DataFrame:
    """The rows under a header as they stand; `is_plain` where each line of the file is a row. Raises BadFile."""
    schema = dict.fromkeys(header, pl.String)
    if not body.strip():
        return pl.DataFrame(schema=schema)
    if is_plain:
        return pl.read_csv(
            io.BytesIO(body), has_header=False, schema=schema, separator=separator, missing_columns="insert"
        )
    rows = records(name, (line + "\n" for line in body.decode().split("\n")), separator, len(header))
    frames = [pl.DataFrame(schema=schema)]
    while some := [*islice(rows, _AT_ONCE)]:
        frames.append(pl.DataFrame(some, schema=schema, orient="row"))
    return pl.concat(frames)


def _as_utf8(name: str, content: bytes) -> tuple[bytes, tuple[str, ...]]:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if content.startswith(mark):
            notes = ("read as UTF-16",) if encoding == "utf-16" else ()
            return _one_ending(content.decode(encoding, errors="replace").encode()), notes
    if b"\0" in content:
        zeros = [content[:2000][i::2].count(0) / max(1, len(content[:2000]) // 2) for i in (0, 1)]
        if max(zeros) > 0.8 and min(zeros) < 0.2:
            encoding = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
            return _one_ending(content.decode(encoding, errors="replace").encode()), ("read as UTF-16",)
        raise BadFile(f"{name} holds bytes that no text file has; it is not a CSV file.")
    try:
        content.decode()
    except UnicodeDecodeError:
        return _one_ending(content.decode("cp1252", errors="replace").encode()), ("read as Windows-1252",)
    return _one_ending(content), ()


def _one_ending(content: bytes) -> bytes:
    # Old Macintosh files end their lines with a carriage return alone.
    return content if b"\n" in content else content.replace(b"\r", b"\n")


def _layout(name: str, head: list[str]) -> tuple[str, list[list[str]], list[int]]:
    """The separator under which the first records agree most on their width, those records, and their last lines."""
    best: tuple[tuple[float, int], str, list[list[str]], list[int]] | None = None
    for separator in SEPARATORS:
        records, ends = _first_records(name, head, separator)
        widths = [len(record) for record in records if any(cell.strip() for cell in record)]
        common = max(set(widths), key=lambda w: (widths.count(w), w), default=1)
        score = (widths.count(common) / len(widths) if common > 1 else 0.0, common)
        if best is None or score > best[0]:
            best = score, separator, records, ends
    assert best is not None
    return best[1:]


def _first_records(name: str, head: list[str], separator: str) -> tuple[list[list[str]], list[int]]:
    reader = csv.reader(head, delimiter=separator)
    records, ends = [], []
    try:
        for record in reader:
            records.append(record)
            ends.append(reader.line_num)
            if len(records) == _HEAD:
                break
    except csv.Error as error:
        raise BadFile(f"{name} cannot be read as a table: {error}.") from None
    return records, ends


def after_line(content: bytes, lines: int) -> bytes:
    """What comes after so many lines."""
    place = 0
    for _ in range(lines):
        place = content.find(b"\n", place) + 1
        if place == 0:
            return b""
    return content[place:]


def plain_rows(body: bytes, separator: str, width: int) -> int | None:
    """How many rows there are where every line is one of that many cells or blank, so that Polars reads it as it is meant."""
    if width < 2 or _NO_CELL.encode() in body:
        return None
    if not body.strip():
        return 0
    lines = pl.read_csv(
        io.BytesIO(body),
        has_header=False,
        new_columns=["line"],
        separator=_NO_CELL,
        quote_char=None,
        infer_schema=False,
    )
    line = pl.col("line")
    good = pl.lit(True)
    bare = line
    if b'"' in body:
        # A quote that is open at the end of a line means that the cell goes on in the next one.
        good = line.str.count_matches('"', literal=True) % 2 == 0
        bare = line.str.replace_all(r'"[^"]*"', "")
    cells = bare.str.count_matches(separator, literal=True) + 1
    is_blank = (line.str.strip_chars() == "").fill_null(True)
    is_plain, rows = lines.select(((good & (cells == width)) | is_blank).all(), rows=(~is_blank).sum()).row(0)
    return rows if is_plain else None


def records(name: str, lines: Iterable[str], separator: str, width: int) -> Iterator[list[str]]:
    """The cells of each row that is not blank. Lines are taken as they are needed. Raises BadFile."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number = 0
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            number += 1
            # Spreadsheets write empty cells behind the last column.
            while len(cells) > width and not cells[-1].strip():
                cells.pop()
            if len(cells) != width:
                raise BadFile(
                    f"Row {number:,} of {name} has {len(cells)} cells where the header has {width}. "
                    "A cell that holds the separator needs quotes, a line that is no row (a page number, a count of rows) has to be "
                    "deleted, or the file was cut off."
                )
            yield cells
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise BadFile(
                f"{name} ends within a quoted cell that begins in row {number + 1:,}. The file was cut off, or the closing "
                "quotation mark of a cell is missing."
            ) from None
        raise BadFile(f"Row {number + 1:,} of {name} cannot be read: {_why(error)}.") from None


def _why(error: csv.Error) -> str:
    """What is wrong with a row, in plain words."""
    if "expected after" in str(error):
        return "a cell goes on after its closing quotation mark; a quotation mark inside a text must be doubled"
    if "field larger" in str(error):
        return "a cell is far too long; the closing quotation mark of a cell may be missing"
    return str(error)
