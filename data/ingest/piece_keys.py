"""Rows of a table that is read in pieces beside the keys of a table that is as large: both are spread by hash and joined lot by lot."""

# Why: decision 186.

from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from data.contracts import REFERENCES, TABLES
from data.ingest import doubts
from data.ingest.checking import Beside
from data.ingest.doubts import SLICE, FactsOf
from data.ingest.merging import height
from data.ingest.piece_text import GROWING
from data.ingest.pieces import Typed
from data.readers.lots import Lots, lots_for

_SHORT = pl.col("key").str.strip_chars_start("0").hash()
"""What is left of a key that is the same after a spreadsheet has changed it."""


@dataclass(frozen=True, eq=False)
class Near:
    """By table: its keys that the rows of each piece could mean, and after the pieces those of each lot of rows that share keys."""

    of_all: Beside
    keys: dict[str, Lots]

    def beside(self, at: int) -> Beside:
        """The other rows that a piece or a lot is checked against."""

        def keys_of(table: str, values: pl.Series) -> pl.Series | None:
            if table not in self.keys:
                return self.of_all.keys_of(table, values)
            rows = self.keys[table].read(at)
            return values.clear() if rows is None else rows["key"]

        return replace(self.of_all, keys_of=keys_of)


def near(typed: Typed, aside: Lots, many: int, beside: Beside, scratch: Path) -> Near:
    """The keys of large tables that the rows could mean. Rows that are set `aside` go to one of `many` lots by their key."""
    found = {}
    for column, parent in REFERENCES.get(typed.given.table, ()):
        held = beside.facts_of(parent) if parent in GROWING else None
        if held is None:
            continue
        (key,) = TABLES[parent].primary_key()
        ids = held.select(key=key)
        asked, there, found[parent] = (Lots(scratch / f"{parent}-{name}") for name in ("asked", "there", "near"))
        lots = lots_for(height(ids))
        for at in range(len(typed.heights)):
            values = _asked(typed, at, column, aside, many)
            asked.add(values.select("at", mark=_SHORT).unique(), pl.col("mark") % lots)
        for start in range(0, height(ids), SLICE):
            rows = ids.slice(start, SLICE).with_columns(mark=_SHORT).collect()
            there.add(rows, pl.col("mark") % lots)
        for lot in asked.held():
            values, keys = asked.read(lot), there.read(lot)
            if values is not None and keys is not None:
                found[parent].add(keys.join(values, on="mark").select("key", "at"), pl.col("at"))
    return Near(beside, found)


def _asked(typed: Typed, at: int, column: str, aside: Lots, many: int) -> pl.DataFrame:
    """The values (`key`) of the rows of a piece that name a key of another table, and `at` which piece or lot they are looked at."""
    names = TABLES[typed.given.table].primary_key()
    rows = typed.rows(at, list(dict.fromkeys(["row", column, *names])))
    lot = (pl.struct(names).hash() % many).cast(pl.Int64) + len(typed.heights)
    apart = aside.read(at)
    is_apart = pl.lit(False) if apart is None else pl.col("row").is_in(apart["row"].implode())
    values = rows.select(key=column, at=pl.when(is_apart).then(lot).otherwise(at))
    return values.drop_nulls("key")


def claims(good: Lots, typed: Typed, facts_of: FactsOf, scratch: Path) -> Lots:
    """By piece: issues of inquiries that claim a registration that an earlier one has led to, or that is not there."""
    held, registrations, issues = facts_of("inquiries"), facts_of("registrations"), Lots(scratch / "issues")
    if held is None:
        return issues
    columns = ["registration_id", "inquiry_id", "inquired_on"]
    mark = pl.col("registration_id").hash()
    rows = height(held) + (0 if registrations is None else height(registrations))
    many = lots_for(rows)
    new, others, ids = (Lots(scratch / name) for name in ("new", "held", "ids"))
    for at in good.held():
        some = good.read(at)
        assert some is not None
        new.add(some.select("row", *columns).drop_nulls("registration_id"), mark % many)
    for frame, lots, chosen in ((held, others, columns), (registrations, ids, columns[:1])):
        for start in range(0, 0 if frame is None else height(frame), SLICE):
            assert frame is not None
            lots.add(frame.slice(start, SLICE).select(chosen).drop_nulls("registration_id").collect(), mark % many)
    none = pl.DataFrame(schema={"registration_id": pl.String})
    for lot in new.held():
        claiming, claimed, there = new.read(lot), others.read(lot), ids.read(lot)
        assert claiming is not None
        assert claimed is not None  # the good ones are held by now
        known = None if registrations is None else (none if there is None else there).lazy()
        for found in doubts.claims(claiming.lazy(), claimed.lazy(), known):
            issues.add(found, typed.piece_of(found["row"]))
    return issues
