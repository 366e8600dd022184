"""One table of one file accounted for: every row once, every reason counted, and what was not taken as it stood kept."""

from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from data.contracts import MARKET
from data.ingest import quarantine
from data.ingest.checking import Checked
from data.ingest.merging import Merged
from data.ingest.plan import Plan
from data.ingest.report import TO_CHECK, Counted, Example, Report
from data.ingest.tallies import BY, Found, Tally, issues_of, tally, without_learners
from data.readers.files import Tidied
from data.readers.mapping import Mapping
from data.reference.import_reasons import REASONS


@dataclass(frozen=True)
class Part:
    """One table that a file fills. A table that is derived beside others has rows of its own."""

    plan: Plan
    tidied: Tidied
    table: str

    @property
    def collection(self) -> str:
        """Facts of a college, or of the market."""
        return "market" if self.table in MARKET else "college"

    @property
    def is_single(self) -> bool:
        """Whether the file fills this table only, so that a row of the file is a row of the report."""
        return len(self.tidied.tables) == 1

    @property
    def rows_read(self) -> int:
        """Rows of the file, or of the derived table."""
        return self.plan.raw.rows.height if self.is_single else self.tidied.tables[self.table].height


def unread(plan: Plan, table: str, height: int) -> Report:
    """What is known before the rows are looked at, but for their number."""
    return Report(
        file=plan.raw.name,
        reader=plan.reader,
        table=table,
        collection="market" if table in MARKET else "college",
        sha256=plan.sha256,
        rows_read=height,
        rows_accepted=height,
        notes=plan.raw.notes,
        columns=plan.mapping.labels() if plan.mapping else {},
        columns_origin=plan.mapping.origin if plan.mapping else "",
        unused=tuple(h for h in plan.raw.rows.columns if h not in plan.used),
    )


def repeat(part: Part | None, plan: Plan, table: str) -> Report:
    """The report of a file that was brought before, unchanged."""
    return repeat_of(plan, table, plan.raw.rows.height if part is None else part.rows_read)


def repeat_of(plan: Plan, table: str, height: int) -> Report:
    """The report of so many rows that were brought before, unchanged."""
    return replace(unread(plan, table, height), rows_unchanged=height, is_repeat=True)


def rows_quarantined(part: Part, checked: Checked) -> int:
    """Rows of the file, or of the derived table, that were not taken."""
    if part.is_single:
        return checked.refused["row"].n_unique()
    return part.rows_read - checked.good.height - checked.repeats


def account(part: Part, checked: Checked, doubts: pl.DataFrame, merged: Merged, home: Path | None) -> Report:
    """The report of a table; `doubts` have the columns of issues and `usd`. Without `home` nothing is kept in files."""
    tidied, quarantined = part.tidied, rows_quarantined(part, checked)
    # What was emptied is said once, with the last table that the file fills.
    is_last = part.table == list(tidied.tables)[-1]
    found = Found(quarantined, checked, doubts, tidied if is_last else None)
    report = replace(unread(part.plan, part.table, part.rows_read), rows_aside=tidied.aside)
    report = replace(report, notes=(*report.notes, *tidied.notes))
    report = summed(report, merged, tally(found), checked.repeats, checked.lines)
    rows = part.plan.raw.rows.select(part.plan.used)
    kept = Files(home, _stem(part))
    if home and checked.refused.height:
        kept.refuse(rows, checked.refused, tidied.tables[part.table], part.plan.mapping)
    kept.list_values(issues_of(found))
    check = to_check(report, issues_of(found))
    kept.list_rows_to_check(check)
    totals = tidied.totals | report.totals
    return replace(report, totals=totals, warnings=(*tidied.warnings, *report.warnings), to_check=check, **kept.done())


def summed(report: Report, merged: Merged, counts: Tally, repeats: int, lines: int) -> Report:
    """The report with its numbers of rows, reasons, examples and totals. `rows_read` and `rows_aside` are in it already."""
    usd = {code: (rows, amount) for code, rows, amount in counts.doubts.rows()}
    reasons = tuple(
        replace(c, consequence=_consequence(c.code, *usd[c.code])) if c.effect == TO_CHECK else c
        for c in _counted(counts.counts)
    )
    return replace(
        report,
        rows_accepted=report.rows_read - counts.quarantined - counts.to_check,
        rows_to_check=counts.to_check,
        rows_quarantined=counts.quarantined,
        rows_new=merged.new,
        rows_changed=merged.changed,
        rows_unchanged=merged.unchanged,
        rows_repeated=repeats,
        rows_folded=lines,
        reasons=reasons,
        examples=tuple(Example(**row) for row in counts.examples.to_dicts()),
        # Control totals of the rows taken: every money column.
        totals={f"sum of {c}, rows taken": round(amount, 2) for c, amount in counts.usd.items()},
        warnings=(*_same_keys(report, reasons), *_cut_off(report)),
    )


class Files:
    """The files that hold what was not taken as it stood. Without `home` nothing is kept."""

    def __init__(self, home: Path | None, stem: str) -> None:
        kinds = {
            "quarantine_file": quarantine.refused_file,
            "issues_file": quarantine.issues_file,
            "check_file": quarantine.check_file,
        }
        self._files = {name: make(home, stem) for name, make in kinds.items()} if home else {}

    def refuse(
        self,
        rows: pl.DataFrame,
        refused: pl.DataFrame,
        typed: pl.DataFrame,
        mapping: Mapping | None,
        first_row: int = 1,
    ) -> None:
        """Keep the refused ones of the rows as they came, `typed` beside them."""
        if self._files:
            rows = rows if mapping is None else quarantine.as_read(rows, typed, mapping)
            self._files["quarantine_file"].add(quarantine.refused_rows(rows, refused, first_row))

    def list_values(self, issues: pl.DataFrame) -> None:
        """Keep every value that was not taken as it stood."""
        if self._files:
            rest = issues.filter(pl.col("effect") != TO_CHECK)
            self._files["issues_file"].add(rest.sort("row", "column", maintain_order=True))

    def list_rows_to_check(self, rows: pl.DataFrame) -> None:
        """Keep what `to_check` returns."""
        if self._files:
            self._files["check_file"].add(rows)

    def done(self) -> dict[str, str]:
        """Where the files are, by the report's name for them."""
        return {name: path for name, file in self._files.items() if (path := file.done())}

    def discard(self) -> None:
        """Leave nothing behind of files that are not done."""
        for file in self._files.values():
            file.discard()


def _same_keys(report: Report, reasons: tuple[Counted, ...]) -> tuple[str, ...]:
    """What to do where many rows of a file share a key that was meant to be of one."""
    rows = sum(c.rows for c in reasons if c.code == "same_key")
    if rows < 4 or rows * 5 < report.rows_read:
        return ()
    return (
        f"{rows:,} of {report.rows_read:,} rows share a key with another row. If its numbers start again each term, make the "
        "key of two columns, such as the term and the number, here and in every file that refers to it. If they are states of one thing at "
        "several days, keep its newest row; if they are lines of one order, give each seat a row and a key of its own",
    )


_LIMITS = (1_000, 2_000, 5_000, 10_000, 20_000, 25_000, 50_000, 65_535, 100_000, 250_000, 500_000, 1_000_000, 1_048_575)
"""Rows at which systems and spreadsheets end a file."""
_PEOPLE = ("registrations", "learners", "inquiries")


def _cut_off(report: Report) -> tuple[str, ...]:
    """That a file has just as many rows as an export may have."""
    if report.table not in _PEOPLE or report.rows_read not in _LIMITS:
        return ()
    return (
        f"{report.file} has exactly {report.rows_read:,} rows, a number at which systems end an export. Check that it holds all "
        f"{report.table}",
    )


def _consequence(code: str, rows: int, usd: float) -> str:
    money = f"${usd:,.0f}" if usd == round(usd) else f"${usd:,.2f}"
    return REASONS[code].consequence.format(rows=f"{rows:,} row{'s' * (rows != 1)}", usd=money)


def to_check(report: Report, issues: pl.DataFrame) -> pl.DataFrame:
    """Every row to check with its consequence, in the order of the file; learner ids are not in it."""
    consequences = {c.code: c.consequence for c in report.doubts}
    doubts = without_learners(issues.filter(pl.col("effect") == TO_CHECK))
    shown = doubts.with_columns(consequence=pl.col("code").replace_strict(consequences, default=""))
    shown = shown.sort("row", "column", maintain_order=True).with_columns(file=pl.lit(report.file))
    return shown.select("file", "row", "column", "value", "code", "reason", "consequence")


def _stem(part: Part) -> str:
    stem = quarantine.stem(part.plan.raw.name, part.plan.sha256)
    return stem if part.is_single else f"{stem}-{part.table}"


def _counted(counts: pl.DataFrame) -> tuple[Counted, ...]:
    counts = counts.sort("rows", "column", "reason", descending=[True, False, False])
    return tuple(Counted(*row) for row in counts.select(*BY, "rows").rows())
