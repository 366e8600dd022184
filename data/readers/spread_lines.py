"""Account lines and registrations that are too many to be held: spread over files by their keys, and summed lot by lot.

What comes of it is what `account_lines.summed` makes of a file that is held, by the same code.
"""

# Why: decision 189.

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path

import polars as pl

from data.readers import account_lines, numbers
from data.readers.account_lines import AT, ROW, AccountLines, Counted, Written
from data.readers.lots import Lots, lots_for

Progress = Callable[[str, float], None]
AT_ONCE = 2_000_000
"""Lines that are summed at once."""


@dataclass(frozen=True, eq=False)
class Texts:
    """A table whose rows come some at a time, all text, each time anew. `height` is about how many there are."""

    name: str
    height: int
    separator: str
    some: Callable[[], Iterator[pl.DataFrame]]


@dataclass(frozen=True, eq=False)
class Sums:
    """The sums of the registrations that stay, by the piece that they came in, and what was counted of the lines."""

    counted: Counted
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    firsts: tuple[int, ...]
    by_piece: Lots

    def beside(self, rows: pl.DataFrame, at: int) -> pl.DataFrame:
        """The rows of a piece that stay, with their sums."""
        sums = self.by_piece.read(at)
        if sums is None:
            sums = pl.DataFrame(schema={AT: pl.Int64, **dict.fromkeys(account_lines.ADDED, pl.String)})
        numbered = rows.with_columns(pl.int_range(self.firsts[at], self.firsts[at] + rows.height).alias(AT))
        return numbered.join(sums, on=AT, how="inner", maintain_order="left").drop(AT)


def in_lots(
    registrations: Texts,
    source: Texts | None,
    lines: AccountLines,
    decimal: str | None,
    scratch: Path,
    progress: Progress = lambda what, done: None,
) -> Sums:
    """Sum the lines of the source, which are the registrations themselves where it is None.

    Raises BadFile where a code is of no kind.
    """
    many = lots_for(max(registrations.height, source.height if source else 0), AT_ONCE)
    of_lines, of_rows = Lots(scratch / "lines"), Lots(scratch / "registrations")
    name, separator = (source or registrations).name, (source or registrations).separator
    shown, row, firsts = numbers.Signs(), 1, [0]
    asked = [*dict.fromkeys(lines.inputs())]
    both = chain(
        zip(source.some(), repeat(False), strict=False) if source else (),
        zip(registrations.some(), repeat(True), strict=False),
    )
    for rows, are_registrations in both:
        if are_registrations:
            numbered = rows.select(pl.int_range(firsts[-1], firsts[-1] + rows.height).alias(AT), *lines.by)
            of_rows.add(numbered, _hash(lines.by) % many)
            firsts.append(firsts[-1] + rows.height)
        if source is None or not are_registrations:
            shown += numbers.signs(rows[lines.amount], is_semicolon=separator == ";")
            numbered = rows.select(pl.int_range(row, row + rows.height).alias(ROW), *asked)
            of_lines.add(numbered, _hash(lines.of) % many)
            row += rows.height
    written = Written(name, decimal, separator == ";", shown)
    lots = _Lots(of_rows, of_lines, firsts, row - 1)
    counted, by_piece = _summed(lots, lines, written, scratch, progress, is_itself=source is None)
    account_lines.refuse_unplaced(counted, name)
    left_out = account_lines.warnings(counted, name) if source else ()
    return Sums(counted, account_lines.sentences(counted, name), left_out, tuple(firsts), by_piece)


def _hash(columns: tuple[str, ...]) -> pl.Expr:
    """The same number for the same values, whatever the columns are called."""
    return pl.struct(pl.col(column).alias(str(at)) for at, column in enumerate(columns)).hash()


@dataclass(frozen=True, eq=False)
class _Lots:
    """Both files in lots: the first number of each piece of registrations, and how many lines there are."""

    rows: Lots
    lines: Lots
    firsts: list[int]
    height: int


def _summed(
    lots: _Lots, lines: AccountLines, written: Written, scratch: Path, progress: Progress, *, is_itself: bool
) -> tuple[Counted, Lots]:
    by_piece, starts = Lots(scratch / "sums"), pl.Series(lots.firsts[:-1], dtype=pl.Int64)
    nothing = {AT: pl.Int64, **dict.fromkeys(lines.by, pl.String)}
    no_line = {ROW: pl.Int64, **dict.fromkeys(lines.inputs(), pl.String)}
    counted: Counted | None = None
    for lot in sorted({*lots.rows.held(), *lots.lines.held()}):
        done = counted.lines if counted else 0
        progress(f"Summing account lines of {written.name}: {done:,} of {lots.height:,}", done / max(1, lots.height))
        rows, given = lots.rows.read(lot), lots.lines.read(lot)
        rows = pl.DataFrame(schema=nothing) if rows is None else rows
        if is_itself:
            rows = rows.unique(list(lines.by), keep="first", maintain_order=True)
        given = pl.DataFrame(schema=no_line) if given is None else given
        sums, one = account_lines.of_some(rows, given, lines, written)
        by_piece.add(sums, starts.search_sorted(sums[AT], side="right").cast(pl.Int64) - 1)
        counted = one if counted is None else counted + one
    assert counted is not None  # neither file is empty
    return counted, by_piece
