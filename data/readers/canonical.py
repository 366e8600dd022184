"""The canonical tables as they are: headers that are our column names, in any case, order or spacing."""

import re

import polars as pl

from data.contracts import TABLES
from data.readers.files import ISSUE_SCHEMA, Tidied

_BOOLEANS = {"true": True, "yes": True, "y": True, "1": True, "false": False, "no": False, "n": False, "0": False}


def table_of(columns: list[str]) -> str | None:
    """The table whose required columns are all there and that shares the most columns, None where none fits."""
    names = {_name(c) for c in columns}
    fitting = [(len(names & {*s.columns()}), t) for t, s in TABLES.items() if _required(t) <= names]
    return max(fitting)[1] if fitting else None


def tidy(raw: pl.DataFrame, table: str) -> Tidied:
    """Typed rows of a table; a value that cannot be read as its type quarantines its row."""
    raw = raw.rename({c: _name(c) for c in raw.columns}).with_columns(row=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
    typed, issues = [pl.col("row")], [pl.DataFrame(schema=ISSUE_SCHEMA)]
    for column, declared in TABLES[table].columns().items():
        if column not in raw.columns:
            typed.append(pl.lit(None, declared.dtype).alias(column))
            continue
        value = _parsed(column, declared.dtype)
        typed.append(value)
        bad = raw.with_columns(parsed=value).filter(pl.col("parsed").is_null() & pl.col(column).is_not_null())
        issues.append(
            bad.select(
                "row",
                column=pl.lit(column),
                # An identifier is never echoed: it may be an e-mail address or a national id.
                value=pl.lit("not shown") if column == "learner_id" else pl.col(column),
                reason=pl.lit(f"not a value that {column} may have"),
                is_fatal=pl.lit(True),
            )
        )
    return Tidied({table: raw.select(typed)}, pl.concat(issues))


def _required(table: str) -> set[str]:
    return {name for name, column in TABLES[table].columns().items() if not column.nullable}


def _name(header: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", header.strip().lower()).strip("_")


def _parsed(column: str, dtype: pl.DataType) -> pl.Expr:
    text = pl.col(column)
    if isinstance(dtype, pl.Date):
        return text.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    if isinstance(dtype, pl.Boolean):
        return text.str.to_lowercase().replace_strict(_BOOLEANS, default=None, return_dtype=pl.Boolean).alias(column)
    if isinstance(dtype, pl.Enum):
        word = text.str.to_lowercase().str.replace_all(r"[\s\-]+", "_")
        return word.cast(dtype, strict=False)
    if dtype.is_numeric():
        number = text.str.replace_all(r"[$,\s]", "").cast(pl.Float64, strict=False)
        return pl.when(number.is_finite()).then(number).cast(dtype, strict=False)
    return text
