"""Outcomes that CTDL documents publish: work, pay of a year, and exams passed, as their publishers count them.

A document rarely says whom a share divides by, so its numbers have definitions of their own, which nothing else shares.
"""

import polars as pl

from data.readers.files import FileSample, Tidied, shaped
from data.readers.outcome_rows import TABLE, cip, issue, number, repeated, stacked

__all__ = ["NAME", "SOURCE", "TABLE", "sniff", "tidy", "used"]

NAME = "CTDL documents of outcomes"
SOURCE = "ctdl"
NEEDED = ("measure", "program_id", "program", "provider", "period", "value", "n")
DEFINITIONS = {"employment": "ctdl_employment", "earnings": "ctdl_earnings", "pass_rate": "ctdl_pass_rate"}
LEAST_PAY = 1_000
"""US dollars: less than that is pay of an hour or a week, even where it is called annual."""


def sniff(sample: FileSample) -> bool:
    """Whether the headers are those that documents of outcomes are laid out under."""
    return {*NEEDED} <= {*sample.columns}


def used(headers: list[str]) -> tuple[str, ...]:
    """The headers that are read."""
    return tuple(headers)


def tidy(raw: pl.DataFrame) -> Tidied:
    """Rows of `market_outcomes`. Of two numbers for one period the first counts, and the other is reported."""
    text = raw.with_columns(row=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
    wide = text.with_columns(
        value=number("value"),
        n=number("n").cast(pl.Int64, strict=False),
        cip_code=cip("cip_code"),
        provider=pl.coalesce("provider", "provider_id", "program_id"),
        provider_id=pl.coalesce("provider_id", "provider", "program_id"),
    ).with_columns(numerator=pl.when(pl.col("measure") != "earnings").then((pl.col("value") * pl.col("n")).round(0)).cast(pl.Int64))  # fmt: skip
    is_yearly = (pl.col("measure") != "earnings") | (pl.col("value") >= LEAST_PAY)
    numbers: dict[str, dict[str, pl.Expr]] = {
        definition: {"value": pl.when(is_yearly & (pl.col("measure") == measure)).then("value")}
        for measure, definition in DEFINITIONS.items()
    }
    rows = stacked(wide, numbers, SOURCE)
    issues = [
        issue(wide.filter(~is_yearly).select("row", "value"), "value", "no_pay_of_a_year"),
        repeated(
            rows.select("row", "provider_id", "program_id", "period", "definition", "value"),
            ["provider_id", "program_id", "period", "definition"],
            "period",
        ),
    ]
    return Tidied(shaped({TABLE: rows}), pl.concat(issues))
