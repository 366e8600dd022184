"""Account lines and registrations that are too many to be held: spread over files by their keys, and summed lot by lot.

What comes of it is what `account_lines.summed` makes of a file that is held, by the same code.
"""

# Why: decision 189.

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from data.readers import account_lines, counted_lines, line_checks, numbers
from data.readers.account_lines import AT, FILE, ROW, SHARED, WHOLE, AccountLines, Written
from data.readers.counted_lines import Counted
from data.readers.line_checks import Places, Sides
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
    columns: tuple[str, ...]
    some: Callable[[], Iterator[pl.DataFrame]]


@dataclass(frozen=True, eq=False)
class Sums:
    """The sums of the registrations that stay, by the piece that they came in, and what was counted of the lines."""

    counted: list[Counted]
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
    sources: Sequence[Texts],
    lines: AccountLines,
    decimal: str | None,
    scratch: Path,
    progress: Progress = lambda what, done: None,
) -> Sums:
    """Sum the lines of all sources; where there are none, the registrations themselves are the lines.

    Raises BadFile where a code is of no kind, and where a line is in another currency.
    """
    given = sources or [registrations]
    many = lots_for(max(registrations.height, sum(source.height for source in sources)), AT_ONCE)
    of_lines, of_rows = Lots(scratch / "lines"), Lots(scratch / "registrations")
    shown, heights, firsts = [numbers.Signs() for _ in given], [0 for _ in given], [0]
    columns, names = account_lines.shared([source.columns for source in given]), [source.name for source in given]

    void, sides = [dict[str, Places]() for _ in given], [Sides() for _ in given]

    def take(rows: pl.DataFrame, at: int) -> None:
        line_checks.refuse_currencies(names[at], rows, lines.inputs(), heights[at])
        sides[at] += Sides.of(rows, lines.inputs(), lines.amount)
        for header, places in line_checks.voided(rows, lines.inputs(), heights[at]).items():
            void[at][header] = void[at].get(header, Places()) + places
        shown[at] += numbers.signs(rows[lines.amount], is_semicolon=given[at].separator == ";")
        marked = account_lines.marked(rows, lines, at, 1 + heights[at], columns)
        of_lines.add(marked, _hash(lines.of) % many)
        heights[at] += rows.height

    for at, source in enumerate(sources):
        for rows in source.some():
            take(rows, at)
    for rows in registrations.some():
        numbered = rows.select(pl.int_range(firsts[-1], firsts[-1] + rows.height).alias(AT), *lines.by)
        of_rows.add(numbered, _hash(lines.by) % many)
        firsts.append(firsts[-1] + rows.height)
        if not sources:
            take(rows, 0)
    for name, shown_sides in zip(names, sides, strict=True):
        shown_sides.refuse(name)
    written = [Written(s.name, decimal, s.separator == ";", signs) for s, signs in zip(given, shown, strict=True)]
    lots = _Lots(of_rows, of_lines, firsts, sum(heights))
    counted, by_piece = _summed(lots, lines, written, scratch, progress, is_itself=not sources)
    counted_lines.refuse_unplaced(counted, names)
    said = [
        sentence for name, found in zip(names, void, strict=True) for sentence in line_checks.void_warnings(name, found)
    ]
    left_out = (*counted_lines.warnings(counted, names), *said) if sources else ()
    return Sums(counted, counted_lines.sentences(counted, names), left_out, tuple(firsts), by_piece)


def _hash(columns: tuple[str, ...]) -> pl.Expr:
    """A number that depends on the values of the columns and not on their names."""
    return pl.struct(pl.col(column).alias(str(at)) for at, column in enumerate(columns)).hash()


@dataclass(frozen=True, eq=False)
class _Lots:
    """Both files in lots: the first number of each piece of registrations, and how many lines there are."""

    rows: Lots
    lines: Lots
    firsts: list[int]
    height: int


def _summed(
    lots: _Lots, lines: AccountLines, written: Sequence[Written], scratch: Path, progress: Progress, *, is_itself: bool
) -> tuple[list[Counted], Lots]:
    by_piece, starts = Lots(scratch / "sums"), pl.Series(lots.firsts[:-1], dtype=pl.Int64)
    nothing = {AT: pl.Int64, **dict.fromkeys(lines.by, pl.String)}
    no_line = {
        ROW: pl.Int64,
        FILE: pl.Int64,
        SHARED: pl.UInt64,
        WHOLE: pl.UInt64,
        **dict.fromkeys(lines.inputs(), pl.String),
    }
    names, counted = " and ".join(how.name for how in written), list[Counted]()
    for lot in sorted({*lots.rows.held(), *lots.lines.held()}):
        done = sum(each.lines for each in counted)
        progress(f"Summing account lines of {names}: {done:,} of {lots.height:,}", done / max(1, lots.height))
        rows, given = lots.rows.read(lot), lots.lines.read(lot)
        rows = pl.DataFrame(schema=nothing) if rows is None else rows
        if is_itself:
            rows = rows.unique(list(lines.by), keep="first", maintain_order=True)
        given = pl.DataFrame(schema=no_line) if given is None else given
        sums, one = account_lines.of_some(rows, given, lines, written)
        by_piece.add(sums, starts.search_sorted(sums[AT], side="right").cast(pl.Int64) - 1)
        counted = [before + now for before, now in zip(counted, one, strict=True)] if counted else one
    assert counted  # neither file is empty
    return counted, by_piece
