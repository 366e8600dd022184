"""What every answer of the command line says of itself: period, day, version, college and filters."""

from typing import Any

from dashboard import wording
from queries import provenance
from queries.answer import Answer
from queries.explore import timing
from queries.semantic.scope import Scope


def of_scope(scope: Scope, *, has_period: bool = True) -> dict[str, Any]:
    """Period, day, version, college and filters by name; the period is null where the numbers follow none.

    So are its first and last day, also for a term, which is counted by its sections and not by days.
    """
    period = scope.period if has_period else None
    dated = period if period and period.kind != "term" else None
    return {
        "period": period and period.name,
        "first_day": dated and dated.start.isoformat(),
        "last_day": dated and dated.end.isoformat(),
        "as_of": scope.as_of.isoformat(),
        "version": scope.version,
        "college": scope.college,
        "where": [f"{name}={value}" for name, value in scope.where],
    }


def of_answer(answer: Answer) -> dict[str, Any]:
    """What an answer is about: its scope, what each metric means, its sources, its caveats and how many cells are hidden."""
    metrics = {m.name: {"label": m.label, "unit": m.unit.name, "definition": m.definition} for m in answer.metrics}
    return of_scope(answer.scope, has_period=_has_period(answer)) | {
        "metrics": metrics,
        "by": list(answer.by),
        "sources": [f"{source.publisher}, {source.title}" for source in provenance.sources(answer)],
        "caveats": list(provenance.caveats(answer)),
        "hidden": answer.hidden,
    }


def line(about: dict[str, Any]) -> str:
    """The same in one line, as it stands over a table."""
    parts = [f"period {about['period']}"] if about["period"] else []
    if about["first_day"]:  # 2026-Q1 could be read as the first quarter of the fiscal year
        parts[0] += f" ({about['first_day']} to {about['last_day']})"
    parts += [f"as of {about['as_of']}", f"version {about['version']}", wording.COLLEGES[about["college"]]]
    return " · ".join(parts + about["where"])


def _has_period(answer: Answer) -> bool:
    return not (timing.follows_no_period(answer.metrics) or "year" in answer.by)
