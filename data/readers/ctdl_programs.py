"""Programs and credentials that CTDL documents describe, as rows of a program list.

The documents are tables by then (see `data.readers.ctdl_rows`), under headers of our own `offerings`: who names that table
for a file brings it as the college's own catalog.
"""

import polars as pl

from data.readers.files import FileSample, Origin, Tidied, shaped
from data.readers.outcome_rows import cip, issue, number, repeated

NAME = "CTDL documents of programs"
SOURCE = "ctdl"
TABLE = "market_offerings"
NEEDED = ("ctdl_id", "ctdl_type", "title", "provider", "cip_code", "price_usd", "weeks")
DOLLARS = ("USD", "US Dollar", "US Dollars", "US$", "$")
LIMITS = {"price_usd": 1_000_000, "weeks": 520, "contact_hours": 10_000}


def sniff(sample: FileSample) -> bool:
    """Whether the headers are those that documents of programs are laid out under."""
    return {*NEEDED} <= {*sample.columns}


def used(headers: list[str]) -> tuple[str, ...]:
    """The headers that are read."""
    return tuple(headers)


def tidy(raw: pl.DataFrame, origin: Origin | None = None) -> Tidied:
    """Rows of `market_offerings`. Documents have no day of their own: the edition is the day on which they are brought."""
    text = raw.with_columns(row=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
    in_dollars = pl.col("currency").is_null() | pl.col("currency").is_in(DOLLARS)
    rows = text.with_columns(
        list_id=pl.lit(SOURCE),
        edition=pl.lit((origin or Origin()).brought_on),
        # A blank node has an id within its document alone.
        program_id=pl.when(pl.col("offering_id").str.starts_with("_:"))
        .then(pl.concat_str("provider", "title", separator=" · "))
        .otherwise("offering_id"),
        provider_id=pl.coalesce("provider_id", "provider"),
        cip_code=cip("cip_code"),
        price_usd=pl.when(in_dollars).then(_within("price_usd")),
        weeks=_within("weeks"),
        contact_hours=_within("contact_hours"),
        state=pl.lit(None, pl.String),
    )
    issues = [
        issue(text.filter(~in_dollars).select("row", value="currency"), "price_usd", "no_price"),
        issue(text.filter(cip("cip_code").is_null(), pl.col("cip_code").is_not_null()).select("row", value="cip_code"), "cip_code", "no_cip_code"),
        issue(rows.filter(pl.col("provider").is_null()).select("row", value="title"), "provider", "not_named", fatal=True),
        repeated(rows.select("row", "program_id", "title", "provider_id"), ["program_id"], "program_id"),
    ]  # fmt: skip
    return Tidied(shaped({TABLE: rows}), pl.concat(issues))


def _within(column: str) -> pl.Expr:
    value = number(column)
    return pl.when((value > 0) & (value <= LIMITS[column])).then(value)
