"""Columns of a table that is read in pieces, filled from other tables that may be as large."""

# Why: decision 190.

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from data.ingest import filling
from data.ingest.doubts import SLICE
from data.ingest.filling import Holds, Told
from data.ingest.merging import height
from data.ingest.piece_text import Progress
from data.ingest.pieces import Typed
from data.readers.lots import Lots, lots_for


def filled(typed: Typed, holds: Holds, day: date, scratch: Path, progress: Progress) -> Typed:
    """The table with the columns filled that its mapping names in `fill`, and a note on each."""
    mapping = typed.given.plan.mapping
    counts = dict.fromkeys(mapping.fill if mapping else (), 0)
    for column in counts:
        how = filling.FILLED[typed.given.table, column]
        told = _told(typed, how.told, holds(how.told.table), scratch / column) if how.told else None
        for at in range(len(typed.heights)):
            where = f"{typed.firsts[at] - 1:,} of {sum(typed.heights):,} rows"
            progress(f"Filling {column} of {typed.given.table}: {where}", at / len(typed.heights))
            rows = typed.rows(at)
            some = None if told is None or how.told is None else _of_piece(told, how.told, rows, at)
            done = how.in_rows(rows, column, some, day)
            counts[column] += rows[column].null_count() - done[column].null_count()
            typed.put(at, done)
    return replace(typed, notes=(*typed.notes, *filling.notes(typed.given.table, counts)))


def _of_piece(told: Lots, how: Told, rows: pl.DataFrame, at: int) -> pl.DataFrame:
    held = told.read(at)
    return (
        rows.select(how.key).clear().with_columns(pl.lit(None, pl.Date).alias(filling.TOLD)) if held is None else held
    )


def _told(typed: Typed, how: Told, rows: pl.LazyFrame, scratch: Path) -> Lots:
    """By piece, what the rows of the other table tell of its keys: both are spread by hash and joined lot by lot."""
    asked, told, found = (Lots(scratch / name) for name in ("asked", "told", "found"))
    many, mark = lots_for(max(height(rows), sum(typed.heights))), pl.col(how.key).hash()
    for at in range(len(typed.heights)):
        keys = typed.rows(at, [how.key]).drop_nulls().unique()
        asked.add(keys.with_columns(at=pl.lit(at, pl.Int64)), mark % many)
    for some in _some(rows):
        told.add(how.by_key(some.lazy()).collect(), mark % many)
    for lot in asked.held():
        keys, there = asked.read(lot), told.read(lot)
        if keys is not None and there is not None:
            once = how.by_key(there.lazy().rename({filling.TOLD: how.column})).collect()
            found.add(once.join(keys, on=how.key), pl.col("at"))
    return found


def _some(rows: pl.LazyFrame) -> Iterator[pl.DataFrame]:
    for start in range(0, height(rows), SLICE):
        yield rows.slice(start, SLICE).collect()
