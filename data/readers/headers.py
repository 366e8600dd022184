"""Where the header of a table is, and what its columns are called: also where two rows of it, or two columns of one name, are there."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data.readers.files import MOST_COLUMNS, BadFile, Raw

UNNAMED = "\0unnamed "
"""Start of the stand-in name of a column without one; such a column may only be blank."""
AGAIN = re.compile(r"^(.*) \((\d+)\)$", re.DOTALL)
"""The name of a column whose heading stood in an earlier one: `Status (2)`."""

_VALUE = re.compile(r"^[$€£(+-]*\d[\d.,:/\s'%-]*\)?$|^\d{1,4}[-/. ]\w{1,9}[-/. ]\d{2,4}")
"""How a number, an amount or a day begins and ends: what stands in rows, not in headings."""

Cells = Sequence[str | None]


@dataclass(frozen=True)
class Header:
    """`names` of the columns, the index of the first record under them (`body`), notes on what was left out, and warnings of what stands above."""

    names: list[str]
    body: int
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def find(file: str, records: Sequence[Cells]) -> Header:
    """The header in the first records. Raises BadFile where it is too wide."""
    at = place(records)
    first = [_plain(cell) for cell in records[at]]
    second = [_plain(cell) for cell in records[at + 1]] if len(records) > at + 1 else []
    if len(second) == len(first) and _is_header(second, records[at + 2 :]):
        names, note = _of_two(first, second)
        return Header(as_names(file, names), at + 2, (*_above(at), note))
    return Header(as_names(file, first), at + 1, _above(at))


def place(records: Sequence[Cells]) -> int:
    """Index of the header in the first records: the first that fills more than half of the widest one's cells.

    Blank rows and a title or note above the header fill fewer. Where the record under it is a header that fills more, it names
    groups of columns, and the two are read together.
    """
    filled = [sum(bool(cell and cell.strip()) for cell in record) for record in records]
    fullest = next(i for i, n in enumerate(filled) if 2 * n > max(filled))
    above = fullest - 1
    is_group = fullest > 0 and len(records[above]) == len(records[fullest]) and filled[above] > 1
    if is_group and _is_header([_plain(c) for c in records[fullest]], records[fullest + 1 :]):
        return above
    return fullest


def above(records: Sequence[Cells]) -> Sequence[Cells]:
    """The records above the header."""
    return records[: place(records)]


def _is_header(cells: list[str], below: Sequence[Cells]) -> bool:
    """Whether a record holds headings although it could be a row: words where all rows below hold numbers or days."""
    rows = [record for record in below[:20] if any(cell and cell.strip() for cell in record)]
    if len(rows) < 2 or any(_VALUE.match(cell) for cell in cells):
        return False
    valued = [
        column
        for column, cell in enumerate(cells)
        if cell and all(len(row) > column and _VALUE.match(_plain(row[column])) for row in rows)
    ]
    return len(valued) >= 2 and sum(map(bool, cells)) * 2 > len(cells)


def _of_two(first: list[str], second: list[str]) -> tuple[list[str], str]:
    """Names out of two rows of headings: the lower ones, with their group where a lower one stands in several groups."""
    if all(first) and len({*first}) == len(first):
        return first, "a second row of headings left out"
    group, groups = "", []
    for cell in first:
        group = cell or group
        groups.append(group)
    several = {name for name, n in Counter(second).items() if n > 1}
    names = [
        f"{over} {name}".strip() if name in several else name or over for over, name in zip(groups, second, strict=True)
    ]
    return names, "two rows of headings read as one"


def _plain(cell: str | None) -> str:
    return (cell or "").strip(' \t\r\n\u00a0\ufeff"')


def as_names(file: str, header: list[str]) -> list[str]:
    """The headings as names, each once. Raises BadFile where there are too many columns."""
    if len(header) > MOST_COLUMNS and sum(map(bool, header)) > MOST_COLUMNS:
        raise BadFile(f"{file} has {len(header):,} columns; at most {MOST_COLUMNS:,} can be read.")
    names: list[str] = []
    taken = {*header}
    counted: Counter[str] = Counter()
    for i, name in enumerate(header):
        counted[name] += 1
        number = counted[name]
        while name and number > 1 and f"{name} ({number})" in taken:
            number += 1
        names.append(f"{UNNAMED}{i}" if not name else name if counted[name] == 1 else f"{name} ({number})")
        taken.add(names[-1])
    return names


def _above(index: int) -> tuple[str, ...]:
    """A note about what stood above the header."""
    return (f"{index} row{'s' if index > 1 else ''} above the header left out",) if index else ()


def refuse_twofold(raw: Raw, used: Sequence[str]) -> None:
    """Raise BadFile where a column that is read has another one of its name with other values."""
    for column in raw.rows.columns:
        again = AGAIN.match(column)
        if again and again[1] in used and again[1] in raw.rows.columns:
            raise BadFile(
                f"{raw.name} has two columns named {again[1][:80]!r} with different values. Rename one and import it again."
            )
