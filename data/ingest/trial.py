"""What a mapping makes of a file before anything is imported: the first rows, and words that are still to be translated."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from data.contracts import TABLES
from data.readers import canonical, cip, words
from data.readers.files import Raw
from data.readers.mapping import Mapping
from data.readers.preparation import prepared, texts
from data.readers.steps import StatusAndGrade
from data.store.home import pseudonym_key

_LOOKED_AT = 50_000
_NEVER_SHOWN = "learner_id"


def rows(raw: Raw, chosen: Mapping, others: Sequence[Raw], home: Path, count: int = 5) -> tuple[pl.DataFrame, int]:
    """The first rows under our names, learner ids left out, and how many rows there are. Raises BadFile."""
    key = pseudonym_key(home) if chosen.pseudonyms else b""
    ready, mapping = prepared(raw, chosen, others, key)
    tidied = canonical.tidy(ready, mapping).tables[mapping.table]
    empty = [c for c in mapping.fill if tidied[c].null_count() == tidied.height]  # filled once all files are read
    given = [c for c in tidied.columns if c in (*mapping.ours(), *mapping.fill) and c not in empty]
    shown = tidied.select(given).head(count)
    if _NEVER_SHOWN in shown.columns:
        shown = shown.with_columns(pl.lit("not shown").alias(_NEVER_SHOWN))
    return shown, tidied.height


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
