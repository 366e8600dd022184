"""Columns that a file leaves empty and other tables of the college tell: of this import, or held from earlier ones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import polars as pl

from data.contracts import TABLES
from data.ingest.plan import Plan
from data.readers.files import Tidied
from data.store.store import Draft

Read = tuple[Plan, Tidied]
Holds = Callable[[str], pl.LazyFrame]
"""Every row of a table that came with this import or is held; what came stands first."""


@dataclass(frozen=True)
class Told:
    """What a column of another `table` tells of each `key`: its least value, or that of the row that stands first."""

    table: str
    key: str
    column: str
    is_least: bool

    def by_key(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """What some rows of that table tell, as TOLD beside the key."""
        told = rows.select(self.key, pl.col(self.column).alias(TOLD))
        if self.is_least:
            return told.group_by(self.key).agg(pl.col(TOLD).min())
        return told.unique(self.key, keep="first", maintain_order=True)


@dataclass(frozen=True)
class Fill:
    """How a column is filled, given the day of the import and what is `told`, and how that is said."""

    by: Callable[[date], pl.Expr]
    said: str
    told: Told | None = None

    def in_rows(self, rows: pl.DataFrame, column: str, told: pl.DataFrame | None, day: date) -> pl.DataFrame:
        """The rows with the column filled."""
        if self.told is None or told is None:
            return rows.with_columns(self.by(day).cast(rows.schema[column]).alias(column))
        joined = rows.join(told, on=self.told.key, how="left", maintain_order="left", validate="m:1")
        return joined.with_columns(self.by(day).alias(column)).select(rows.columns)


TOLD = "\0told"
_SAID = pl.col(TOLD)


def _opens_on(day: date) -> pl.Expr:
    return pl.coalesce("opens_on", pl.min_horizontal(pl.coalesce(_SAID, "starts_on"), "starts_on"))


def _status(day: date) -> pl.Expr:
    starts = pl.col("starts_on")
    by_dates = pl.when(starts > day).then(pl.lit("scheduled")).when(starts <= day).then(pl.lit("held"))
    return pl.coalesce(pl.col("status").cast(pl.String), by_dates)


def _completed_on(day: date) -> pl.Expr:
    is_open = (pl.col("outcome") == "completed") & pl.col("completed_on").is_null()
    return pl.when(is_open).then(pl.max_horizontal(_SAID, "registered_on")).otherwise("completed_on")


def _first_seen_on(day: date) -> pl.Expr:
    return pl.coalesce("first_seen_on", _SAID)


FILLED = {
    ("sections", "opens_on"): Fill(
        _opens_on,
        "the day of the section's first registration, or its first day where nobody registered",
        Told("registrations", "section_id", "registered_on", is_least=True),
    ),
    ("sections", "status"): Fill(_status, "held where the section has started, else scheduled"),
    ("registrations", "completed_on"): Fill(
        _completed_on, "the last day of the section", Told("sections", "section_id", "ends_on", is_least=False)
    ),
    ("learners", "first_seen_on"): Fill(
        _first_seen_on,
        "the day of the learner's first registration",
        Told("registrations", "learner_id", "registered_on", is_least=True),
    ),
}


def held(read: Sequence[Read], draft: Draft, in_pieces: Mapping[str, Callable[[], pl.LazyFrame]]) -> Holds:
    """What came and what the draft holds; `in_pieces` are tables of the import that are too large to be held."""

    def holds(table: str) -> pl.LazyFrame:
        parts = [tidied.tables[table].drop("row").lazy() for _, tidied in read if table in tidied.tables]
        others = [in_pieces[table]() if table in in_pieces else None, draft.facts("college", table)]
        rows = [*parts, *(frame for frame in others if frame is not None)]
        columns = TABLES[table].column_names()
        return pl.concat(rows or [TABLES[table].create_empty().lazy()], how="diagonal_relaxed").select(columns)

    return holds


def today_or(day: date | None) -> date:
    """The day of the import."""
    return day or datetime.now(UTC).date()


def filled(read: Sequence[Read], holds: Holds, day: date) -> list[Read]:
    """The tables with the columns filled that their mappings name in `fill`, and a note on each."""
    return [(plan, _filled(plan, tidied, holds, day)) for plan, tidied in read]


def notes(table: str, counts: Mapping[str, int]) -> tuple[str, ...]:
    """A note on each column of which rows were filled."""
    return tuple(
        f"{column} filled in {count:,} rows with {FILLED[table, column].said}"
        for column, count in counts.items()
        if count
    )


def _filled(plan: Plan, tidied: Tidied, holds: Holds, day: date) -> Tidied:
    if plan.mapping is None or not plan.mapping.fill:
        return tidied
    table, counts = plan.mapping.table, {}
    frame = tidied.tables[table]
    for column in plan.mapping.fill:
        how, before = FILLED[table, column], frame[column].null_count()
        told = how.told.by_key(holds(how.told.table)).collect(engine="streaming") if how.told else None
        frame = how.in_rows(frame, column, told, day)
        counts[column] = before - frame[column].null_count()
    return replace(tidied, tables={**tidied.tables, table: frame}, notes=(*tidied.notes, *notes(table, counts)))
