"""Keys that mean something else than before: numbers that start again each term, and files that contradict each other."""

from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from data.contracts import TABLES
from data.contracts.pseudonyms import KEYS_OF_PEOPLE, identifies, is_bare, is_counter, is_marked, is_name
from data.readers.files import BadFile, issue, no_issues
from data.reference.import_reasons import reason

_MOVED = timedelta(days=60)
_TOTAL = r"(?i)^(grand |sub[- ]?|report )?totals?\b|\b(sub[- ]?)?totals?$"
"""What a line of sums has in place of a key."""
_TELLS = {"sections": "starts_on", "inquiries": "inquired_on", "registrations": "learner_id"}
"""The column by which a row under a key that is there already shows that it is another one."""
_DOUBT = {"sections": "section_moved", "registrations": "other_learner"}


class ReusedKeys(BadFile):
    """Rows that seem to be others under keys that are there already."""


@dataclass(frozen=True)
class People:
    """What keys show of the people that they may name; that of pieces of a table adds up.

    `first` row of a key that names a person by its look; of keys of nine digits their first row, number, least and greatest.
    """

    first: int | None = None
    bare: int | None = None
    numbers: int = 0
    lowest: int = 10**9
    highest: int = 0

    def __add__(self, later: "People") -> "People":
        return People(
            self.first or later.first,
            self.bare or later.bare,
            self.numbers + later.numbers,
            min(self.lowest, later.lowest),
            max(self.highest, later.highest),
        )

    @property
    def row(self) -> int | None:
        """The first row whose key names a person."""
        bare = None if is_counter(self.numbers, self.lowest, self.highest) else self.bare
        return min((row for row in (self.first, bare) if row is not None), default=None)


def people(frame: pl.DataFrame) -> dict[str, People]:
    """What the keys of a table show, by column."""
    shown = {}
    for column, kind in frame.schema.items():
        if kind != pl.String or not (column.endswith("_id") or column == "stacks_into"):
            continue
        # Hardly an id is looked at closely: none that holds neither a blank nor a sign and does not begin with three digits.
        near = frame.select("row", key=column).filter(pl.col("key").str.contains(r"[@ ,]|^\d{3}[- ]?\d"))
        near = near.filter(~pl.col("key").str.contains(_TOTAL))
        key = pl.col("key")
        looks = identifies(key) if column == "learner_id" else is_marked(key)
        marked = near.filter(looks | is_name(key) if column in KEYS_OF_PEOPLE else looks)["row"]
        bare = near.head(0) if column == "learner_id" else near.filter(is_bare(key))
        numbers = bare["key"].cast(pl.Int64)
        ends = numbers.sort().to_list()[:: max(1, len(numbers) - 1)] or [People.lowest, People.highest]
        shown[column] = People(_first(marked), _first(bare["row"]), len(numbers), ends[0], ends[-1])
    return shown


def _first(rows: pl.Series) -> int | None:
    return rows[0] if len(rows) else None


def refuse_people(shown: dict[str, People], file: str) -> None:
    """Raise BadFile where a key names a person outside the college's own files. The value is never echoed."""
    for column, found in shown.items():
        if found.row is not None:
            raise BadFile(
                f"{file} holds ids in {column} that look like e-mail addresses, national ids or names of people, "
                f"the first in row {found.row:,}. The whole file is rejected. Replace them with pseudonyms and "
                "import it again."
            )


def meant(table: str, values: pl.Series, held: pl.LazyFrame) -> pl.Series:
    """The keys of a table that values could mean, with or without the zeros that a spreadsheet takes off."""
    (key,) = TABLES[table].primary_key()
    short = values.drop_nulls().str.strip_chars_start("0").unique()
    near = held.select(key).filter(pl.col(key).str.strip_chars_start("0").is_in(short.implode()))
    return near.collect(engine="streaming").to_series()


def contradicting(table: str, rows: pl.DataFrame, others: list[tuple[str, pl.DataFrame]]) -> pl.DataFrame:
    """Fatal issues of the rows whose key another file of the same import gives other values. Raises ReusedKeys."""
    schema, issues = TABLES[table], [no_issues()]
    keys, columns = schema.primary_key(), schema.column_names()
    for file, other in others:
        shared = rows.join(other.select(keys), on=keys, how="semi")
        differing = shared.join(other, on=columns, how="anti", nulls_equal=True)
        if differing.height:
            refuse_reused(table, rows, other.select(columns), file)
            why = reason("same_key_in_other_file", file=file, key=" and ".join(keys))
            issues.append(issue(differing.select("row", value=keys[0]), keys[0], why, is_fatal=True))
    return pl.concat(issues).unique(["row"], maintain_order=True)


@dataclass(frozen=True, eq=False)
class Changes:
    """How many rows change an existing row, and the rows whose key now names something else, with what it `was`."""

    changed: int
    moved: pl.DataFrame


def refuse_reused(table: str, rows: pl.DataFrame, held: pl.DataFrame | pl.LazyFrame, file: str) -> None:
    """Raise ReusedKeys where most of what changes under keys that are there would be moved by months or change learners."""
    refuse_changes(table, [changes(table, rows, held)], file)


def refuse_changes(table: str, changed: list[Changes], file: str) -> None:
    """The same of the changes of parts of a file."""
    count, moved = sum(part.changed for part in changed), sum(part.moved.height for part in changed)
    if moved < 2 or 2 * moved < count:
        return
    (key,) = TABLES[table].primary_key()
    firsts = [part.moved.row(0, named=True) for part in changed if part.moved.height]
    what, shown = _TELLS[table], min(firsts, key=lambda row: row.get("row", 0))
    # A learner id is never echoed.
    how = "would change its learner" if what == "learner_id" else f"would move from {shown['was']} to {shown[what]}"
    raise ReusedKeys(
        f"{file} has {moved:,} {table} under a {key} that stands for another one already: {key} {shown[key]} {how}. "
        f"Numbers such as CRN start again each term. Make the key of two columns, such as the term and the number: in a "
        f"mapping, join them into {key} here and in every file that refers to it. If these rows correct the earlier ones, "
        "say so on the Data page or with --corrections."
    )


def doubts(table: str, rows: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """Issues of single rows that move a section by months or give a registration to another learner."""
    return doubts_of(table, changes(table, rows, held)) if table in _DOUBT else no_issues()


def doubts_of(table: str, changed: Changes) -> pl.DataFrame:
    """The same of rows that are known to tell of another thing."""
    if table not in _DOUBT or changed.moved.is_empty():
        return no_issues()
    what = _TELLS[table]
    value = pl.lit("not shown") if what == "learner_id" else pl.format("{} → {}", "was", what)
    return issue(changed.moved.select("row", value=value), what, _DOUBT[table], is_fatal=False)


def changes(table: str, rows: pl.DataFrame, held: pl.DataFrame | pl.LazyFrame) -> Changes:
    """What the rows change of those that are there."""
    if table not in _TELLS:
        return Changes(0, pl.DataFrame())
    (key,), columns, what = TABLES[table].primary_key(), TABLES[table].column_names(), _TELLS[table]
    before, now = held.lazy(), rows.lazy()
    same_key = now.join(before.select(key, was=what), on=key, maintain_order="left")
    differs = (pl.col(what) - pl.col("was")).abs() > _MOVED if what != "learner_id" else pl.col(what) != pl.col("was")
    moved = same_key.filter(differs).collect()
    if moved.is_empty():
        return Changes(0, moved)
    shared = now.join(before.select(key), on=key, how="semi")
    changed = shared.join(before, on=columns, how="anti", nulls_equal=True).select(pl.len()).collect().item()
    return Changes(changed, moved)
