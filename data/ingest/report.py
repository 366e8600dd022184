"""What an import answers with: what was read, what was taken, and why the rest was not. `dashboard.importing.report` words it."""

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Example:
    """One value that was not taken as it stood."""

    row: int
    column: str
    value: str | None
    reason: str
    effect: str


@dataclass(frozen=True)
class Report:
    """One table of one file. Rows read are rows accepted plus rows quarantined.

    Accepted rows are new, changed or unchanged ones, repeats of another row of the file, or checking totals (`aside`).
    `…_why` count rows or values by “column: reason”; a row with two reasons counts under both. `columns` says which of
    theirs became which of ours, `unused` which were not read.
    """

    file: str
    reader: str
    table: str
    collection: str
    sha256: str
    rows_read: int
    rows_accepted: int
    rows_quarantined: int = 0
    rows_new: int = 0
    rows_changed: int = 0
    rows_unchanged: int = 0
    rows_repeated: int = 0
    rows_aside: int = 0
    quarantined_why: dict[str, int] = field(default_factory=dict)
    emptied_why: dict[str, int] = field(default_factory=dict)
    repaired_why: dict[str, int] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    totals: dict[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    columns_origin: str = ""
    unused: tuple[str, ...] = ()
    quarantine_file: str | None = None
    issues_file: str | None = None
    is_repeat: bool = False

    def __post_init__(self) -> None:
        if self.rows_read != self.rows_accepted + self.rows_quarantined:
            raise AssertionError("Rows read must be rows accepted plus rows quarantined.")

    def as_dict(self) -> dict:
        """For JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Outcome:
    """All files of one import. `missing` says what cannot be shown yet, `version` is what is served (None: a check)."""

    reports: tuple[Report, ...]
    version: str | None = None
    missing: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether every row was taken."""
        return not any(report.rows_quarantined for report in self.reports)

    def as_dict(self) -> dict:
        """For JSON."""
        return {"version": self.version, "missing": self.missing, "files": [r.as_dict() for r in self.reports]}
