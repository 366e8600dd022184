"""Cells of a workbook that were merged down a column, as the name of a group stands over its rows: each row is given the value.

Only such cells are filled: a cell that is merely empty may be meant so.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence

import polars as pl

from data.readers.files import BadFile

Range = tuple[int, int, int]
"""A column and the first and last row of it that are one cell, numbered from 1 as the sheet does."""

_MERGED = re.compile(rb"""<mergeCell\b[^<>]*\bref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
_CELL = re.compile(rb"""<c\b[^<>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^<>]*>(?!</c>)""")
_CHUNK, _OVERLAP = 1 << 20, 512


def in_text(text: bytes) -> set[Range]:
    """The cells that are merged down one column, of those named in a stretch of a sheet."""
    found = (match.groups() for match in _MERGED.finditer(text))
    return {
        (column(left), int(top), int(bottom))
        for left, top, right, bottom in found
        if left == right and int(top) < int(bottom)
    }


def column(letters: bytes) -> int:
    """The number of a column by its letters."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


def corner(members: zipfile.ZipFile, sheet: str) -> tuple[int, int]:
    """The first row and the first column of a sheet that hold any value, which is where its table begins."""
    rows, columns = zip(*_filled(members, sheet), strict=True)
    return min(rows), min(columns)


def _filled(members: zipfile.ZipFile, sheet: str) -> Iterator[tuple[int, int]]:
    kept = b""
    with members.open(sheet) as file:
        while chunk := file.read(_CHUNK):
            text = kept + chunk
            for match in _CELL.finditer(text):
                if not match[0].endswith(b"/>"):
                    yield int(match[2]), column(match[1])
            kept = text[-_OVERLAP:]


def filled(name: str, cells: pl.DataFrame, body: int, merged: Sequence[Range], start: tuple[int, int]) -> pl.DataFrame:
    """The cells of a sheet with what is merged filled down, from the row `body` of them on. Raises BadFile where it is not certain.

    `start` is the corner of the sheet at which they begin.
    """
    texts: dict[str, list[str | None]] = {}
    for at, top, bottom in merged:
        first, last, place = top - start[0], bottom - start[0], at - start[1]
        if first < body or not 0 <= place < cells.width or first >= cells.height:
            continue
        header = cells.columns[place]
        values = texts.setdefault(header, cells[header].to_list())
        last = min(last, len(values) - 1)
        others = {value for value in values[first + 1 : last + 1] if value is not None}
        if None not in values[first + 1 : last + 1] or (values[first] is None and not others):
            continue
        if others - {values[first]}:
            raise BadFile(
                f"{name} has merged cells in its rows {top:,} to {bottom:,} of which some hold other values. Unmerge them, fill each "
                "row, and import it again."
            )
        values[first + 1 : last + 1] = [values[first]] * (last - first)
    return cells.with_columns(pl.Series(header, values, dtype=pl.String) for header, values in texts.items())
