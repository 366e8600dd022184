"""What a reader is given and what it gives back. The reading of bytes lives in `data.readers.text`."""

from dataclasses import dataclass

import polars as pl

from data.contracts import TABLES

ISSUE_SCHEMA = {
    "row": pl.Int64,
    "column": pl.String,
    "value": pl.String,
    "reason": pl.String,
    "is_fatal": pl.Boolean,
}
"""One row per value that could not be taken as it stood. Fatal: its row is quarantined; else the value became null."""


@dataclass(frozen=True)
class FileSample:
    """The first rows of a file, all text, under the headers as they stand in it."""

    name: str
    columns: list[str]
    rows: pl.DataFrame


@dataclass(frozen=True)
class Tidied:
    """Canonical tables made from one raw file.

    Each table frame is typed for its contract and has an Int64 column `row`: the 1-based data row of the source.
    `issues` has the columns of ISSUE_SCHEMA.
    """

    tables: dict[str, pl.DataFrame]
    issues: pl.DataFrame


def no_issues() -> pl.DataFrame:
    """An empty frame of issues."""
    return pl.DataFrame(schema=ISSUE_SCHEMA)


def shaped(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Tables with every column of their contracts, in that order and after `row`; what a source lacks is null."""
    done = {}
    for name, frame in tables.items():
        empty = TABLES[name].create_empty()
        lacking = [pl.lit(None, kind).alias(c) for c, kind in empty.schema.items() if c not in frame.columns]
        done[name] = frame.with_columns(lacking).select("row", *empty.columns)
    return done
