"""What an import answers with: what was read, what was taken, and why the rest was not."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Report:
    """One file. Rows read are rows accepted plus rows quarantined; `emptied` values became null, each counted."""

    file: str
    reader: str
    table: str
    rows_read: int
    rows_accepted: int
    rows_quarantined: int
    quarantined_why: dict[str, int]
    emptied_why: dict[str, int]
    totals: dict[str, float]
    quarantine_file: str | None = None
    is_repeat: bool = False

    def __post_init__(self) -> None:
        if self.rows_read != self.rows_accepted + self.rows_quarantined:
            raise AssertionError("Rows read must be rows accepted plus rows quarantined.")

    def as_dict(self) -> dict:
        """For JSON."""
        return asdict(self)

    def as_text(self) -> str:
        """For people."""
        if self.is_repeat:
            return f"{self.file}: brought before, unchanged. Nothing was added."
        lines = [
            f"{self.file}: {self.reader} → {self.table}",
            f"  {self.rows_read:,} rows read = {self.rows_accepted:,} accepted + {self.rows_quarantined:,} quarantined",
        ]
        lines += [f"  quarantined {n:,}: {why}" for why, n in self.quarantined_why.items()]
        lines += [f"  left empty {n:,}: {why}" for why, n in self.emptied_why.items()]
        lines += [f"  {name}: {value:,.2f}" for name, value in self.totals.items()]
        if self.quarantine_file:
            lines.append(f"  Fix the quarantined rows in {self.quarantine_file} and bring that file again.")
        return "\n".join(lines)
