"""What is remembered of files that were taken, and whether one was taken before."""

from datetime import UTC, datetime

from data.ingest.plan import Plan
from data.ingest.report import Report
from data.store.manifest import REMOVED, Source
from data.store.store import Draft


def _earlier(sources: list[Source], plan: Plan, table: str) -> list[Source]:
    mark = (plan.sha256, table, plan.fingerprint)
    return [s for s in sources if (s.sha256, s.table, s.mapping) == mark]


def was_taken_whole(draft: Draft, plan: Plan) -> bool:
    """Whether all rows of the table of a file were taken before, and none removed since."""
    # A file with quarantined rows is read again: what they refer to may have been brought since. So is one that was
    # brought before rows were removed.
    removals = [number for number, source in enumerate(draft.sources) if source.reader == REMOVED]
    since = draft.sources[removals[-1] :] if removals else draft.sources
    return any(source.rows_quarantined == 0 for source in _earlier(since, plan, plan.table))


def was_brought(draft: Draft, plan: Plan, table: str, accepted: int, quarantined: int) -> bool:
    """Whether the file was brought before with the same rows accepted and quarantined."""
    earlier = _earlier(draft.sources, plan, table)
    return any((s.rows_accepted, s.rows_quarantined) == (accepted, quarantined) for s in earlier)


def source(plan: Plan, report: Report, accepted: int, quarantined: int) -> Source:
    """What is remembered of a table of a file that was taken."""
    return Source(
        collection=report.collection,
        file=plan.raw.name,
        sha256=plan.sha256,
        reader=plan.reader,
        table=report.table,
        imported_at=datetime.now(UTC).isoformat(timespec="seconds"),
        rows_accepted=accepted,
        rows_quarantined=quarantined,
        mapping=plan.fingerprint,
    )
