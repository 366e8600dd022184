"""Columns that a file leaves empty and other tables of the college tell: of this import, or held from earlier ones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import polars as pl

from data.contracts import TABLES
from data.ingest.plan import Plan
from data.readers.files import Tidied
from data.store.store import Draft

Read = tuple[Plan, Tidied]
Holds = Callable[[str], pl.LazyFrame]
"""Every row of a table that came with this import or is held."""


def filled(
    read: Sequence[Read], draft: Draft, today: date | None = None, in_pieces: Mapping[str, pl.LazyFrame] | None = None
) -> list[Read]:
    """The tables with the columns filled that their mappings name in `fill`, and a note on each.

    `in_pieces` are tables of the same import that are too large to be held.
    """
    day = today or datetime.now(UTC).date()

    def holds(table: str) -> pl.LazyFrame:
        parts = [tidied.tables[table].drop("row").lazy() for _, tidied in read if table in tidied.tables]
        others = [(in_pieces or {}).get(table), draft.facts("college", table)]
        columns = TABLES[table].column_names()
        rows = [*parts, *(frame for frame in others if frame is not None)]
        return pl.concat(rows or [TABLES[table].create_empty().lazy()], how="diagonal_relaxed").select(columns)

    return [(plan, _filled(plan, tidied, holds, day)) for plan, tidied in read]


def _filled(plan: Plan, tidied: Tidied, holds: Holds, day: date) -> Tidied:
    if plan.mapping is None or not plan.mapping.fill:
        return tidied
    table, notes = plan.mapping.table, tidied.notes
    frame = tidied.tables[table]
    for column in plan.mapping.fill:
        before = frame[column].null_count()
        frame = _FILLED[table, column](frame, holds, day)
        count = before - frame[column].null_count()
        notes += (f"{column} filled in {count:,} rows with {_WITH[table, column]}",) if count else ()
    return replace(tidied, tables={**tidied.tables, table: frame}, notes=notes)


def _opens_on(sections: pl.DataFrame, holds: Holds, day: date) -> pl.DataFrame:
    first = _first(holds("registrations"), "section_id", "opened")
    opened = pl.min_horizontal(pl.coalesce("opened", "starts_on"), "starts_on")
    return _joined(sections, first, "section_id", opens_on=pl.coalesce("opens_on", opened))


def _status(sections: pl.DataFrame, holds: Holds, day: date) -> pl.DataFrame:
    dtype = sections.schema["status"]
    by_dates = (
        pl.when(pl.col("starts_on") > day)
        .then(pl.lit("scheduled"))
        .when(pl.col("starts_on") <= day)
        .then(pl.lit("held"))
    )
    return sections.with_columns(status=pl.coalesce("status", by_dates.cast(dtype)))


def _completed_on(registrations: pl.DataFrame, holds: Holds, day: date) -> pl.DataFrame:
    ends = holds("sections").select("section_id", ended="ends_on").unique("section_id").collect()
    is_open = (pl.col("outcome") == "completed") & pl.col("completed_on").is_null()
    end = pl.when(is_open).then(pl.max_horizontal("ended", "registered_on")).otherwise("completed_on")
    return _joined(registrations, ends, "section_id", completed_on=end)


def _first_seen_on(learners: pl.DataFrame, holds: Holds, day: date) -> pl.DataFrame:
    first = _first(holds("registrations"), "learner_id", "seen")
    return _joined(learners, first, "learner_id", first_seen_on=pl.coalesce("first_seen_on", "seen"))


def _first(registrations: pl.LazyFrame, key: str, name: str) -> pl.DataFrame:
    first = registrations.group_by(key).agg(pl.col("registered_on").min().alias(name))
    return first.collect(engine="streaming")


def _joined(frame: pl.DataFrame, told: pl.DataFrame, key: str, **columns: pl.Expr) -> pl.DataFrame:
    joined = frame.join(told, on=key, how="left", maintain_order="left", validate="m:1")
    return joined.with_columns(**columns).select(frame.columns)


_FILLED = {
    ("sections", "opens_on"): _opens_on,
    ("sections", "status"): _status,
    ("registrations", "completed_on"): _completed_on,
    ("learners", "first_seen_on"): _first_seen_on,
}
_WITH = {
    ("sections", "opens_on"): "the day of the section's first registration, or its first day where nobody registered",
    ("sections", "status"): "held where the section has started, else scheduled",
    ("registrations", "completed_on"): "the last day of the section",
    ("learners", "first_seen_on"): "the day of the learner's first registration",
}
