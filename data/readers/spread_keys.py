"""Rows of a file that is too large to be held, of which the first of each key is taken: spread over files by key, lot by lot."""

# Why: decision 190.

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from data.readers.lots import Lots, lots_for
from data.readers.preparation import AT, first_of_keys, once_note

AT_ONCE = 2_000_000
"""Rows that are looked at once."""


@dataclass(frozen=True, eq=False)
class Firsts:
    """The rows that stay, by the piece that they came in, and a note on all."""

    note: str
    firsts: tuple[int, ...]
    by_piece: Lots

    def of(self, rows: pl.DataFrame, at: int) -> pl.DataFrame:
        """The rows of a piece that stay."""
        stay = self.by_piece.read(at)
        if stay is None:
            return rows.clear()
        return rows[(stay[AT].sort() - self.firsts[at]).to_list()] if stay.height < rows.height else rows


def in_lots(table: str, texts: Iterable[pl.DataFrame], key: list[str], height: int, scratch: Path) -> Firsts:
    """Look through the pieces of a table under our names; `height` is about how many rows there are."""
    many, spread, firsts = lots_for(height, AT_ONCE), Lots(scratch / "keys"), [0]
    for rows in texts:
        number = pl.int_range(firsts[-1], firsts[-1] + rows.height).alias(AT)
        marked = rows.select(number, *key, pl.struct(pl.all()).hash().alias("\0all"))
        spread.add(marked, pl.struct(key).hash() % many)
        firsts.append(firsts[-1] + rows.height)
    by_piece, starts, several, stay = Lots(scratch / "firsts"), pl.Series(firsts[:-1], dtype=pl.Int64), 0, 0
    for lot in spread.held():
        rows = spread.read(lot)
        assert rows is not None
        is_first, differing = first_of_keys(rows.drop(AT), key)
        first = rows.filter(is_first).select(AT)
        several, stay = several + differing, stay + first.height
        by_piece.add(first, starts.search_sorted(first[AT], side="right").cast(pl.Int64) - 1)
    return Firsts(once_note(table, firsts[-1], stay, several), tuple(firsts), by_piece)
