"""Good rows of a table that is read in pieces, put in place of those with their keys in a version that is being made."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from data.contracts import TABLES
from data.ingest import keys, taken_back
from data.ingest.doubts import SLICE
from data.ingest.merging import KEPT_WHERE_EMPTY, Merged, with_kept
from data.ingest.piece_checks import TOGETHER, Split
from data.readers.lots import Lots, lots_for, repeated
from data.store.store import Draft


@dataclass(frozen=True, eq=False)
class _Shared:
    """Rows of both sides under keys that both may have, in lots."""

    new: Lots
    held: Lots


def merge(draft: Draft, collection: str, split: Split, scratch: Path, *, are_corrections: bool) -> Merged:
    """Put the good rows into the draft; doubts about what they replace go to those of their pieces.

    Raises ReusedKeys where most of what changes seems to be of others under used keys.
    """
    table, good = split.typed.given.table, split.good.scan()
    held = draft.facts(collection, table)
    if good is None:
        return Merged(0)
    if held is not None and table in KEPT_WHERE_EMPTY:
        for at in split.good.held():
            split.good.replace(with_kept(split.piece(at).good, held.collect(), table), at)
        good = split.good.scan()
        assert good is not None
    good = good.drop("row")
    if held is None:
        draft.put(collection, "facts", table, good)
        return Merged(split.height)
    shared, names, columns = _shared(split, held, scratch), TABLES[table].primary_key(), TABLES[table].column_names()
    gone, same, unchanged = Lots(scratch / "gone"), 0, 0
    changes = list[keys.Changes]()
    for lot in shared.new.held():
        ours, theirs = shared.new.read(lot), shared.held.read(lot)
        if ours is None or theirs is None:
            continue
        there = theirs.join(ours.select(names), on=names, how="semi", maintain_order="left")
        equal = ours.join(there, on=columns, how="semi", nulls_equal=True).height
        same, unchanged = same + there.height, unchanged + equal
        gone.add(there.select("\0at"), pl.col("\0at") // SLICE)
        moved = keys.changes(table, ours, there.drop("\0at")).moved
        changes.append(keys.Changes(there.height - equal, moved))
        if not are_corrections:
            back = taken_back.issues(table, ours, there)
            split.doubts.add(back, split.typed.piece_of(back["row"]))
    if not are_corrections:
        keys.refuse_changes(table, changes, split.typed.given.parts.name)
    for change in changes:
        doubts = keys.doubts_of(table, change)
        split.doubts.add(doubts, split.typed.piece_of(doubts["row"]))
    new = split.height
    absent = () if are_corrections else taken_back.absent(table, good, new, same, held)
    if unchanged < new:
        kept = Lots(scratch / "kept")
        for at, rows in enumerate(_slices(held)):
            replaced = gone.read(at)
            left = rows if replaced is None else rows.join(replaced, on="\0at", how="anti", maintain_order="left")
            kept.put(left.drop("\0at"), at)
        before = kept.scan()
        draft.put(collection, "facts", table, good if before is None else pl.concat([before, good]))
    return Merged(new - same, same - unchanged, unchanged, warnings=absent)


def _shared(split: Split, held: pl.LazyFrame, scratch: Path) -> _Shared:
    names = TABLES[split.typed.given.table].primary_key()
    mark = pl.struct(names).hash()
    pieces = range(len(split.typed.heights))

    def marks() -> Iterator[pl.DataFrame]:
        for at in pieces:
            yield split.piece(at).good.select("row", mark=mark).with_columns(at=pl.lit(None, pl.Int64))
        for rows in _slices(held.select(names)):
            yield rows.select(row=pl.lit(None, pl.Int64), mark=mark, at="\0at")

    of_pieces, of_slices, rows = Lots(scratch / "of-pieces"), Lots(scratch / "of-slices"), 0
    both = split.height + held.select(pl.len()).collect().item()
    for again in repeated(marks(), both, scratch / "marks"):
        new, old = again.drop_nulls("row"), again.drop_nulls("at")
        of_pieces.add(new.select("row"), split.typed.piece_of(new["row"]))
        of_slices.add(old.select(pl.col("at").alias("\0at")), pl.col("\0at") // SLICE)
        rows += again.height
    many = lots_for(rows, TOGETHER)
    shared = _Shared(Lots(scratch / "shared-new"), Lots(scratch / "shared-held"))
    for at in pieces:
        if (some := of_pieces.read(at)) is not None:
            shared.new.add(split.piece(at).good.join(some, on="row", how="semi"), mark % many)
    for at, held_rows in enumerate(_slices(held)):
        if (some := of_slices.read(at)) is not None:
            shared.held.add(held_rows.join(some, on="\0at", how="semi"), mark % many)
    return shared


def _slices(held: pl.LazyFrame) -> Iterator[pl.DataFrame]:
    """Rows that are held, with their place among all."""
    height = held.select(pl.len()).collect().item()
    for start in range(0, height, SLICE):
        rows = held.slice(start, SLICE).collect()
        yield rows.with_columns(pl.int_range(start, start + rows.height, dtype=pl.Int64).alias("\0at"))
