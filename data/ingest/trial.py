"""What a mapping makes of a file before anything is imported: the first rows, and words that are still to be translated."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from data.contracts import TABLES
from data.readers import account_lines, canonical, cip, mapping, preparation, recognition, words
from data.readers.column_signs import Signs
from data.readers.files import Raw
from data.readers.mapping import Mapping
from data.readers.preparation import prepared, texts
from data.readers.steps import StatusAndGrade
from data.store.home import pseudonym_key

_LOOKED_AT, _AT_ONCE = 50_000, 500_000
_NEVER_SHOWN = "learner_id"


def rows(
    raw: Raw, chosen: Mapping, others: Sequence[Raw], home: Path, count: int = 5
) -> tuple[pl.DataFrame, int | None]:
    """The first rows under our names, without learner ids, and the number of rows. The number is None for a large file. Raises BadFile."""
    key = pseudonym_key(home) if chosen.pseudonyms else b""
    few = _few(raw, chosen, others)
    ready, mapping = prepared(few, chosen, [_with_lines(other, chosen) for other in others], key)
    tidied = canonical.typed(ready, mapping, _signs(raw, ready, mapping))[0].tables[mapping.table]
    empty = [c for c in mapping.fill if tidied[c].null_count() == tidied.height]  # filled once all files are read
    given = [c for c in tidied.columns if c in (*mapping.ours(), *mapping.fill) and c not in empty]
    shown = tidied.select(given).head(count)
    if _NEVER_SHOWN in shown.columns:
        shown = shown.with_columns(pl.lit("not shown").alias(_NEVER_SHOWN))
    return shown, tidied.height if raw.laid is None else None


def _few(raw: Raw, chosen: Mapping, others: Sequence[Raw]) -> Raw:
    """The rows at hand; all of them where they are account lines, too, of which those of one registration may lie far apart."""
    is_itself = chosen.lines is not None and not any(chosen.lines.stand_in(other.rows.columns) for other in others)
    return raw.whole() if is_itself else replace(raw, laid=None)


def _with_lines(other: Raw, chosen: Mapping) -> Raw:
    """A file with all of its account lines, where it has those of the mapping."""
    lines = chosen.lines
    if lines is None or other.laid is None or not lines.stand_in(other.rows.columns):
        return other
    return other.whole([*dict.fromkeys(lines.inputs())])


def _signs(raw: Raw, ready: Raw, mapping: Mapping) -> Signs:
    """What all rows show of how the file is written; those that are not at hand are looked at some at a time."""
    shown = canonical.signs(ready, mapping)
    for at in range(raw.rows.height, raw.height, _AT_ONCE):
        some = _chosen(raw.some(at, _AT_ONCE), mapping)
        shown += canonical.signs(account_lines.with_empty_sums(some, mapping.lines), mapping)
    return shown


def _chosen(raw: Raw, mapping: Mapping) -> Raw:
    return preparation.chosen(raw, replace(mapping, pseudonyms=()), b"")


def words_to_translate(raw: Raw, mapping: Mapping, most: int) -> dict[str, list[str]]:
    """By our column, words of the file that are none of ours: of closed lists, and CIP codes that are none."""
    asked = {}
    for ours, brought in _words(raw, mapping).items():
        dtype = TABLES[mapping.table].columns()[ours].dtype
        if isinstance(dtype, pl.Enum):
            is_ours = words.plain(brought).is_in(dtype.categories.implode())
        elif ours == "cip_code":
            is_ours = brought.to_frame("v").select(cip.six_digits(pl.col("v")).is_not_null())["v"]
        else:
            continue
        asked[ours] = brought.filter(~is_ours).head(most).to_list()
    return {column: theirs for column, theirs in asked.items() if theirs}


def _words(raw: Raw, mapping: Mapping) -> dict[str, pl.Series]:
    """By our column, every word that the file has for it: of a status and a grade those of both."""
    sample = raw.rows.head(_LOOKED_AT)
    if mapping.rows:
        sample = sample.filter(pl.col(mapping.rows.column).is_in(list(mapping.rows.among)))
    made = texts(sample, mapping)
    columns = {ours: [made[ours]] for ours in made.columns}
    for ours, step in mapping.made.items():
        if isinstance(step, StatusAndGrade):
            columns[ours] = [sample[c] for c in step.inputs()]
    return {
        ours: pl.concat([c.alias(ours) for c in parts]).drop_nulls().unique().sort() for ours, parts in columns.items()
    }


def preview(raw: Raw, mappings: Sequence[Mapping], rows: int = 5) -> pl.DataFrame:
    """The first rows as they stand in the file, with learner ids left out."""
    hidden = {theirs for m in mappings for theirs, ours in m.columns.items() if ours == "learner_id"}
    hidden |= {theirs for m in mappings for theirs in m.pseudonyms}
    hidden |= {h for h in raw.rows.columns if recognition.kind_of(raw.rows[h]) == recognition.PEOPLE}
    hidden |= {h for h in raw.rows.columns if mapping.for_table([h], "learners").columns.get(h) == "learner_id"}
    shown = [c for c in raw.rows.columns if c in hidden]
    return raw.rows.head(rows).with_columns(pl.lit("not shown").alias(c) for c in shown)
