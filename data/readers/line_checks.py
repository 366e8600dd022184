"""What columns of account lines that are not read say of them: another currency, debits and credits, and void lines."""

import re
from dataclasses import dataclass, field

import polars as pl

from data.readers.files import BadFile
from data.readers.seat_words import CURRENCY_HEADER, DOLLARS, MONEY_GONE, YES, plain

_NAMED = 5
_MARK = r"^(is )?(void(ed)?|reversed|cancel+ed|deleted)( flag| ind| indicator)?$"


@dataclass(frozen=True)
class Places:
    """How many lines, and the numbers of the first few; those of pieces of a file add up in their order."""

    count: int = 0
    first: tuple[int, ...] = ()

    @classmethod
    def of(cls, which: pl.Series, before: int = 0) -> "Places":
        """Where a mask is true, of a piece before which there are so many lines."""
        return cls(int(which.sum()), tuple((which.arg_true().head(_NAMED + 1) + 1 + before).to_list()))

    def __add__(self, later: "Places") -> "Places":
        return Places(self.count + later.count, (*self.first, *later.first)[: _NAMED + 1])

    def __str__(self) -> str:
        more = ", …" if len(self.first) > _NAMED else ""
        return "rows " + ", ".join(f"{n:,}" for n in self.first[:_NAMED]) + more


def refuse_currencies(name: str, rows: pl.DataFrame, read: tuple[str, ...], before: int = 0) -> None:
    """Raise BadFile where a column names another currency than US dollars. `before`: lines of the file before these."""
    for header in rows.columns:
        if header in read or not re.fullmatch(CURRENCY_HEADER, plain(header)):
            continue
        said = rows[header].str.strip_chars().str.to_lowercase()
        other = rows.with_row_index("\0row", 1 + before).filter(~said.is_in(DOLLARS).fill_null(True))
        if other.height:
            row, word = other.select("\0row", header).row(0)
            raise BadFile(
                f"{name} holds account lines whose {header} is not US dollars, the first in row {row:,} ({word[:20]}). "
                "Convert them or leave them out, and bring the files again."
            )


def voided(rows: pl.DataFrame, read: tuple[str, ...], before: int = 0) -> dict[str, Places]:
    """Lines that count although they are void, by the column that says so."""
    found = {}
    for header in [h for h in rows.columns if h not in read]:
        name = plain(header)
        pattern = YES if re.search(_MARK, name) else MONEY_GONE if "status" in name.split() else None
        if pattern:
            said = rows[header].str.strip_chars().str.to_lowercase().str.contains(pattern).fill_null(False)
            found[header] = Places.of(said, before)
    return found


_SIDES = {
    "c": "credit",
    "cr": "credit",
    "credit": "credit",
    "d": "debit",
    "dr": "debit",
    "db": "debit",
    "debit": "debit",
}


_FEW = 8


@dataclass(frozen=True)
class Sides:
    """The words of columns of a file of lines that hold few, and whether an amount has a minus; those of its pieces add up."""

    words: dict[str, frozenset[str]] = field(default_factory=dict)
    has_minus: bool = False

    @classmethod
    def of(cls, rows: pl.DataFrame, read: tuple[str, ...], amount: str) -> "Sides":
        """What some lines show."""
        few = {}
        for header in [h for h in rows.columns if h not in read]:
            said = rows[header].drop_nulls().unique().str.strip_chars().str.to_lowercase()
            few[header] = frozenset(said.head(_FEW).to_list())
        return cls(few, bool(rows[amount].str.contains(r"^[^\d]*[-(]").any()))

    def __add__(self, later: "Sides") -> "Sides":
        both = {
            h: self.words.get(h, frozenset()) | later.words.get(h, frozenset()) for h in {**self.words, **later.words}
        }
        return Sides(both, self.has_minus or later.has_minus)

    def refuse(self, name: str) -> None:
        """Raise BadFile where a column says which lines are credits, and no amount has the minus that would say so, too."""
        for header, words in self.words.items():
            if not self.has_minus and {_SIDES.get(word) for word in words} == {"credit", "debit"}:
                raise BadFile(
                    f"{name} holds account lines of which {header} says whether they are debits or credits, and amounts without a sign. "
                    "Write credits with a minus in front, and bring the files again."
                )


def void_warnings(name: str, found: dict[str, Places]) -> list[str]:
    """The same as sentences."""
    return [
        f"{places.count:,} account lines of {name} are void or reversed by {header} and count too: {places}. "
        "Delete them if they do not count"
        for header, places in found.items()
        if places.count
    ]
