"""Rows that were not taken, kept as they came: a file that can be fixed and brought again."""

import re
from pathlib import Path

import polars as pl

from data.readers.mapping import Mapping
from data.reference.spreadsheet import neutralised, restored
from data.store.home import write_whole, writing

ROW, REASON = "quarantine_row", "quarantine_reason"
CHECK = "-to-check"
"""How the name of a list of rows to check ends."""


def is_fix(frame: pl.DataFrame) -> bool:
    """Whether the file is a quarantine file that comes back."""
    return REASON in frame.columns


def as_brought(frame: pl.DataFrame) -> pl.DataFrame:
    """A file without the marks that quarantine put on it."""
    if not is_fix(frame):
        return frame
    return restored(frame.drop(ROW, REASON, strict=False))


def as_read(rows: pl.DataFrame, typed: pl.DataFrame, mapping: Mapping) -> pl.DataFrame:
    """The rows with days and numbers in one plain way where the whole file told how to read them, and no mapping did.

    A few of its rows would leave 03/04/2025 open, or tell 1,200 otherwise. What could not be read stays as it came.
    """
    plain = []
    for theirs, ours in mapping.columns.items():
        kind, raw = typed.schema[ours], rows[theirs]
        value = typed[ours].cast(pl.String)
        if kind == pl.Date and not mapping.date_format:
            plain.append(value.zip_with(value.is_not_null(), raw).alias(theirs))
        elif kind.is_numeric() and not mapping.decimal:
            is_open = raw.str.contains(",", literal=True) & value.is_not_null()
            plain.append(value.zip_with(is_open.fill_null(False), raw).alias(theirs))
    return rows.with_columns(plain)


def write(home: Path, stem: str, raw: pl.DataFrame, refused: pl.DataFrame) -> Path:
    """Keep the refused rows with their reasons. Text that a spreadsheet would run is marked by an apostrophe."""
    whys = refused.group_by("row").agg(
        pl.concat_str([pl.col("column") + ": ", pl.col("reason")]).unique(maintain_order=True).str.join("; ")
    )
    rows = raw.with_row_index(ROW, 1).with_columns(pl.col(ROW).cast(pl.Int64))
    kept = rows.join(whys.rename({"row": ROW, "column": REASON}), on=ROW).sort(ROW)
    kept = kept.with_columns(pl.col(REASON).str.strip_prefix(": "))
    return _written(home, f"{stem}.csv", kept)


def write_issues(home: Path, stem: str, issues: pl.DataFrame) -> Path:
    """Every value that was not taken as it stood, as a list."""
    return _written(home, f"{stem}-values.csv", issues.sort("row", "column"))


def write_check(home: Path, stem: str, to_check: pl.DataFrame) -> Path:
    """Every row that was taken and should be checked, as a list with what it does to the numbers."""
    return _written(home, f"{stem}{CHECK}.csv", to_check)


def stem(file: str, sha256: str) -> str:
    """Name of what is kept of a file, made of its own name and hash."""
    return f"{re.sub(r'[^A-Za-z0-9_.-]+', '-', Path(file).stem)[:60]}-{sha256[:8]}"


def folder(home: Path) -> Path:
    """Where quarantined rows are kept."""
    return home / "quarantine"


def _written(home: Path, name: str, frame: pl.DataFrame) -> Path:
    target = folder(home) / name
    with writing(home):
        write_whole(target, neutralised(frame).write_csv().encode())
    return target
