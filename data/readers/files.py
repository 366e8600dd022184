"""What a reader is given and what it gives back. The reading of bytes lives in `data.readers.text`."""

import hashlib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import polars as pl

from data.contracts import TABLES
from data.reference.import_reasons import Reason, reason
from data.store.home import StoreError

MOST_BYTES = 2 << 30
MOST_ROWS = 50_000_000
MOST_COLUMNS = 2_000
MOST_CELLS = 300_000_000
"""Limits that are checked before anything unfolds in memory."""

ISSUE_SCHEMA = {
    "row": pl.Int64,
    "column": pl.String,
    "value": pl.String,
    "code": pl.String,
    "reason": pl.String,
    "is_fatal": pl.Boolean,
}
"""One row per value that could not be taken as it stood, with the code and sentence of an import reason.

Fatal: its row is quarantined; else the value became null.
"""


class BadFile(StoreError):
    """A file that cannot be read, as a sentence."""


class NoRows(BadFile):
    """A file in which nothing stands under a header. Beside other files it is passed by."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} has a header and no rows.")


@dataclass(frozen=True)
class Brought:
    """A file as it was brought, from the disk or a browser."""

    name: str
    content: bytes

    @cached_property
    def sha256(self) -> str:
        """Hash of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, eq=False)
class Laid:
    """All rows of a table, in Arrow files on the disk that are removed with the last one who knows of them (`_owner`)."""

    height: int
    _files: tuple[Path, ...]
    _left_out: tuple[str, ...]
    _owner: object

    @property
    def bytes(self) -> int:
        """What all of it takes in the memory."""
        return sum(file.stat().st_size for file in self._files)

    def some(self, start: int, rows: int, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """Some of the rows."""
        all_rows = pl.scan_ipc([*self._files]).drop(self._left_out)
        chosen = all_rows if columns is None else all_rows.select(columns)
        return chosen.slice(start, rows).collect()


@dataclass(frozen=True)
class Raw:
    """One table of a file: all text under the headers as they stand, blank cells null, blank rows left out.

    Rows are numbered from 1 under the header. `notes` say what had to be decided to read it, `warnings` what of it is not
    counted. `separator` is empty where cells were not separated by a character. Of a table that is `laid` out on the disk, `rows`
    are the first; only who asks `data.readers.apart` for tables that are laid out is given one.
    """

    name: str
    rows: pl.DataFrame
    notes: tuple[str, ...] = ()
    separator: str = ""
    warnings: tuple[str, ...] = ()
    laid: Laid | None = None

    @property
    def height(self) -> int:
        """All its rows."""
        return self.rows.height if self.laid is None else self.laid.height

    def some(self, start: int, rows: int) -> "Raw":
        """Some of all its rows."""
        if self.laid is None or start + rows <= self.rows.height:
            return replace(self, rows=self.rows.slice(start, rows), laid=None)
        return replace(self, rows=self.laid.some(start, rows), laid=None)

    def whole(self, columns: Sequence[str] | None = None) -> "Raw":
        """All of it in the memory, or all rows of some columns."""
        if self.laid is None:
            return self if columns is None else replace(self, rows=self.rows.select(columns))
        return replace(self, rows=self.laid.some(0, self.laid.height, columns), laid=None)

    @cached_property
    def content(self) -> tuple[Hashable, ...]:
        """What tells this table from any other: its name, its headers and a hash of all its cells."""
        cells = hashlib.sha256(self.rows.hash_rows().to_numpy().tobytes()).hexdigest()
        return (self.name, tuple(self.rows.columns), cells, self.separator, self.height)


@dataclass(frozen=True)
class FileSample:
    """The first rows of a file, all text, under the headers as they stand in it."""

    name: str
    columns: list[str]
    rows: pl.DataFrame


@dataclass(frozen=True)
class Origin:
    """Where a table came from: names of the file and of the archive around it, the year its bringer stated, and the day."""

    names: tuple[str, ...] = ()
    year: int | None = None
    brought_on: date = field(default_factory=date.today)


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


@dataclass(frozen=True)
class Tidied:
    """Canonical tables made from one raw file.

    Each table frame is typed for its contract and has an Int64 column `row`: the 1-based data row of the source.
    `issues` has the columns of ISSUE_SCHEMA, and so have `repairs`, values that were restored, and `doubts`, values that were
    taken and should be checked. `totals` are control totals by name; `notes` and `warnings` sentences;
    `aside` counts rows that were read and used for a check only, `repeated` those left out since an earlier one is equal.
    """

    tables: dict[str, pl.DataFrame]
    issues: pl.DataFrame = field(default_factory=no_issues)
    repairs: pl.DataFrame = field(default_factory=no_issues)
    doubts: pl.DataFrame = field(default_factory=no_issues)
    totals: dict[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    aside: int = 0
    repeated: int = 0


def issue(rows: pl.DataFrame, column: str, why: Reason | str, *, is_fatal: bool) -> pl.DataFrame:
    """Issues of one column from a frame with `row` and `value`; `why` is an import reason or the code of one."""
    why = why if isinstance(why, Reason) else reason(why)
    return rows.select(
        pl.col("row").cast(pl.Int64),
        column=pl.lit(column),
        value=pl.col("value").cast(pl.String),
        code=pl.lit(why.code),
        reason=pl.lit(why.sentence),
        is_fatal=pl.lit(is_fatal),
    )
