"""What an import answers with: what was read, what was taken, and why the rest was not. `dashboard.importing.report` words it."""

from dataclasses import asdict, dataclass, field, fields

import polars as pl

QUARANTINED, EMPTIED, REPAIRED, TO_CHECK = "quarantined", "left empty", "repaired", "to check"
"""What became of a value that was not taken as it stood, or of the row that it stands in."""


@dataclass(frozen=True)
class Example:
    """One value that was not taken as it stood, or that should be checked. `code` is that of an import reason."""

    row: int
    column: str
    value: str | None
    code: str
    reason: str
    effect: str


@dataclass(frozen=True)
class Counted:
    """How many rows or values of a column have one reason; for rows to check also what they do to the numbers."""

    code: str
    column: str
    reason: str
    effect: str
    rows: int
    consequence: str = ""


@dataclass(frozen=True)
class Report:
    """One table of one file. Rows read are rows accepted plus rows to check plus rows quarantined.

    Accepted rows and rows to check are taken: they are new, changed or unchanged ones, repeats of another row of the file,
    lines that became part of another row (`folded`), or checking totals (`aside`). `reasons` count rows or values by code
    and column; a row with two reasons counts under both. `columns` says which of theirs became which of ours, `unused` which
    were not read. `to_check` holds every row to check: file, row, column, value, code, reason and consequence.
    """

    file: str
    reader: str
    table: str
    collection: str
    sha256: str
    rows_read: int
    rows_accepted: int
    rows_to_check: int = 0
    rows_quarantined: int = 0
    rows_new: int = 0
    rows_changed: int = 0
    rows_unchanged: int = 0
    rows_repeated: int = 0
    rows_folded: int = 0
    rows_aside: int = 0
    reasons: tuple[Counted, ...] = ()
    examples: tuple[Example, ...] = ()
    totals: dict[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    columns_origin: str = ""
    unused: tuple[str, ...] = ()
    quarantine_file: str | None = None
    check_file: str | None = None
    issues_file: str | None = None
    is_repeat: bool = False
    to_check: pl.DataFrame | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.rows_read != self.rows_accepted + self.rows_to_check + self.rows_quarantined:
            raise AssertionError("Rows read must be rows accepted plus rows to check plus rows quarantined.")
        if min(self.rows_accepted, self.rows_to_check, self.rows_quarantined) < 0:
            raise AssertionError("No row may count twice.")

    def why(self, effect: str) -> dict[str, int]:
        """Rows or values by “column: reason”, of one effect."""
        return {f"{c.column}: {c.reason}" if c.column else c.reason: c.rows for c in self.reasons if c.effect == effect}

    @property
    def quarantined_why(self) -> dict[str, int]:
        """Quarantined rows by “column: reason”."""
        return self.why(QUARANTINED)

    @property
    def emptied_why(self) -> dict[str, int]:
        """Values left empty by “column: reason”."""
        return self.why(EMPTIED)

    @property
    def repaired_why(self) -> dict[str, int]:
        """Restored values by “column: reason”."""
        return self.why(REPAIRED)

    @property
    def doubts(self) -> tuple[Counted, ...]:
        """Reasons of the rows to check, with their consequences."""
        return tuple(c for c in self.reasons if c.effect == TO_CHECK)

    def as_dict(self) -> dict:
        """For JSON. `to_check` holds every row."""
        plain = {
            f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("reasons", "examples", "to_check")
        }
        return plain | {
            "reasons": [asdict(c) for c in self.reasons],
            "examples": [asdict(e) for e in self.examples],
            "to_check": [] if self.to_check is None else self.to_check.to_dicts(),
        }


@dataclass(frozen=True)
class Outcome:
    """All files of one import. `missing` says what cannot be shown yet, `version` is what is served (None: a check).

    `unread` names members of archives that were left out, with the reason.
    """

    reports: tuple[Report, ...]
    version: str | None = None
    missing: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether every row was taken."""
        return not any(report.rows_quarantined for report in self.reports)

    @property
    def rows_to_check(self) -> int:
        """Rows that were taken and should be checked, of all files."""
        return sum(report.rows_to_check for report in self.reports)

    def as_dict(self) -> dict:
        """For JSON."""
        return {
            "version": self.version,
            "missing": self.missing,
            "unread": self.unread,
            "files": [r.as_dict() for r in self.reports],
        }
