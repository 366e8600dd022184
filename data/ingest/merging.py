"""Rows put in place of those with their keys, in a version that is being made."""

# Why: decision 175.

from dataclasses import dataclass

import polars as pl

from data.contracts import PIECEMEAL, SNAPSHOTS, TABLES
from data.ingest import goal_rows
from data.store.store import Draft


@dataclass(frozen=True)
class Merged:
    """How many rows were new, changed and unchanged, and how many of an edition were left out; and warnings of what stays."""

    new: int
    changed: int = 0
    unchanged: int = 0
    left_out: int = 0
    warnings: tuple[str, ...] = ()


MOST_HELD = 1_000_000
"""Rows of a table that are held in the memory while others are put in their place."""
KEPT_WHERE_EMPTY = {"providers": ("fiscal_year_starts_in",)}
"""Columns that are set once and not by every file. An empty one keeps the earlier value."""


def merge(
    draft: Draft, collection: str, table: str, good: pl.DataFrame, there: pl.DataFrame | None, *, is_fix: bool
) -> Merged:
    """Put the rows of a table in place of those with their keys, which are `there`; None where the draft holds no such table.

    A fix adds to an edition and does not replace it.
    """
    schema = TABLES[table]
    held, keys = held_rows(draft, collection, table), schema.primary_key()
    if held is None or there is None:
        if good.height:
            draft.put(collection, "facts", table, good)
        return Merged(good.height)
    good = with_kept(good, there, table)
    unchanged = good.join(there, on=schema.column_names(), how="semi", nulls_equal=True).height
    kept = held.join(good.select(keys).lazy(), on=keys, how="anti", maintain_order="left")
    if table == "goals":
        kept = kept.join(good.lazy(), on=goal_rows.FOR, how="anti", nulls_equal=True, maintain_order="left")
    replaced = 0
    if table in SNAPSHOTS and not is_fix:
        scope = _whole(table, good)
        outside = kept.join(good.select(scope).unique().lazy(), on=scope, how="anti", maintain_order="left")
        replaced, kept = height(kept) - height(outside), outside
    if replaced or unchanged < good.height:
        put(draft, collection, table, pl.concat([kept, good.lazy()]))
    return Merged(good.height - there.height, there.height - unchanged, unchanged, replaced)


def under_keys(held: pl.LazyFrame, rows: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """The held rows whose keys are among those of the rows, in their order."""
    there = held.join(rows.select(keys).lazy(), on=keys, how="semi", maintain_order="left")
    return there.collect(engine="streaming")


def height(rows: pl.LazyFrame) -> int:
    """How many rows there are."""
    return rows.select(pl.len()).collect(engine="streaming").item()


def held_rows(draft: Draft, collection: str, table: str) -> pl.LazyFrame | None:
    """A table that the draft holds, in the memory unless it is large."""
    facts = draft.facts(collection, table)
    return facts if facts is None or height(facts) > MOST_HELD else facts.collect().lazy()


def put(draft: Draft, collection: str, table: str, rows: pl.LazyFrame) -> None:
    """Have the draft hold the rows. Many of them go to the file as they are read."""
    draft.put(collection, "facts", table, rows if height(rows) > MOST_HELD else rows.collect())


def _whole(table: str, good: pl.DataFrame) -> list[str]:
    """The columns that say what a file replaces: an edition or a year, of a list that comes piecemeal each program."""
    is_piecemeal = table == "market_offerings" and set(good["list_id"]) <= set(PIECEMEAL)
    return ["list_id", "program_id"] if is_piecemeal else list(SNAPSHOTS[table])


def with_kept(good: pl.DataFrame, held: pl.DataFrame, table: str) -> pl.DataFrame:
    """The rows with what the held ones of their keys say in columns of KEPT_WHERE_EMPTY that a file leaves empty."""
    columns, keys = KEPT_WHERE_EMPTY.get(table, ()), TABLES[table].primary_key()
    beside = good.join(held.select(*keys, *columns), on=keys, how="left", maintain_order="left", suffix="_held")
    return beside.with_columns(pl.coalesce(c, f"{c}_held") for c in columns).select(good.columns) if columns else good
