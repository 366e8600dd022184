"""Rows that were not taken, kept as they came: a file that can be fixed and brought again."""

import os
import re
from pathlib import Path

import polars as pl

from data.readers.mapping import Mapping
from data.reference.spreadsheet import neutralised, restored
from data.store.home import private_folder, sync_file, sync_folder, writing

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


def refused_rows(raw: pl.DataFrame, refused: pl.DataFrame, first_row: int = 1) -> pl.DataFrame:
    """The refused rows of a file, or of a piece of it that starts with `first_row`, with their reasons."""
    whys = refused.group_by("row").agg(
        pl.concat_str([pl.col("column") + ": ", pl.col("reason")]).unique(maintain_order=True).str.join("; ")
    )
    rows = raw.with_row_index(ROW).with_columns(pl.col(ROW).cast(pl.Int64) + first_row)
    kept = rows.join(whys.rename({"row": ROW, "column": REASON}), on=ROW).sort(ROW)
    return kept.with_columns(pl.col(REASON).str.strip_prefix(": "))


class Kept:
    """A file of what was not taken as it stood, written piece by piece; it is there once it is `done`, and not before.

    Text that a spreadsheet would run is marked by an apostrophe.
    """

    def __init__(self, home: Path, name: str) -> None:
        self._home, self._path = home, folder(home) / name
        self._draft = self._path.with_name(f".{name}.{os.getpid()}")
        self._is_begun = False

    def add(self, rows: pl.DataFrame) -> None:
        """Add rows of the same columns as those before; none make no file."""
        if rows.is_empty():
            return
        with writing(self._home):
            private_folder(self._path.parent)
            with self._draft.open("ab" if self._is_begun else "wb") as file:
                neutralised(rows).write_csv(file, include_header=not self._is_begun)
        self._is_begun = True

    def done(self) -> str | None:
        """Where the file is, None where nothing was added."""
        if not self._is_begun:
            return None
        with writing(self._home):
            sync_file(self._draft)
            os.replace(self._draft, self._path)
            sync_folder(self._path.parent)
        return str(self._path)

    def discard(self) -> None:
        """Leave nothing behind."""
        self._draft.unlink(missing_ok=True)


def refused_file(home: Path, stem: str) -> Kept:
    """Where refused rows are kept as they came, with their reasons."""
    return Kept(home, f"{stem}.csv")


def issues_file(home: Path, stem: str) -> Kept:
    """Where every value that was not taken as it stood is listed."""
    return Kept(home, f"{stem}-values.csv")


def check_file(home: Path, stem: str) -> Kept:
    """Where every row that was taken and should be checked is listed, with what it does to the numbers."""
    return Kept(home, f"{stem}{CHECK}.csv")


def stem(file: str, sha256: str) -> str:
    """Name of what is kept of a file, made of its own name and hash."""
    return f"{re.sub(r'[^A-Za-z0-9_.-]+', '-', Path(file).stem)[:60]}-{sha256[:8]}"


def folder(home: Path) -> Path:
    """Where quarantined rows are kept."""
    return home / "quarantine"
