"""The rows of a table that is read in pieces, split into good and refused ones as those of one that is not.

Rows that share their key with another row, in whatever piece, are looked at together; all others piece by piece.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from data.contracts import TABLES
from data.ingest import checking, keys, piece_keys
from data.ingest.checking import Beside, Checked
from data.ingest.piece_text import Progress
from data.ingest.pieces import Typed
from data.readers.files import Tidied, no_issues
from data.readers.lots import Lots, lots_for, repeated

TOGETHER = 500_000
"""Rows that share keys and are checked at once."""


@dataclass(frozen=True, eq=False)
class Split:
    """What became of the rows of each piece, on the disk: `good` as in the contract and `row`, `refused` and `doubts` as issues."""

    typed: Typed
    good: Lots
    refused: Lots
    doubts: Lots
    repeats: int
    lines: int

    @property
    def height(self) -> int:
        """How many rows are good."""
        rows = self.good.scan()
        return 0 if rows is None else rows.select(pl.len()).collect().item()

    def piece(self, at: int) -> Checked:
        """The split of one piece. Repeats and lines are counted for all pieces."""
        table = self.typed.given.table
        empty = TABLES[table].create_empty().with_columns(row=pl.lit(None, pl.Int64))
        good, refused, doubts = (lots.read(at) for lots in (self.good, self.refused, self.doubts))
        return Checked(
            empty if good is None else good,
            no_issues() if refused is None else refused,
            no_issues() if doubts is None else doubts,
            0,
        )


def split(typed: Typed, beside: Beside, scratch: Path, progress: Progress) -> Split:
    """Split the rows of all pieces. Raises BadFile where the table as a whole cannot be taken."""
    table, file = typed.given.table, typed.given.parts.name
    aside = Lots(scratch / "aside")
    # All keys are looked at before any row is: a file that names people is rejected whole.
    for rows in repeated(_keys(typed, file), sum(typed.heights), scratch / "keys"):
        aside.add(rows.select("row"), typed.piece_of(rows["row"]))
    parts = Split(typed, Lots(scratch / "good"), Lots(scratch / "refused"), Lots(scratch / "doubts"), 0, 0)
    together = Lots(scratch / "together")
    several = aside.scan()
    many = 1 if several is None else lots_for(several.select(pl.len()).collect().item(), TOGETHER)
    near = piece_keys.near(typed, aside, many, beside, scratch / "near")
    folded = repeats = 0
    for at in range(len(typed.heights)):
        progress(f"Checking {file}: {typed.firsts[at] - 1:,} of {sum(typed.heights):,} rows", at / len(typed.heights))
        tidied, apart = typed.tidied(at), aside.read(at)
        rows = tidied.tables[table]
        if apart is not None:
            shared = rows.join(apart, on="row", how="semi", maintain_order="left")
            together.add(shared, pl.struct(TABLES[table].primary_key()).hash() % many)
            rows = rows.join(apart, on="row", how="anti", maintain_order="left")
        checked = checking.split(
            table, Tidied({table: rows}, tidied.issues, doubts=tidied.doubts), file, near.beside(at)
        )
        parts.good.put(checked.good, at)
        parts.refused.put(checked.refused, at)
        parts.doubts.put(checked.doubts, at)
    for lot in together.held():
        rows = together.read(lot)
        assert rows is not None
        checked = checking.split(table, Tidied({table: rows.sort("row")}), file, near.beside(len(typed.heights) + lot))
        repeats, folded = repeats + checked.repeats, folded + checked.lines
        parts.good.add(checked.good, typed.piece_of(checked.good["row"]))
        parts.refused.add(checked.refused, typed.piece_of(checked.refused["row"]))
        parts.doubts.add(checked.doubts, typed.piece_of(checked.doubts["row"]))
    for at in aside.held():
        _settle(parts, at)
    return Split(typed, parts.good, parts.refused, parts.doubts, repeats, folded)


def _keys(typed: Typed, file: str) -> Iterator[pl.DataFrame]:
    """The keys of all rows that could be read, as numbers. Raises BadFile, at the end, where keys name people."""
    table = typed.given.table
    names = TABLES[table].primary_key()
    looked_at = ["row", *(c for c in TABLES[table].column_names() if c.endswith("_id") or c in names)]
    shown: dict[str, keys.People] = {}
    for at in range(len(typed.heights)):
        rows = typed.rows(at, looked_at)
        found = keys.people(rows)
        shown = found if not shown else {column: shown[column] + found[column] for column in shown}
        kept = rows.join(typed.fatal(at), on="row", how="anti", maintain_order="left")
        yield kept.select("row", mark=pl.struct(names).hash())
    keys.refuse_people(shown, file)


def _settle(parts: Split, at: int) -> None:
    """Put the rows of a piece in the order of the file, and beside them what was doubtful in their values."""
    held = parts.piece(at)
    tidied = parts.typed.tidied(at)
    good = held.good.sort("row")
    known = held.doubts.join(tidied.doubts, on=["row", "column", "code"], how="anti", maintain_order="left")
    values = tidied.doubts.join(good.select("row"), on="row", how="semi", maintain_order="left")
    parts.good.replace(good, at)
    parts.doubts.replace(pl.concat([values, known]), at)
