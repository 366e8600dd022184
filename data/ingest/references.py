"""Facts in place: a table of a lakehouse that is read and checked as any other, counted, and not kept.

A version says which snapshot it was counted from. What is counted again reads that snapshot again, and is refused once it is gone.
"""

# Why: decision 172.

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import polars as pl

from data.ingest import keys, piece_checks, piece_text, pieces
from data.ingest.brought import recognized
from data.ingest.checking import Beside
from data.ingest.piece_text import InPieces, Progress
from data.ingest.plan import Choices
from data.ingest.spread import spread
from data.publish.college import Count
from data.readers import apart, parquet_parts
from data.readers.files import BadFile
from data.readers.parquet_parts import Parts
from data.readers.snapshots import Snapshot
from data.store.manifest import Reference
from data.store.store import Draft, StoreError

IN_PLACE = ("registrations", "learners")
"""Tables that may stay where they lie."""


class SnapshotGone(StoreError):
    """The snapshot that has to be counted again is not there any more."""


@dataclass(frozen=True, eq=False)
class InPlace(InPieces):
    """A table to be read in pieces and left where it lies."""

    snapshot: Snapshot | None = None


def planned(snapshot: Snapshot, home: Path, choices: Choices, waiting: apart.Waiting = lambda what: None) -> InPlace:
    """How the snapshot is read. Raises BadFile where it is not known, or can only be read whole."""
    found = recognized(_parts(snapshot, waiting), home, choices)
    given = found[0] if len(found) == 1 else None
    if given is None or given.table not in IN_PLACE or piece_text.needs_others(given.plan):
        raise BadFile(
            f"{snapshot.place.name} cannot be read in place. Only {' and '.join(IN_PLACE)} can, by a mapping that needs "
            "no other rows or files."
        )
    return InPlace(given.plan, given.parts, given.key, snapshot=snapshot)


def _parts(snapshot: Snapshot, waiting: apart.Waiting = lambda what: None) -> Parts:
    about = apart.about(snapshot.place.name, snapshot.paths, waiting)
    names = {*snapshot.columns}
    for path, (columns, _) in zip(snapshot.paths, about, strict=True):
        if names and {*columns} != names:
            odd = sorted({*columns} ^ names)[0]
            raise BadFile(
                f"{path.name} of {snapshot.place.name} has other columns than the table, such as {odd!r}: one was renamed, added or "
                "dropped after the file was written. Have the table rewritten first."
            )
    whole = parquet_parts.as_one(snapshot.place.name, snapshot.paths, about)
    return replace(whole, snapshot=f"{snapshot.format} {snapshot.place} {snapshot.id}")


def reference(given: InPlace, rows: pl.LazyFrame, today: date) -> Reference:
    """What a version holds of the snapshot, of which `rows` are taken."""
    first = last = None
    if given.table == "registrations":
        day = pl.col("registered_on")
        first, last = rows.select(day.min().alias("first"), day.max().alias("last")).collect(engine="streaming").row(0)
    return of_rows(given, rows.select(pl.len()).collect().item(), (first, last), today)


def of_rows(given: InPlace, rows: int, days: tuple[date | None, date | None], today: date) -> Reference:
    """The same of so many rows, of registrations between two days."""
    assert given.snapshot is not None
    first, last = days
    return Reference(
        collection="college",
        table=given.table,
        place=str(given.snapshot.place),
        format=given.snapshot.format,
        snapshot=given.snapshot.id,
        files=given.snapshot.files,
        rows=rows,
        first=str(first or ""),
        last=str(last or ""),
        mapping=given.plan.fingerprint,
        taken_on=today.isoformat(),
    )


def lend(
    draft: Draft,
    home: Path,
    progress: Progress = lambda what, done: None,
    but: Sequence[str] = (),
    count: Count | None = None,
) -> None:
    """Have the rows of all references of a draft at hand, but for some tables: those of an engine that counts on its machines.

    Raises SnapshotGone.
    """
    for each in draft.references:
        if each.table in but:
            continue
        if sentence := each.loss():
            raise SnapshotGone(sentence)
        place = Path(each.place)
        snapshot = Snapshot(place, each.format, each.snapshot, tuple(Path(name) for name, _ in each.files))
        given = planned(snapshot, home, Choices(table=each.table))
        if given.plan.fingerprint != each.mapping:
            raise SnapshotGone(
                f"The columns of {place.name} are read in another way than when it was counted. Bring it again with --reference."
            )
        beside = Beside(partial(_keys, draft), partial(draft.facts, "college"), date.fromisoformat(each.taken_on))
        if there := spread(given, snapshot, count, progress):
            there.check(beside)
            if (rows := there.rows()) is not None:
                draft.lend(each, rows)
            continue
        scratch = draft.scratch(f"lent-{each.table}")
        typed = pieces.typed(given, scratch / "read", progress)
        good = piece_checks.split(typed, beside, scratch, progress).good.scan()
        if good is not None:
            draft.lend(each, good.drop("row"))


def _keys(draft: Draft, table: str, values: pl.Series) -> pl.Series | None:
    held = draft.facts("college", table)
    return None if held is None else keys.meant(table, values, held)
