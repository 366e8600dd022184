"""How wide the columns of a table are, which of them fit a screen, and which of those that do not are left for a choice."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard import cells
from queries.semantic.column import Column
from queries.semantic.table import Table
from queries.semantic.unit import MOMENT

PAGE, PHONE = 1240, 320
"""Pixels of a table across the page at 1440 pixels, and on a phone."""
HALF_PAGE = 600
"""Pixels of one of two tables side by side."""
LONG, NAME, WORD = 340, 110, 110
"""Pixels of words at most: in a column of a page, and on a phone in the first column and in another."""
CELL_PADDING, ROWS_MEASURED = 16, 10
"""Pixels of what stands beside words in a cell, and rows by which the browser measures a column: the first ones and the last."""
LONG_LETTERS, FEW_COLUMNS = 48, 4
"""Words of more letters are cut, in a table of more than a few columns."""
LETTER_WIDTH = 7
"""Pixels of a letter in a column that is made wide enough for its words."""
_TIME = ", 00:00"
_NARROW, _WIDE = frozenset("iljtfrI.,:;'|()[]- "), frozenset("mwMW%→@")
_LETTER, _CAPITAL, _NARROW_LETTER, _WIDE_LETTER = 6.6, 7.7, 3.7, 10.0


@dataclass(frozen=True)
class Shown:
    """The columns that a table shows until a reader asks for all of them, in its order, with pixels where they are set."""

    names: tuple[str, ...]
    widths: dict[str, int]


def pixels(text: str) -> int:
    """About how wide a text is in a cell."""
    return round(sum(map(_of_letter, text)))


def fitting(table: Table, *, is_phone: bool) -> Shown:
    """The columns that fit beside each other, those first that the table says a reader needs most; at least two.

    Words that are cut get the room that is left, the first column before others.
    """
    room = PHONE if is_phone else PAGE
    whole = {column.name: _width(table, column) for column in table.columns}
    first = table.columns[0].name
    cut = {column.name: _most(table, column, is_phone=is_phone) for column in table.columns}
    widths = {name: min(width, cut[name] or width) for name, width in whole.items()}
    names = tuple(widths)
    if sum(widths.values()) > room:
        names = _chosen(widths, [first, *(table.first or names)], room)
    elif sum(widths.values()) < HALF_PAGE and not is_phone:
        return Shown(names, {})
    left = room - sum(widths[name] for name in names)
    set_to = {}
    for name in names:
        if whole[name] > widths[name]:
            more = max(0, min(left, whole[name] - widths[name]))
            set_to[name], left = widths[name] + more, left - more
    return Shown(names, set_to)


def _chosen(widths: dict[str, int], by_need: Sequence[str], room: int) -> tuple[str, ...]:
    """Names in the order of the table, taken by need until the next one does not fit."""
    taken: list[str] = []
    for name in dict.fromkeys(by_need):
        if len(taken) > 1 and sum(widths[one] for one in taken) + widths[name] > room:
            break
        taken.append(name)
    return tuple(name for name in widths if name in taken)


def _most(table: Table, column: Column, *, is_phone: bool) -> int | None:
    """Pixels of a column at most; None for numbers and days, which are never cut."""
    if not _is_cut(table, column):
        return None
    if is_phone:
        return NAME if column == table.columns[0] else WORD
    return LONG


def _is_cut(table: Table, column: Column) -> bool:
    return not column.unit.is_number and not table.frame[column.name].dtype.is_temporal()


def of_words(words: pl.Series, label: str, columns: int) -> int | None:
    """Pixels of a column of words under its heading, in a table of so many columns; None where the browser finds them by itself.

    It measures a few rows and leaves out what is twice as wide as their mean, and would cut a long name among short ones.
    """
    if columns > FEW_COLUMNS and longest(words) > LONG_LETTERS:
        return LONG
    if words.dtype != pl.String:
        return None
    measured = [LETTER_WIDTH * len(word or "") + CELL_PADDING for word in _sample(words)]
    widest = max(measured, default=0)
    if widest * len(measured) < 2 * sum(measured):
        return None
    return max(min(widest, LONG), pixels(label) + CELL_PADDING)


def _sample(rows: Any) -> Any:
    """The rows by which the browser measures a column: all of a few, else the first ones and the last."""
    if len(rows) <= ROWS_MEASURED:
        return rows
    return pl.concat([rows.head(ROWS_MEASURED - 1), rows.tail(1)])


def longest(words: pl.Series) -> int:
    """Letters of the longest words; 0 where they are none."""
    return words.str.len_chars().max() or 0 if words.dtype == pl.String else 0  # ty: ignore[invalid-explicit-return]


def _width(table: Table, column: Column) -> int:
    """Pixels of the heading or the widest of the first cells, or of the longest words where the browser does not measure."""
    top = table.with_frame(_sample(table.frame))
    widest = max(map(pixels, [column.label, *cells.printed(top, column)])) + CELL_PADDING
    if column.unit is MOMENT:  # the browser says the time besides the day
        return widest + pixels(_TIME)
    if table.frame[column.name].dtype.is_temporal() or cells.as_numbers(table, column) is not None:
        return widest
    words = cells.words(table, column)
    set_to = of_words(words, column.label, len(table.columns))
    if set_to is None or column.unit.is_number:
        return set_to or widest
    return max(widest, pixels(max(words.drop_nulls(), key=len, default="")) + CELL_PADDING)


def _of_letter(letter: str) -> float:
    if letter in _NARROW:
        return _NARROW_LETTER
    if letter in _WIDE:
        return _WIDE_LETTER
    return _CAPITAL if letter.isupper() else _LETTER
