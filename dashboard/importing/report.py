"""What an import reports, as sentences: the same ones on the command line and on the Data page."""

from pathlib import Path

from data.ingest.report import TO_CHECK, Outcome, Report

DEGRADES = {
    "providers": "Offerings: programs of providers that were rejected are left out of every comparison.",
    "offerings": "Offerings, Enrollment and Outcomes: offerings that were rejected are left out, with all that refers to them.",
    "sections": "Enrollment and Overview: sections that were rejected are left out, with their registrations.",
    "registrations": "Overview, Enrollment and Outcomes: registrations, headcount and revenue are too low by the rejected rows.",
    "learners": "Outcomes: learners that were rejected are in no group.",
    "placements": "Outcomes: placements that were rejected count as not known.",
    "inquiries": "Enrollment: inquiries that were rejected are missing from the funnel.",
    "goals": "Goals and Overview: goals that were rejected are not shown.",
    "events": "Charts: events that were rejected are not shown.",
    "articulations": "Offerings: agreements that were rejected are not shown.",
    "approvals": "Workforce Pell: approvals that were rejected count as not given.",
    "marketing_costs": "Margin: cost per new learner is missing for channels with months that were rejected.",
    "market_offerings": "Offerings: programs that were rejected are left out of prices and counts.",
    "market_completions": "Market: awards that were rejected are missing from every sum of their year.",
    "market_institutions": "Market: institutions that were rejected have no state or sector.",
    "market_providers": "Versus: outcomes of providers that were rejected stand on neither side.",
    "market_provider_types": "Versus: providers under codes that were rejected stand on neither side.",
    "market_projections": "Demand: openings of occupations that were rejected are estimated, not those of the state.",
    "market_outcomes": "Comparability: outcomes that were rejected are not shown beside the college.",
}
"""Which page lacks what when rows of a table were quarantined: of every table."""


_NAMED = 20
"""Columns that were not read and are named; JSON names all of them."""


def text(outcome: Outcome) -> str:
    """The whole import for the command line."""
    blocks = ["\n".join([headline(r), *(f"  {line}" for line in [*lines(r), *to_check(r)])]) for r in outcome.reports]
    return "\n".join([*blocks, *consequences(outcome)])


def headline(report: Report) -> str:
    """Which file became which table of which collection."""
    whose = "the market, shown beside every college" if report.collection == "market" else "your college"
    return f"{report.file}: {report.reader} → {report.table} of {whose}"


def lines(report: Report) -> list[str]:
    """What became of one table, a sentence each."""
    if report.is_repeat and not report.rows_quarantined:
        return ["Already imported, unchanged. Nothing was added."]
    sentences = [
        f"{report.rows_read:,} rows read = {report.rows_accepted:,} accepted + {report.rows_to_check:,} to check + "
        f"{report.rows_quarantined:,} quarantined",
        _taken(report),
    ]
    sentences += [f"quarantined {n:,}: {why}" for why, n in report.quarantined_why.items()]
    sentences += [f"left empty {n:,}: {why}" for why, n in report.emptied_why.items()]
    sentences += [f"repaired {n:,}: {why}" for why, n in report.repaired_why.items()]
    sentences += [f"{name}: {_number(value)}" for name, value in report.totals.items()]
    sentences += [f"Note: {note}." for note in report.notes]
    sentences += [f"Warning: {warning}" + ("" if warning.endswith("?") else ".") for warning in report.warnings]
    return sentences + _columns(report) + examples(report) + _files(report)


def examples(report: Report) -> list[str]:
    """Some of the values that were rejected as they stood, with their place."""
    return [
        f"row {e.row:,}{f', {e.column}' if e.column else ''}{f' = {e.value[:60]!r}' if e.value is not None else ''}: "
        f"{e.reason} ({e.effect})"
        for e in report.examples
        if e.effect != TO_CHECK
    ]


def to_check(report: Report) -> list[str]:
    """Each reason to check rows that were taken, what it does to the numbers, and the first of the rows."""
    sentences = []
    for doubt in report.doubts:
        rows = [e for e in report.examples if (e.code, e.column, e.effect) == (doubt.code, doubt.column, TO_CHECK)]
        places = ", ".join(f"row {e.row:,}{f' ({e.value[:40]})' if e.value else ''}" for e in rows)
        more = ", …" if doubt.rows > len(rows) else ""
        sentences.append(
            f"Taken, please check {doubt.rows:,}: {doubt.column}: {doubt.reason}. {doubt.consequence} "
            f"See {places}{more}. [{doubt.code}]"
        )
    return sentences


def consequences(outcome: Outcome) -> list[str]:
    """What pages lack after the import, and which version is served."""
    tables = dict.fromkeys(r.table for r in outcome.reports if r.rows_quarantined)
    sentences = [f"Too little on {DEGRADES[table]}" for table in tables]
    if rows := outcome.rows_to_check:
        sentences.append(f"{rows:,} row{'s count and' if rows > 1 else ' counts and'} should be checked.")
    sentences += [*outcome.unread, *outcome.missing]
    if outcome.version:
        sentences.append(f"Version {outcome.version} is served.")
    return sentences


def _taken(report: Report) -> str:
    kinds = {
        "new": report.rows_new,
        "changed": report.rows_changed,
        "unchanged": report.rows_unchanged,
        "equal to another row and counted once": report.rows_repeated,
        "booked in another row": report.rows_folded,
        "total rows used to check the others": report.rows_aside,
    }
    return "taken: " + (", ".join(f"{n:,} {kind}" for kind, n in kinds.items() if n) or "none")


def _columns(report: Report) -> list[str]:
    renamed = [f"{theirs} → {ours}" for theirs, ours in report.columns.items() if theirs != ours]
    sentences = [f"columns {report.columns_origin}: {', '.join(renamed)}"] if renamed else []
    if report.unused:
        more = len(report.unused) - _NAMED
        rest = f" and {more:,} more" if more > 0 else ""
        sentences.append(f"columns not read: {', '.join(c[:60] for c in report.unused[:_NAMED])}{rest}")
    return sentences


def _files(report: Report) -> list[str]:
    sentences = []
    if report.quarantine_file:
        sentences.append(f"Fix the quarantined rows in {report.quarantine_file} and import that file again.")
    if report.check_file:
        sentences.append(f"Every row to check is listed in {_beside(report, report.check_file)}.")
    if report.issues_file:
        sentences.append(
            f"Every value that was rejected as it stood is listed in {_beside(report, report.issues_file)}."
        )
    return sentences


def _beside(report: Report, issues_file: str) -> str:
    return f"{Path(issues_file).name} there" if report.quarantine_file else issues_file


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
