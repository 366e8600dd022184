"""What columns of account lines that are not read say of them: another currency, void lines, and lines that stand twice."""

import re

import polars as pl

from data.readers.files import BadFile, Raw
from data.readers.seat_words import CURRENCY_HEADER, DOLLARS, MONEY_GONE, YES, plain

_NAMED = 5
_MARK = r"^(is )?(void(ed)?|reversed|cancel+ed|deleted)( flag| ind| indicator)?$"


def refuse_currencies(source: Raw, read: tuple[str, ...]) -> None:
    """Raise BadFile where a column names another currency than US dollars."""
    for header in source.rows.columns:
        if header in read or not re.fullmatch(CURRENCY_HEADER, plain(header)):
            continue
        said = source.rows[header].str.strip_chars().str.to_lowercase()
        other = source.rows.with_row_index("\0row", 1).filter(~said.is_in(DOLLARS).fill_null(True))
        if other.height:
            row, word = other.select("\0row", header).row(0)
            raise BadFile(
                f"{source.name} holds {other.height:,} account lines whose {header} is not US dollars, the first in row "
                f"{row:,} ({word[:20]}). Convert them or leave them out, and bring the files again."
            )


def warnings(source: Raw, read: tuple[str, ...]) -> tuple[str, ...]:
    """Sentences on lines that count although they are void, or equal an earlier line in every column."""
    rows, said = source.rows, []
    is_again = ~rows.select(pl.struct(pl.all()).is_first_distinct()).to_series()
    if is_again.any():
        where = f"lines of {source.name} equal an earlier one in every column and count too: {_places(is_again)}"
        said.append(f"{int(is_again.sum()):,} account {where}. Delete them if they are copies")
    for header in [h for h in rows.columns if h not in read]:
        name = plain(header)
        pattern = YES if re.search(_MARK, name) else MONEY_GONE if "status" in name.split() else None
        is_void = pattern and rows[header].str.strip_chars().str.to_lowercase().str.contains(pattern).fill_null(False)
        if is_void is not None and is_void.any():
            where = f"lines of {source.name} are void or reversed by {header} and count too: {_places(is_void)}"
            said.append(f"{int(is_void.sum()):,} account {where}. Delete them if they do not count")
    return tuple(said)


def _places(which: pl.Series) -> str:
    numbers = which.arg_true() + 1
    return "rows " + ", ".join(f"{n:,}" for n in numbers.head(_NAMED)) + (", …" if len(numbers) > _NAMED else "")
