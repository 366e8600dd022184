"""Contribution, margin and break-even in sentences and tables."""

from dashboard import wording
from dashboard.wording.counts import counted
from queries.metrics.enrollment import NET_REVENUE
from queries.metrics.revenue import CONTRIBUTION_MARGIN
from queries.revenue.margin import Missing


def sentence_of_margin(totals: dict[str, float | None]) -> str:
    """What sections that have started keep after their direct cost."""
    if not totals["net_revenue"] and not totals["started_revenue"]:
        return "This choice has no revenue on record, so it has no contribution or margin."
    total, started = (wording.value(NET_REVENUE, totals[n], short=True) for n in ("net_revenue", "started_revenue"))
    part = f"all {total}" if started == total else f"{started} of {total}"
    if totals["contribution"] is None:
        return (
            f"Started sections hold {part} net tuition revenue. They state no direct cost, so contribution and margin are "
            "not known."
        )
    kept = wording.value(NET_REVENUE, totals["contribution"], short=True)
    rate = wording.value(CONTRIBUTION_MARGIN, totals["contribution_margin"])
    return (
        f"Started sections contribute {kept} after direct cost and before promotion, a margin of {rate}. They hold {part} net "
        "tuition revenue."
    )


def gaps(missing: Missing) -> list[str]:
    """Which costs are missing, a sentence each."""
    sentences = []
    if missing.direct:
        sentences.append(
            f"{missing.direct:,} of {counted(missing.started, 'started section')} {_state(missing.direct)} no direct "
            "cost. Contribution, margin and break-even leave them out."
        )
    if missing.variable:
        sentences.append(
            f"{counted(missing.variable, 'started section')} {_state(missing.variable)} no cost per seat. Their direct "
            "cost does not include it."
        )
    if missing.promotion:
        sentences.append(
            f"{missing.promotion:,} of {counted(missing.sections, 'section')} {_state(missing.promotion)} no promotion "
            "cost."
        )
    return sentences


def _state(count: int) -> str:
    return "states" if count == 1 else "state"
