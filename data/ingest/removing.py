"""Rows taken out by their keys, as a new version. Earlier versions keep them and can be served again."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from data.contracts import FACTS, MARKET, NEEDED, REFERENCES, TABLES
from data.ingest import merging, references
from data.publish import college as publish
from data.publish.course import within
from data.readers import apart, canonical, mapping, remembered, text
from data.readers.files import BadFile, Brought, Raw
from data.readers.mapping import Mapping
from data.readers.preparation import prepared
from data.store.home import pseudonym_key
from data.store.manifest import REMOVED, Source
from data.store.store import Draft, Store

_EXAMPLES = 5
_NAMES = {
    "registrations": (("learner_id", "learners"),),
    "inquiries": (("registration_id", "registrations"),),
    "offerings": (("stacks_into", "offerings"),),
}
"""By table: columns that name a key of another table, where that key may be missing."""


@dataclass(frozen=True)
class Dependent:
    """Rows of a table whose `column` names rows to be removed, with keys of the first of them."""

    table: str
    column: str
    of: str
    rows: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class UnknownKey:
    """A row of the file whose key the table does not hold; the key of a person is not shown."""

    row: int
    key: str


@dataclass(frozen=True)
class Removal:
    """What a removal takes out, or why it takes out nothing. `version` is what is served; None: a check, or refused.

    `dependents` must go along, `naming` stays and names what is gone. `also` counts rows removed along by table.
    """

    file: str
    table: str
    collection: str
    rows_read: int
    rows_held: int
    rows_removed: int = 0
    also: dict[str, int] = field(default_factory=dict)
    totals: dict[str, float] = field(default_factory=dict)
    unknown: tuple[UnknownKey, ...] = ()
    dependents: tuple[Dependent, ...] = ()
    naming: tuple[Dependent, ...] = ()
    is_refused: bool = False
    missing: tuple[str, ...] = ()
    version: str | None = None

    def as_dict(self) -> dict:
        """For JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Request:
    """Which rows: keys of a table in a file. `with_dependents` takes rows along that refer to them. `today`: of the removal."""

    file: Path | Brought
    table: str
    with_dependents: bool = False
    today: date | None = None


def check(request: Request, store: Store) -> Removal:
    """What `run` would do, with nothing kept. Raises BadFile where the file does not hold the keys of the table."""
    _, raw, keys = _keys_of(request, store.home)
    with store.draft("A check") as draft:
        removal, _ = _planned(request, raw, keys, draft)
        draft.discard()
    return removal


def run(request: Request, store: Store, progress: Callable[[str, float], None] = lambda what, done: None) -> Removal:
    """Remove the rows as one new version, or nothing where a key is unknown or rows refer to them. Raises BadFile."""
    brought, raw, keys = _keys_of(request, store.home)
    with store.draft(f"Removed rows of {request.table.replace('_', ' ')} listed in {brought.name}") as draft:
        removal, gone = _planned(request, raw, keys, draft)
        if removal.is_refused:
            draft.discard()
            return removal
        for table, removed in gone.items():
            _take_out(draft, table, removed)
            draft.add_source(_source(brought, table, removed.height))
        progress("Publishing", 0.5)
        missing = _published(draft, set(gone), request.today or date.today(), progress)
    progress("Done", 1.0)
    return replace(removal, missing=tuple(missing), version=draft.version.id if draft.version else None)


def _keys_of(request: Request, home: Path) -> tuple[Brought, Raw, pl.DataFrame]:
    """The file, its one table, and the keys in it with their `row`. Raises BadFile."""
    brought = request.file if isinstance(request.file, Brought) else text.load(request.file)
    found = apart.tables(brought)
    if len(found) > 1:
        raise BadFile(f"{brought.name} holds {len(found)} tables; bring the one with the keys.")
    key = TABLES[request.table].primary_key()
    only = _of_keys(found[0], request.table, key, home)
    if lacking := [column for column in key if column not in only.ours()]:
        raise BadFile(
            f"The keys of {request.table} are in {' and '.join(key)}, and {brought.name} has no column that was recognized "
            f"as {' or '.join(lacking)}. Name the column like that."
        )
    raw, only = prepared(found[0], only, (), pseudonym_key(home) if only.pseudonyms else b"")
    return brought, raw, canonical.tidy(raw, only).tables[request.table].select("row", *key)


def _of_keys(raw: Raw, table: str, key: list[str], home: Path) -> Mapping:
    """How the file gives the keys: as in the import of a file with these headers, else by names of columns."""
    headers = raw.rows.columns
    found = (remembered.recalled(home, headers, table) or [mapping.for_table(headers, table)])[0]
    columns = {theirs: ours for theirs, ours in found.columns.items() if ours in key}
    made = {ours: step for ours, step in found.made.items() if ours in key}
    return replace(found, columns=columns, made=made, lines=None, fill=(), values={}, one_per_key=False)


def _planned(request: Request, raw: Raw, keys: pl.DataFrame, draft: Draft) -> tuple[Removal, dict[str, pl.DataFrame]]:
    """The removal as it would be, and by table the keys that would go, those of `request.table` first."""
    table, collection = request.table, _collection(request.table)
    held = draft.facts(collection, table)
    if held is None:
        raise BadFile(f"No rows of {table} are imported, so none can be removed.")
    columns = TABLES[table].primary_key()
    asked = keys.unique(columns, keep="first", maintain_order=True)
    removed = merging.under_keys(held, asked, columns)
    unknown = asked.join(removed.select(columns), on=columns, how="anti", maintain_order="left")
    gone, dependents = _closure(draft, table, removed.select(columns))
    is_refused = bool(unknown.height or removed.is_empty() or (dependents and not request.with_dependents))
    removal = Removal(
        raw.name,
        table,
        collection,
        rows_read=keys.height,
        rows_held=merging.height(held),
        rows_removed=removed.height,
        also={name: rows.height for name, rows in gone.items() if name != table},
        totals=_sums(removed),
        unknown=tuple(_unknown(table, row) for row in unknown.select("row", *columns).rows()),
        dependents=tuple(dependents),
        naming=tuple(_naming(draft, gone)),
        is_refused=is_refused,
    )
    return removal, gone


def _sums(removed: pl.DataFrame) -> dict[str, float]:
    """What the money columns of the rows add up to, where that is not nothing."""
    sums = {c: round(float(removed[c].sum() or 0), 2) for c in removed.columns if c.endswith("_usd")}
    return {column: usd for column, usd in sums.items() if usd}


def _unknown(table: str, row: tuple) -> UnknownKey:
    number, *values = row
    is_person = TABLES[table].primary_key() == ["learner_id"]
    return UnknownKey(number, "not shown" if is_person else ", ".join("empty" if v is None else str(v) for v in values))


def _closure(draft: Draft, table: str, keys: pl.DataFrame) -> tuple[dict[str, pl.DataFrame], list[Dependent]]:
    """Keys by table of the rows and of all that refer to them, step by step, and who refers how."""
    gone, found = {table: keys}, []
    # Tables stand in the order in which they refer to each other, so one pass meets every step.
    for child in FACTS:
        for column, parent in REFERENCES.get(child, ()):
            rows = _rows_naming(draft, gone, child, column, parent)
            if rows.height:
                found.append(_dependent(child, column, parent, rows))
                both = pl.concat([gone[child], rows]) if child in gone else rows
                gone[child] = both.unique(maintain_order=True)
    return gone, found


def _naming(draft: Draft, gone: dict[str, pl.DataFrame]) -> list[Dependent]:
    """Rows that stay and name a key that is gone."""
    found = []
    for child, referring in _NAMES.items():
        for column, parent in referring:
            rows = _rows_naming(draft, gone, child, column, parent)
            left = rows.join(gone[child], on=rows.columns, how="anti") if child in gone else rows
            if left.height:
                found.append(_dependent(child, column, parent, left))
    return found


def _rows_naming(draft: Draft, gone: dict[str, pl.DataFrame], child: str, column: str, parent: str) -> pl.DataFrame:
    """Keys of the rows of `child` whose `column` names a key of `parent` that is gone."""
    keys = TABLES[child].primary_key()
    held = draft.facts("college", child) if parent in gone else None
    if held is None:
        return TABLES[child].create_empty().select(keys)
    (parent_key,) = TABLES[parent].primary_key()
    naming = held.filter(pl.col(column).is_in(gone[parent][parent_key].implode())).select(keys)
    return naming.collect(engine="streaming")


def _dependent(child: str, column: str, parent: str, rows: pl.DataFrame) -> Dependent:
    first = rows.head(_EXAMPLES).select(pl.concat_str(pl.all().cast(pl.String), separator=", ")).to_series()
    return Dependent(child, column, parent, rows.height, tuple(first))


def _take_out(draft: Draft, table: str, removed: pl.DataFrame) -> None:
    """Put the table without those rows. A table without any row counts as never imported."""
    collection = _collection(table)
    held = merging.held_rows(draft, collection, table)
    assert held is not None
    left = held.join(removed.lazy(), on=removed.columns, how="anti", maintain_order="left")
    if merging.height(left):
        merging.put(draft, collection, table, left)
        return
    draft.drop(collection, "facts", table)
    if table in NEEDED:
        for cube in set(draft.tables(collection, "cubes")) - {*KEPT_WITHOUT_FACTS}:
            draft.drop(collection, "cubes", cube)


KEPT_WITHOUT_FACTS = ("scenarios", "briefs", "views", "decisions", "portfolio_notes", "learner_value")
"""Cubes of a college that outlive its facts: what people saved, and what protection must remember."""


def _published(draft: Draft, changed: set[str], today: date, progress: Callable[[str, float], None]) -> list[str]:
    missing = []
    if changed & {*FACTS}:
        references.lend(draft, draft.folder.parent.parent)
        missing = publish.publish_college(draft, "college", within(progress, 0.5, 0.95), today)
    return missing + publish.publish_market(draft, changed)


def _collection(table: str) -> str:
    return "market" if table in MARKET else "college"


def _source(brought: Brought, table: str, rows: int) -> Source:
    return Source(
        collection=_collection(table),
        file=brought.name,
        sha256=brought.sha256,
        reader=REMOVED,
        table=table,
        imported_at=datetime.now(UTC).isoformat(timespec="seconds"),
        rows_accepted=rows,
        rows_quarantined=0,
    )
