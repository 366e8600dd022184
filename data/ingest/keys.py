"""Keys that mean something else than before: numbers that start again each term, and files that contradict each other."""

from datetime import timedelta

import polars as pl

from data.contracts import TABLES
from data.contracts.pseudonyms import KEYS_OF_PEOPLE, identifies, is_name
from data.readers.files import BadFile, issue, no_issues
from data.reference.import_reasons import reason

_MOVED = timedelta(days=60)
_TELLS = {"sections": "starts_on", "inquiries": "inquired_on", "registrations": "learner_id"}
"""The column by which a row under a key that is there already shows that it is another one."""
_DOUBT = {"sections": "section_moved", "registrations": "other_learner"}


class ReusedKeys(BadFile):
    """Rows that seem to be others under keys that are there already."""


def refuse_people(frame: pl.DataFrame, file: str) -> None:
    """Raise BadFile where a key names a person outside the college's own files. The value is never echoed."""
    for column, kind in frame.schema.items():
        if kind != pl.String or not (column.endswith("_id") or column == "stacks_into"):
            continue
        # Hardly an id is looked at closely: none that holds neither a blank nor a sign and does not begin with three digits.
        near = frame.select("row", column).filter(pl.col(column).str.contains(r"[@ ,]|^\d{3}[- ]?\d"))
        is_personal = identifies(pl.col(column), column) | (
            is_name(pl.col(column)) if column in KEYS_OF_PEOPLE else False
        )
        wrong = near.select("row", told=is_personal).filter("told").head(1)
        if wrong.height:
            raise BadFile(
                f"{file} holds ids in {column} that look like e-mail addresses, national ids or names of people, "
                f"the first in row {wrong['row'][0]:,}. The whole file is rejected. Replace them with pseudonyms and "
                "import it again."
            )


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


def refuse_reused(table: str, rows: pl.DataFrame, held: pl.DataFrame | pl.LazyFrame, file: str) -> None:
    """Raise ReusedKeys where most of what changes under keys that are there would be moved by months or change learners."""
    changed, moved = _changes(table, rows, held)
    if moved.height < 2 or 2 * moved.height < changed:
        return
    (key,) = TABLES[table].primary_key()
    what, shown = _TELLS[table], moved.row(0, named=True)
    # A learner id is never echoed.
    how = "would change its learner" if what == "learner_id" else f"would move from {shown['was']} to {shown[what]}"
    raise ReusedKeys(
        f"{file} has {moved.height:,} {table} under a {key} that stands for another one already: {key} {shown[key]} {how}. "
        f"Numbers such as CRN start again each term. Make the key of two columns, such as the term and the number: in a "
        f"mapping, join them into {key} here and in every file that refers to it. If these rows correct the earlier ones, "
        "say so on the Data page or with --corrections."
    )


def doubts(table: str, rows: pl.DataFrame, held: pl.LazyFrame) -> pl.DataFrame:
    """Issues of single rows that move a section by months or give a registration to another learner."""
    if table not in _DOUBT:
        return no_issues()
    what, (_, moved) = _TELLS[table], _changes(table, rows, held)
    value = pl.lit("not shown") if what == "learner_id" else pl.format("{} → {}", "was", what)
    return issue(moved.select("row", value=value), what, _DOUBT[table], is_fatal=False)


def _changes(table: str, rows: pl.DataFrame, held: pl.DataFrame | pl.LazyFrame) -> tuple[int, pl.DataFrame]:
    """How many rows change one that is there, and those that tell of another thing, with what `was` there."""
    if table not in _TELLS:
        return 0, pl.DataFrame()
    (key,), columns, what = TABLES[table].primary_key(), TABLES[table].column_names(), _TELLS[table]
    before, now = held.lazy(), rows.lazy()
    same_key = now.join(before.select(key, was=what), on=key)
    differs = (pl.col(what) - pl.col("was")).abs() > _MOVED if what != "learner_id" else pl.col(what) != pl.col("was")
    moved = same_key.filter(differs).collect()
    if moved.is_empty():
        return 0, moved
    shared = now.join(before.select(key), on=key, how="semi")
    changed = shared.join(before, on=columns, how="anti", nulls_equal=True).select(pl.len()).collect().item()
    return changed, moved
