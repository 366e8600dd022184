"""A table that is read in pieces, on its way into a version: read, split, put into the draft, accounted for."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from data.contracts import TABLES
from data.ingest import accounting, piece_checks, piece_fill, piece_merge, piece_report, pieces, references
from data.ingest.checking import Beside
from data.ingest.filling import Holds
from data.ingest.merging import Merged
from data.ingest.piece_checks import Split
from data.ingest.piece_text import InPieces, Progress
from data.ingest.references import InPlace
from data.ingest.report import Report
from data.readers.files import BadFile
from data.store.store import Draft


class TakenPieces:
    """Reads the table into scratch at once; what follows waits for the tables that it refers to."""

    def __init__(self, draft: Draft, given: InPieces, scratch: Path, progress: Progress) -> None:
        self.given = given
        self.merged = Merged(0)
        self._draft, self._progress = draft, progress
        self._scratch = scratch / given.table
        self._split: Split | None = None
        self._typed = pieces.typed(given, self._scratch, self._within(0.2, 0.2))

    def rows(self) -> pl.LazyFrame:
        """All typed rows, before any is checked."""
        frames = [pl.scan_parquet(self._scratch / f"{at}-rows.parquet") for at in range(len(self._typed.heights))]
        return pl.concat(frames).select(TABLES[self.given.table].column_names())

    def fill(self, holds: Holds, day: date) -> None:
        """Fill the columns that other tables tell."""
        self._typed = piece_fill.filled(self._typed, holds, day, self._scratch / "fill", self._within(0.4, 0.0))

    def put(self, beside: Beside, *, are_corrections: bool) -> None:
        """Check the rows and put the good ones into the draft. Raises BadFile where the table cannot be taken."""
        self._split = piece_checks.split(self._typed, beside, self._scratch, self._within(0.4, 0.15))
        if isinstance(self.given, InPlace):
            self._refer(self.given, self._split.good.scan(), beside.today)
            return
        self._progress(f"Keeping {self._split.height:,} rows of {self.given.table}", 0.55)
        self.merged = piece_merge.merge(
            self._draft, "college", self._split, self._scratch, are_corrections=are_corrections
        )

    def _refer(self, given: InPlace, good: pl.LazyFrame | None, today: date) -> None:
        """Have the draft know the table, and its good rows for as long as it is made."""
        if good is None:
            raise BadFile(f"{given.parts.name} has no row that can be taken.")
        rows = good.drop("row")
        made = references.reference(given, rows, today)
        self._draft.refer(made, rows)
        self.merged = Merged(made.rows)

    def report(self, home: Path | None, refused_to: Path | None = None, *, has_registrations: bool = True) -> Report:
        """The account of the table beside all that is in the draft.

        Rows of a table that stays in place are not kept in the home: refused ones go to `refused_to`, or nowhere.
        """
        assert self._split is not None
        kept_in = None if isinstance(self.given, InPlace) else home
        progress = self._within(0.55, 0.15)
        given = self._split, self.merged, self._draft, self._scratch, kept_in, progress
        report = piece_report.report(*given, has_registrations=has_registrations)
        if isinstance(self.given, InPlace) and home is not None and refused_to is not None and report.rows_quarantined:
            report = replace(report, quarantine_file=str(piece_report.write_refused(self._split, refused_to)))
        return report

    def _within(self, start: float, share: float) -> Progress:
        return lambda what, done: self._progress(what, start + share * done)


def repeated(given: InPieces) -> Report:
    """The report of a table that was brought before, unchanged."""
    return accounting.repeat_of(given.plan, given.table, given.parts.height)
