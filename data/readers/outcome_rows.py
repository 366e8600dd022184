"""What readers of published outcomes share: wide rows in, one row of `market_outcomes` per number out."""

import re
from collections.abc import Mapping, Sequence

import polars as pl

from data.contracts.market_outcomes import MarketOutcomes
from data.readers import files

TABLE = "market_outcomes"


def columns(headers: list[str], aliases: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Our column → their header, whatever its case, order and marks; a name may be one of several aliases."""
    plain = {_bare(header): header for header in headers}
    wanted = {name: [_bare(a) for a in (name, *known)] for name, known in aliases.items()}
    return {name: next(plain[a] for a in known if a in plain) for name, known in wanted.items() if {*known} & {*plain}}


def _bare(header: str) -> str:
    # `% Certified` and `Certified` are two columns.
    return re.sub(r"[^a-z0-9]+", "", header.lower().replace("%", "percent"))


def picked(raw: pl.DataFrame, aliases: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """The raw file under our names with its row numbers; a column that is not there is null."""
    header_of = columns(raw.columns, aliases)
    return raw.select(
        *(pl.col(header_of[n]).alias(n) if n in header_of else pl.lit(None, pl.String).alias(n) for n in aliases)
    ).with_columns(row=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))


def number(column: str, *missing: str) -> pl.Expr:
    """A number out of “$64,250” or “ 89.7%”; sentinels of `missing` are null. A percent sign makes it a share."""
    text = pl.col(column).str.strip_chars()
    bare = text.str.replace_all(r"[$,%\s]", "").cast(pl.Float64, strict=False)
    value = pl.when(text.str.ends_with("%")).then((bare / 100).round(6)).otherwise(bare)
    gone = pl.lit(False) if not missing else bare.is_in([float(m) for m in missing])
    return pl.when(~gone & bare.is_finite()).then(value)


def cip(column: str) -> pl.Expr:
    """NN.NNNN out of six digits, with lost zeros or a float's tail; a field alone is its roll-up; 99 is a filler and null."""
    text = pl.col(column).str.strip_chars()
    text = pl.when(text.str.contains(r"^\d{1,2}$")).then(text + ".0").otherwise(text)
    dotted = text.cast(pl.Float64, strict=False).round(4)
    from_dotted = (dotted * 10_000).round(0).cast(pl.Int64, strict=False).cast(pl.String).str.zfill(6)
    digits = pl.when(text.str.contains(".", literal=True)).then(from_dotted).otherwise(text.str.zfill(6))
    is_code = digits.str.contains(r"^\d{6}$") & ~digits.str.starts_with("99")
    return pl.when(is_code).then(digits.str.slice(0, 2) + "." + digits.str.slice(2, 4))


def stacked(wide: pl.DataFrame, numbers: dict[str, dict[str, pl.Expr]], list_id: str) -> pl.DataFrame:
    """One row per number that is stated, once: `numbers` gives the columns of each definition by its code."""
    names = MarketOutcomes.column_names()
    types = MarketOutcomes.create_empty().schema
    parts = []
    for code, fields in numbers.items():
        part = wide.with_columns(list_id=pl.lit(list_id), definition=pl.lit(code), **fields)
        absent = [pl.lit(None, types[n]).alias(n) for n in names if n not in part.columns]
        part = part.with_columns(absent).select("row", *(pl.col(n).cast(types[n], strict=False) for n in names))
        parts.append(part.filter(pl.col("value").is_not_null()))
    rows = pl.concat(parts).sort("row", "definition")
    return rows.unique(names, keep="first", maintain_order=True)


def people(share: str | pl.Expr, base: str | pl.Expr) -> pl.Expr:
    """How many people a stated share of a stated base is."""
    share, base = (pl.col(e) if isinstance(e, str) else e for e in (share, base))
    return (share * base).round(0).cast(pl.Int64)


def issue(rows: pl.DataFrame, column: str, reason: str, *, fatal: bool = False) -> pl.DataFrame:
    """Issues of the rows (columns row, value) under the code of an import reason."""
    return files.issue(rows.cast({"value": pl.String}), column, reason, is_fatal=fatal)


def repeated(frame: pl.DataFrame, key: list[str], column: str) -> pl.DataFrame:
    """Fatal issues for rows whose key stood in an earlier row with other values: a number must not count twice."""
    again = frame.sort("row").filter(~pl.struct(key).is_first_distinct())
    # A row that is equal in all that is read says the same once more; it is counted once, as in every table.
    equal = frame.sort("row").filter(~pl.struct(pl.exclude("row")).is_first_distinct())
    again = again.join(equal.select("row"), on="row", how="anti")
    return issue(again.select("row", value=column), column, "stated_twice", fatal=True)
