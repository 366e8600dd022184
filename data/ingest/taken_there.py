"""A table that stays in place and is read by an engine, on its way into a version: as `data.ingest.taken_pieces`, but not here."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from data.ingest import references
from data.ingest.checking import Beside
from data.ingest.filling import Holds
from data.ingest.merging import Merged
from data.ingest.piece_text import InPieces, Progress
from data.ingest.references import InPlace
from data.ingest.report import Report
from data.ingest.spread import Spread, spread
from data.ingest.taken_pieces import TakenPieces
from data.publish.college import Count
from data.publish.course import within
from data.readers.files import BadFile
from data.store.store import Draft


class TakenThere:
    """The rows are checked when the tables are there that they refer to."""

    def __init__(self, draft: Draft, given: InPlace, there: Spread) -> None:
        self.given = given
        self.merged = Merged(0)
        self._draft, self._there = draft, there

    def rows(self) -> pl.LazyFrame:
        """All typed rows, before any is checked."""
        return self._there.typed()

    def fill(self, holds: Holds, day: date) -> None:
        """A table whose columns are filled from others does not stay in place."""

    def put(self, beside: Beside, *, are_corrections: bool) -> None:
        """Have the rows checked, and the draft know the table. Raises BadFile where it cannot be taken."""
        there = self._there
        there.check(beside)
        rows = there.rows()
        if rows is None:
            raise BadFile(f"{self.given.parts.name} has no row that can be taken.")
        days = there.first, there.last
        self._draft.refer(references.of_rows(self.given, there.good, days, beside.today), rows)
        self.merged = Merged(there.good)

    def report(self, home: Path | None, refused_to: Path | None = None, *, has_registrations: bool) -> Report:
        """The account of the table. Refused rows go to `refused_to`, or nowhere."""
        report = self._there.report(self.merged)
        if home is not None and refused_to is not None and report.rows_quarantined:
            report = replace(report, quarantine_file=str(self._there.write_refused(refused_to)))
        return report


def taken(draft: Draft, given: InPieces, count: Count, scratch: Path, progress: Progress) -> TakenPieces | TakenThere:
    """The table read: by the engine that counts where it stays in place and can be reached there, else here."""
    if not isinstance(given, InPlace):
        return TakenPieces(draft, given, scratch, progress)
    assert given.snapshot is not None
    there = spread(given, given.snapshot, count, within(progress, 0.2, 0.7))
    # What stays in place is needed until it is counted.
    return TakenThere(draft, given, there) if there else TakenPieces(draft, given, draft.scratch("in-place"), progress)
