"""One table of one file accounted for: every row once, every reason counted, and what was not taken as it stood kept."""

from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from data.contracts import MARKET
from data.ingest import quarantine
from data.ingest.checking import Checked
from data.ingest.merging import Merged
from data.ingest.plan import Plan
from data.ingest.report import EMPTIED, QUARANTINED, REPAIRED, TO_CHECK, Counted, Example, Report
from data.readers.files import Tidied
from data.reference.import_reasons import REASONS

_EXAMPLES = 5
_NEVER_ECHOED = ("learner_id",)


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


def unread(plan: Plan, table: str) -> Report:
    """What is known before the rows are looked at."""
    height = plan.raw.rows.height
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
    report = unread(plan, table)
    height = report.rows_read if part is None else part.rows_read
    return replace(report, rows_read=height, rows_accepted=height, rows_unchanged=height, is_repeat=True)


def rows_quarantined(part: Part, checked: Checked) -> int:
    """Rows of the file, or of the derived table, that were not taken."""
    if part.is_single:
        return checked.refused["row"].n_unique()
    return part.rows_read - checked.good.height - checked.repeats


def account(part: Part, checked: Checked, doubts: pl.DataFrame, merged: Merged, home: Path | None) -> Report:
    """The report of a table; `doubts` have the columns of issues and `usd`. Without `home` nothing is kept in files."""
    quarantined = rows_quarantined(part, checked)
    to_check = doubts["row"].n_unique()
    report = replace(
        unread(part.plan, part.table),
        rows_read=part.rows_read,
        rows_accepted=part.rows_read - quarantined - to_check,
        rows_to_check=to_check,
        rows_quarantined=quarantined,
        rows_new=merged.new,
        rows_changed=merged.changed,
        rows_unchanged=merged.unchanged,
        rows_repeated=checked.repeats,
        rows_folded=checked.lines,
        rows_aside=part.tidied.aside,
    )
    return _explained(report, part, checked, doubts, home)


def _explained(report: Report, part: Part, checked: Checked, doubts: pl.DataFrame, home: Path | None) -> Report:
    """The report with its reasons, examples, totals, and the files that hold what was not taken as it stood."""
    tidied = part.tidied
    # What was emptied is said once, with the last table that the file fills.
    is_last = report.table == list(tidied.tables)[-1]
    emptied = tidied.issues.filter(~pl.col("is_fatal"), pl.lit(is_last))
    effects = {
        QUARANTINED: checked.refused,
        TO_CHECK: doubts.drop("usd"),
        EMPTIED: emptied,
        REPAIRED: tidied.repairs.filter(pl.lit(is_last)),
    }
    issues = pl.concat([rows.drop("is_fatal").with_columns(effect=pl.lit(effect)) for effect, rows in effects.items()])
    reasons = _with_consequences(_counted(issues), doubts)
    to_check = _to_check(report.file, issues.filter(pl.col("effect") == TO_CHECK), reasons)
    kept = _kept(home, part, checked.refused, issues) if home else {}
    if home and to_check.height:
        kept["check_file"] = str(quarantine.write_check(home, _stem(part), to_check))
    return replace(
        report,
        reasons=reasons,
        examples=_examples(issues),
        totals=tidied.totals | _sums(checked.good),
        notes=(*report.notes, *tidied.notes),
        warnings=(*tidied.warnings, *_same_keys(report, reasons)),
        to_check=to_check,
        **kept,
    )


def _same_keys(report: Report, reasons: tuple[Counted, ...]) -> tuple[str, ...]:
    """What to do where many rows of a file share a key that was meant to be of one."""
    rows = sum(c.rows for c in reasons if c.code == "same_key")
    if rows < 4 or rows * 5 < report.rows_read:
        return ()
    return (
        f"{rows:,} of {report.rows_read:,} rows share a key with another row. If its numbers start again each term, make the "
        "key of two columns, such as the term and the number, here and in every file that refers to it",
    )


def _with_consequences(reasons: tuple[Counted, ...], doubts: pl.DataFrame) -> tuple[Counted, ...]:
    usd = dict(doubts.group_by("code").agg(pl.col("usd").sum()).rows())
    rows = dict(doubts.group_by("code").agg(pl.col("row").n_unique()).rows())
    return tuple(
        replace(c, consequence=_consequence(c.code, rows[c.code], usd[c.code])) if c.effect == TO_CHECK else c
        for c in reasons
    )


def _consequence(code: str, rows: int, usd: float) -> str:
    money = f"${usd:,.0f}" if usd == round(usd) else f"${usd:,.2f}"
    return REASONS[code].consequence.format(rows=f"{rows:,} row{'s' * (rows != 1)}", usd=money)


def _to_check(file: str, issues: pl.DataFrame, reasons: tuple[Counted, ...]) -> pl.DataFrame:
    """Every row to check with its consequence, in the order of the file; learner ids are not in it."""
    consequences = {c.code: c.consequence for c in reasons if c.effect == TO_CHECK}
    shown = _without_learners(issues).with_columns(consequence=pl.col("code").replace_strict(consequences, default=""))
    shown = shown.sort("row", "column").with_columns(file=pl.lit(file))
    return shown.select("file", "row", "column", "value", "code", "reason", "consequence")


def _stem(part: Part) -> str:
    stem = quarantine.stem(part.plan.raw.name, part.plan.sha256)
    return stem if part.is_single else f"{stem}-{part.table}"


def _kept(home: Path, part: Part, refused: pl.DataFrame, issues: pl.DataFrame) -> dict[str, str]:
    """The files that hold what was not taken as it stood, by the report's name for them."""
    files = {}
    if refused.height:
        rows = part.plan.raw.rows.select(part.plan.used)
        if part.plan.mapping is not None:
            rows = quarantine.as_read(rows, part.tidied.tables[part.table], part.plan.mapping)
        files["quarantine_file"] = str(quarantine.write(home, _stem(part), rows, refused))
    rest = issues.filter(pl.col("effect") != TO_CHECK)
    if rest.height:
        files["issues_file"] = str(quarantine.write_issues(home, _stem(part), rest))
    return files


def _counted(issues: pl.DataFrame) -> tuple[Counted, ...]:
    by = ["code", "column", "reason", "effect"]
    counts = issues.group_by(by).agg(rows=pl.len())
    counts = counts.sort("rows", "column", "reason", descending=[True, False, False])
    return tuple(Counted(*row) for row in counts.select(*by, "rows").rows())


def _without_learners(issues: pl.DataFrame) -> pl.DataFrame:
    return issues.with_columns(value=pl.when(~pl.col("column").is_in(_NEVER_ECHOED)).then("value"))


def _examples(issues: pl.DataFrame) -> tuple[Example, ...]:
    first = issues.group_by("column", "code", "effect", maintain_order=True).head(_EXAMPLES)
    shown = _without_learners(first).select("row", "column", "value", "code", "reason", "effect")
    return tuple(Example(**row) for row in shown.to_dicts())


def _sums(good: pl.DataFrame) -> dict[str, float]:
    """Control totals of the rows taken: every money column."""
    counted = [c for c in good.columns if c.endswith("_usd")]
    return {f"sum of {c}, rows taken": round(float(good[c].sum() or 0), 2) for c in counted}
