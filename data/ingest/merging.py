"""Rows put in place of those with their keys, in a version that is being made."""

from dataclasses import dataclass

import polars as pl

from data.contracts import PIECEMEAL, SNAPSHOTS, TABLES
from data.ingest import goal_rows
from data.store.store import Draft


@dataclass(frozen=True)
class Merged:
    """How many rows were new, changed and unchanged, and how many of an edition were left out."""

    new: int
    changed: int = 0
    unchanged: int = 0
    left_out: int = 0


KEPT_WHERE_EMPTY = {"providers": ("fiscal_year_starts_in",)}
"""Columns that are set once and not by every file. An empty one keeps the earlier value."""


def merge(draft: Draft, collection: str, table: str, good: pl.DataFrame, *, is_fix: bool) -> Merged:
    """Put the rows of a table in place of those with their keys. A fix adds to an edition and does not replace it."""
    schema = TABLES[table]
    facts = draft.facts(collection, table)
    if facts is None:
        if good.height:
            draft.put(collection, "facts", table, good)
        return Merged(good.height)
    held, keys = facts.collect(), schema.primary_key()
    good = _with_kept(good, held, table)
    same_key = held.join(good.select(keys), on=keys, how="semi")
    unchanged = good.join(same_key, on=schema.column_names(), how="semi", nulls_equal=True).height
    kept = held.join(good.select(keys), on=keys, how="anti", maintain_order="left")
    if table == "goals":
        kept = kept.join(good, on=goal_rows.FOR, how="anti", nulls_equal=True, maintain_order="left")
    replaced = 0
    if table in SNAPSHOTS and not is_fix:
        scope = _whole(table, good)
        outside = kept.join(good.select(scope).unique(), on=scope, how="anti", maintain_order="left")
        replaced, kept = kept.height - outside.height, outside
    if replaced or unchanged < good.height:
        draft.put(collection, "facts", table, pl.concat([kept, good]))
    return Merged(good.height - same_key.height, same_key.height - unchanged, unchanged, replaced)


def _whole(table: str, good: pl.DataFrame) -> list[str]:
    """The columns that say what a file replaces: an edition or a year, of a list that comes piecemeal each program."""
    is_piecemeal = table == "market_offerings" and set(good["list_id"]) <= set(PIECEMEAL)
    return ["list_id", "program_id"] if is_piecemeal else list(SNAPSHOTS[table])


def _with_kept(good: pl.DataFrame, held: pl.DataFrame, table: str) -> pl.DataFrame:
    columns, keys = KEPT_WHERE_EMPTY.get(table, ()), TABLES[table].primary_key()
    beside = good.join(held.select(*keys, *columns), on=keys, how="left", maintain_order="left", suffix="_held")
    return beside.with_columns(pl.coalesce(c, f"{c}_held") for c in columns).select(good.columns) if columns else good
