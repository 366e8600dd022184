"""A table that is too large to be held, read and typed piece by piece into scratch on the disk.

What a piece shows of how the file is written decides how all are read, so pieces that were read before it showed are read again.
"""

# Why: decision 166.

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from pathlib import Path

import polars as pl

from data.ingest.plan import Plan
from data.readers import apart, canonical, preparation, spread_lines
from data.readers.column_signs import Faults, Signs
from data.readers.files import BadFile, Raw, Tidied
from data.readers.parquet_parts import Held, Parts, Piece
from data.readers.preparation import left_out
from data.readers.spread_lines import Sums, Texts

PIECEWISE = ("registrations", "learners", "placements", "inquiries")
"""Tables that grow with the learners and are taken in pieces."""

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class InPieces:
    """A table to be taken in pieces. The rows in its plan are the first ones; `key` makes its pseudonyms.

    `lines` is the file of its account lines, where it has some that do not stand in itself.
    """

    plan: Plan
    parts: Parts | Held
    key: bytes = b""
    lines: Parts | Held | None = None

    @property
    def table(self) -> str:
        """The table that it fills."""
        return self.plan.table


def fits(plan: Plan) -> bool:
    """Whether a table may be read in pieces: what its mapping needs of other rows or files can be looked at lot by lot."""
    chosen = plan.mapping
    return (
        plan.table in PIECEWISE and chosen is not None and not plan.is_fix and not (chosen.fill or chosen.one_per_key)
    )


def needs_others(plan: Plan) -> bool:
    """Whether a mapping needs other rows or files."""
    chosen = plan.mapping
    return chosen is None or bool(chosen.lines or chosen.fill or chosen.one_per_key)


@dataclass(frozen=True, eq=False)
class Typed:
    """A table as typed rows on the disk, with the signs of the whole. `heights` are the rows of its pieces."""

    given: InPieces
    pieces: tuple[Piece, ...]
    heights: tuple[int, ...]
    notes: tuple[str, ...]
    faults: Faults
    scratch: Path
    sums: Sums | None = None

    @property
    def warnings(self) -> tuple[str, ...]:
        """What of its files is not counted."""
        return (*self.given.plan.raw.warnings, *(self.sums.warnings if self.sums else ()))

    @property
    def firsts(self) -> list[int]:
        """The number of the first row of each piece, and the one after the last."""
        return [1, *(1 + end for end in accumulate(self.heights))]

    def piece_of(self, rows: pl.Series) -> pl.Series:
        """The piece that each row is of."""
        return pl.Series(self.firsts[:-1]).search_sorted(rows, side="right").cast(pl.Int64) - 1

    def tidied(self, piece: int) -> Tidied:
        """The typed rows of a piece and what became of its values, with their final reasons."""
        table = self.given.table
        read = {name: pl.read_parquet(self.scratch / f"{piece}-{name}.parquet") for name in _KEPT}
        issues = canonical.with_reasons(read["issues"], table, self.faults)
        return Tidied({table: read["rows"]}, issues, read["repairs"], read["doubts"])

    def rows(self, piece: int, columns: list[str]) -> pl.DataFrame:
        """Some columns of the typed rows of a piece."""
        return pl.read_parquet(self.scratch / f"{piece}-rows.parquet", columns=columns)

    def fatal(self, piece: int) -> pl.DataFrame:
        """The rows of a piece with a value that its column cannot hold."""
        return pl.scan_parquet(self.scratch / f"{piece}-issues.parquet").filter("is_fatal").select("row").collect()

    def raw(self, piece: int) -> Raw:
        """The text of a piece, read once more."""
        rows = apart.piece(self.given.parts, self.pieces[piece]).rows
        return _beside(self.sums, _text(self.given, rows), piece)


_KEPT = ("rows", "issues", "repairs", "doubts")


def typed(given: InPieces, scratch: Path, progress: Progress) -> Typed:
    """Read a table piece by piece. Raises BadFile as the reading of it as a whole would."""
    assert given.plan.mapping is not None
    scratch.mkdir(parents=True)
    pieces, mapping = given.parts.pieces(), given.plan.mapping
    sums = _sums(given, pieces, scratch / "sums", progress)
    shown, under, heights, left = Signs(), list[Signs | None](), list[int](), 0
    faults: dict[int, Faults] = {}
    notes: tuple[str, ...] = ()

    def take(at: int, raw: Raw) -> None:
        nonlocal notes
        tidied, faults[at] = canonical.typed(raw, mapping, shown, 1 + sum(heights[:at]))
        notes = tidied.notes
        frames = tidied.tables[given.table], tidied.issues, tidied.repairs, tidied.doubts
        for name, frame in zip(_KEPT, frames, strict=True):
            frame.write_parquet(scratch / f"{at}-{name}.parquet", compression="lz4", statistics=False)

    for at, rows in enumerate(_ahead(given.parts, pieces)):
        progress(f"Reading {given.parts.name}: {sum(heights):,} of {given.parts.height:,} rows", at / len(pieces))
        raw = _text(given, rows)
        left += rows.height - raw.rows.height
        raw = _beside(sums, raw, at)
        shown += canonical.signs(raw, mapping)
        heights.append(raw.rows.height)
        try:
            take(at, raw)
            under.append(shown)
        except BadFile:  # what settles how it is written may come in a later piece
            under.append(None)
    again = [at for at, signs in enumerate(under) if signs != shown]
    for at, rows in zip(again, _ahead(given.parts, [pieces[at] for at in again]), strict=True):
        progress(f"Reading {given.parts.name} again, as its later rows are written", at / len(pieces))
        take(at, _beside(sums, _text(given, rows), at))
    given.parts.refuse_changed()
    if not sum(heights):
        raise BadFile(f"{given.parts.name} has a header and no rows.")
    chosen = left_out(mapping, left, left + (sums.firsts[-1] if sums else sum(heights)))
    found = sum((faults[at] for at in range(len(pieces))), Faults())
    said = (*given.plan.raw.notes, *chosen, *(sums.notes if sums else ()), *notes)
    return Typed(given, tuple(pieces), tuple(heights), said, found, scratch, sums)


def _sums(given: InPieces, pieces: list[Piece], scratch: Path, progress: Progress) -> Sums | None:
    """What account lines add up to for each registration; None where the table has none."""
    source, mapping = given.lines, given.plan.mapping
    if mapping is None or mapping.lines is None:
        return None
    prepared = partial(preparation.of_lines, mapping=mapping, key=given.key)

    def counted(parts: Parts | Held, of: list[Piece], what: str) -> Iterator[pl.DataFrame]:
        read = 0
        for at, rows in enumerate(_ahead(parts, of)):
            progress(f"Reading {what} of {parts.name}: {read:,} of {parts.height:,} rows", at / len(of))
            read += rows.height
            yield rows
        parts.refuse_changed()

    def registrations() -> Iterator[pl.DataFrame]:
        return (_text(given, rows).rows for rows in counted(given.parts, pieces, "keys"))

    def lines() -> Iterator[pl.DataFrame]:
        assert source is not None
        some = counted(source, source.pieces(), "account lines")
        return (prepared(Raw(source.name, rows)).rows for rows in some)

    separator = given.plan.raw.separator
    mine = Texts(given.parts.name, given.parts.height, separator, registrations)
    theirs = None if source is None else Texts(source.name, source.height, source.separator, lines)
    return spread_lines.in_lots(mine, theirs, mapping.lines, mapping.decimal, scratch)


def _text(given: InPieces, rows: pl.DataFrame) -> Raw:
    """The rows of a piece that the mapping takes, with pseudonyms."""
    assert given.plan.mapping is not None
    return preparation.chosen(replace(given.plan.raw, rows=rows, notes=()), given.plan.mapping, given.key)


def _beside(sums: Sums | None, raw: Raw, at: int) -> Raw:
    """The rows of a piece that stay, with the sums of their account lines."""
    return raw if sums is None else replace(raw, rows=sums.beside(raw.rows, at))


def _ahead(parts: Parts | Held, pieces: list[Piece]) -> Iterator[pl.DataFrame]:
    """The pieces as text; the next one is read while one is worked on."""
    with ThreadPoolExecutor(1) as pool:
        asked = [pool.submit(apart.piece, parts, one) for one in pieces[:1]]
        for at in range(len(pieces)):
            rows = asked.pop().result().rows
            asked += [pool.submit(apart.piece, parts, one) for one in pieces[at + 1 : at + 2]]
            yield rows
