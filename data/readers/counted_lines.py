"""What was counted of account lines, file by file, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

import polars as pl

from data.readers.files import BadFile

KINDS = ("tuition", "fee", "discount", "refund", "payment")
ROWS_NAMED = 5


@dataclass(frozen=True, eq=False)
class Counted:
    """What was counted of lines; counts of parts of them add up, whatever their order.

    `kinds` are lines and amounts by kind, `codes` those of each code that is of no kind, `empty` the lines without an amount.
    `alone` are lines of no registration, `first` the numbers of the first of their rows, `charges` what they charge.
    `again` are lines that an earlier file holds, too; `copies` those that equal an earlier one of their file, with the numbers
    of the first of them in `copied`.
    """

    lines: int
    kinds: pl.DataFrame
    codes: pl.DataFrame
    empty: int
    alone: int
    first: tuple[int, ...]
    charges: float
    again: int = 0
    copies: int = 0
    copied: tuple[int, ...] = ()

    def __add__(self, other: "Counted") -> "Counted":
        kinds, codes = (
            pl.concat([ours, theirs]).group_by(by).agg(pl.col("lines", "amount").sum())
            for by, ours, theirs in (("placed", self.kinds, other.kinds), ("code", self.codes, other.codes))
        )
        return Counted(
            self.lines + other.lines,
            kinds,
            codes,
            self.empty + other.empty,
            self.alone + other.alone,
            tuple(sorted([*self.first, *other.first])[:ROWS_NAMED]),
            self.charges + other.charges,
            self.again + other.again,
            self.copies + other.copies,
            tuple(sorted([*self.copied, *other.copied])[:ROWS_NAMED]),
        )


def most_frequent(codes: pl.DataFrame) -> pl.DataFrame:
    """Codes by how many lines they have."""
    return codes.sort("lines", "code", descending=[True, False])


def counted_once(name: str, other: str) -> str:
    """That two files of lines are the same one."""
    return f"{name} holds the same account lines as {other}, so they were counted once"


def refuse_unplaced(files: Sequence[Counted], names: Sequence[str]) -> None:
    """Raise BadFile where a code is of no kind."""
    counted, name = reduce(add, files), " and ".join(names)
    if counted.codes.height:
        unknown = most_frequent(counted.codes)
        codes = "; ".join(f"{code} ({n:,} lines, ${amount:,.2f})" for code, n, amount in unknown.head(8).rows())
        raise BadFile(
            f"{name} {'hold' if len(names) > 1 else 'holds'} account lines of a kind that the recipe does not place: {codes}. Say of each whether it "
            f"is {', '.join(KINDS[:-1])} or {KINDS[-1]}, and bring the files again."
        )


def sentences(files: Sequence[Counted], names: Sequence[str]) -> tuple[str, ...]:
    """What was read of the lines, file by file."""
    return tuple(said for counted, name in zip(files, names, strict=True) for said in _sentences(counted, name))


def _sentences(counted: Counted, name: str) -> tuple[str, ...]:
    sums = ", ".join(f"{kind} ${total:,.2f} in {n:,}" for kind, n, total in counted.kinds.sort("placed").rows())
    notes = (f"{counted.lines:,} account lines of {name} summed: {sums}",)
    return (*notes, f"{counted.empty:,} account lines hold no amount and count as 0") if counted.empty else notes


def warnings(files: Sequence[Counted], names: Sequence[str]) -> tuple[str, ...]:
    """Sentences on lines of two files, and on those whose registration was not brought, with the first of their rows."""
    return tuple(said for counted, name in zip(files, names, strict=True) for said in _warnings(counted, name))


def _warnings(counted: Counted, name: str) -> tuple[str, ...]:
    again = (
        f"{counted.again:,} account lines of {name} stand in another file of this import with the same values, and both were "
        "counted; if they are the same lines, bring them once"
    )
    said = [again] if counted.again else []
    if counted.alone:
        places = _places(counted.first, counted.alone)
        said.append(
            f"{counted.alone:,} of {counted.lines:,} account lines were not counted, since their registration is not in "
            f"the file of registrations: {places} of {name}, ${counted.charges:,.2f} in charges"
        )
    if counted.copies:
        places = _places(counted.copied, counted.copies)
        said.append(
            f"{counted.copies:,} account lines of {name} equal an earlier one in every column and count too: {places}. "
            "Delete them if they are copies"
        )
    return tuple(said)


def _places(first: Sequence[int], many: int) -> str:
    return "rows " + ", ".join(f"{row:,}" for row in first) + (", …" if many > ROWS_NAMED else "")
