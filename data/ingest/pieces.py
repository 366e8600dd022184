"""A table that is too large to be held, read and typed piece by piece into scratch on the disk.

What a piece shows of how the file is written decides how all are read, so pieces that were read before it showed are read again.
"""

# Why: decision 166.

from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import polars as pl

from data.ingest import piece_text
from data.ingest.piece_text import InPieces, Progress, Ready, ahead
from data.readers import canonical
from data.readers.column_signs import Faults, Signs
from data.readers.files import BadFile, NoRows, Raw, Tidied
from data.readers.preparation import left_out


@dataclass(frozen=True, eq=False)
class Typed:
    """A table as typed rows on the disk, with the signs of the whole. `heights` are the rows of its pieces."""

    given: InPieces
    text: Ready
    heights: tuple[int, ...]
    notes: tuple[str, ...]
    faults: Faults
    scratch: Path

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

    def rows(self, piece: int, columns: list[str] | None = None) -> pl.DataFrame:
        """The typed rows of a piece, or some of their columns."""
        return pl.read_parquet(self.scratch / f"{piece}-rows.parquet", columns=columns)

    def put(self, piece: int, rows: pl.DataFrame) -> None:
        """Put rows in place of those of a piece."""
        _write(rows, self.scratch, piece, "rows")

    def fatal(self, piece: int) -> pl.DataFrame:
        """The rows of a piece with a value that its column cannot hold."""
        return pl.scan_parquet(self.scratch / f"{piece}-issues.parquet").filter("is_fatal").select("row").collect()


_KEPT = ("rows", "issues", "repairs", "doubts")


def _write(frame: pl.DataFrame, scratch: Path, piece: int, name: str) -> None:
    frame.write_parquet(scratch / f"{piece}-{name}.parquet", compression="lz4", statistics=False)


def typed(given: InPieces, scratch: Path, progress: Progress) -> Typed:
    """Read a table piece by piece. Raises BadFile as the reading of it as a whole would."""
    assert given.plan.mapping is not None
    scratch.mkdir(parents=True)
    pieces, mapping = given.parts.pieces(), given.plan.mapping
    text = piece_text.ready(given, scratch / "text", progress)
    shown, under, heights, read, left = Signs(), list[Signs | None](), list[int](), 0, 0
    faults: dict[int, Faults] = {}
    notes: tuple[str, ...] = ()

    def take(at: int, raw: Raw) -> None:
        nonlocal notes
        tidied, faults[at] = canonical.typed(raw, mapping, shown, 1 + sum(heights[:at]))
        notes = tidied.notes
        frames = tidied.tables[given.table], tidied.issues, tidied.repairs, tidied.doubts
        for name, frame in zip(_KEPT, frames, strict=True):
            _write(frame, scratch, at, name)

    for at, rows in enumerate(ahead(given.parts, pieces)):
        progress(f"Reading {given.parts.name}: {read:,} of {given.parts.height:,} rows", at / len(pieces))
        chosen = text.chosen(rows)
        read, left = read + rows.height, left + rows.height - chosen.rows.height
        raw = text.made(chosen, at)
        shown += canonical.signs(raw, mapping)
        heights.append(raw.rows.height)
        try:
            take(at, raw)
            under.append(shown)
        except BadFile:  # what settles how it is written may come in a later piece
            under.append(None)
    again = [at for at, signs in enumerate(under) if signs != shown]
    for at, rows in zip(again, ahead(given.parts, [pieces[at] for at in again]), strict=True):
        progress(f"Reading {given.parts.name} again, as its later rows are written", at / len(pieces))
        take(at, text.made(text.chosen(rows), at))
    given.parts.refuse_changed()
    if not sum(heights):
        raise NoRows(given.parts.name)
    found = sum((faults[at] for at in range(len(pieces))), Faults())
    said = (*given.plan.raw.notes, *left_out(mapping, left, read), *text.notes, *notes)
    return Typed(given, text, tuple(heights), said, found, scratch)
