"""Contribution, margin and break-even in sentences and tables."""

import polars as pl

from dashboard import wording
from dashboard.wording.revenue import dollars
from queries.metrics.enrollment import NET_REVENUE
from queries.metrics.revenue import CONTRIBUTION_MARGIN
from queries.revenue.margin import Missing


def sentence_of_margin(found: dict[str, float | None]) -> str:
    """Where contribution stands, and of which revenue."""
    if not found["net_revenue"] and not found["started_revenue"]:
        return "No revenue is on record for this choice, so there is neither contribution nor margin."
    total, started = (wording.value(NET_REVENUE, found[n], short=True) for n in ("net_revenue", "started_revenue"))
    first = f"Of {total} net tuition revenue, {started} is of sections that have started"
    if found["contribution"] is None:
        return f"{first}; no direct cost is stated for them, so there is no contribution or margin."
    left = wording.value(NET_REVENUE, found["contribution"], short=True)
    rate = wording.value(CONTRIBUTION_MARGIN, found["contribution_margin"])
    return f"{first}; they leave {left} after direct cost, a margin of {rate}. Promotion is not in."


def break_even_table(frame: pl.DataFrame, titles: dict[str, str]) -> pl.DataFrame:
    """Seats held against seats that cover the cost."""
    return pl.DataFrame(
        {
            "Offering": [titles.get(o, o) for o in frame["offering"]],
            "Started sections": frame["sections"],
            "Seats held per section": frame["seats_per_section"].round(1),
            "Break-even seats per section": frame["break_even_seats"],
            "Net price per seat": [wording.NOTHING if c is None else dollars(c) for c in frame["net_price_cents"]],
        }
    )


def gaps(missing: Missing) -> list[str]:
    """What the costs lack, a sentence each; empty when every cost is stated."""
    said = []
    if missing.direct:
        said.append(
            f"Direct cost is not stated for {missing.direct:,} of {_sections(missing.started, 'started ')}; contribution, "
            "margin and break-even are of the others."
        )
    if missing.variable:
        said.append(
            f"Cost per seat is not stated for {_sections(missing.variable, 'started ')}, whose cost leaves it out."
        )
    if missing.promotion:
        said.append(f"Promotion is not stated for {missing.promotion:,} of {_sections(missing.sections)}.")
    return said


def _sections(number: int, which: str = "") -> str:
    return f"{number:,} {which}section{'' if number == 1 else 's'}"
