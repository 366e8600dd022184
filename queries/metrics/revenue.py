"""What the college's own sections bring and cost."""

import polars as pl

from queries.cubes.section_money import SECTION_MONEY_CUBE
from queries.semantic.metric import Metric, ratio
from queries.semantic.unit import SHARE, USD

_HELD = pl.col("state") == "held"
_COSTED = _HELD & pl.col("direct_cost_cents").is_not_null()
_COST = pl.col("direct_cost_cents") + pl.col("variable_cost_cents").fill_null(0)
_NET_COSTED = pl.col("net_cents").filter(_COSTED).sum()
_CONTRIBUTION = (pl.col("net_cents") - _COST).filter(_COSTED).sum()

DISCOUNTS = Metric(
    "discounts",
    "Discounts",
    "Scholarships, waivers and promotions taken off the list price of the seats taken in the period.",
    pl.col("discount_cents").sum() / 100,
    USD,
    SECTION_MONEY_CUBE,
    better="lower",
)
REFUNDS = Metric(
    "refunds",
    "Refunds",
    "Paid back by the as-of date for seats taken in the period, including those of canceled sections.",
    pl.col("refund_cents").sum() / 100,
    USD,
    SECTION_MONEY_CUBE,
    better="lower",
)
PRICE_REALIZATION = Metric(
    "price_realization",
    "Price realized",
    "Net tuition revenue divided by the list price charged, over the seats taken in the period.",
    ratio(pl.col("net_cents").sum(), pl.col("gross_cents").sum()),
    SHARE,
    SECTION_MONEY_CUBE,
)
STARTED_REVENUE = Metric(
    "started_revenue",
    "Net revenue of started sections",
    "Net tuition revenue of the sections that had started by the as-of date and were not canceled.",
    pl.col("net_cents").filter(_HELD).sum() / 100,
    USD,
    SECTION_MONEY_CUBE,
)
DIRECT_COST = Metric(
    "direct_cost",
    "Direct cost",
    "Instruction, room, materials and cost per seat of the sections that had started, where the college states them. "
    "A section's cost is spread over its months by seats taken. Promotion is left out.",
    pl.when(_COSTED.any()).then(_COST.filter(_COSTED).sum() / 100),
    USD,
    SECTION_MONEY_CUBE,
    better="lower",
)
CONTRIBUTION = Metric(
    "contribution",
    "Contribution",
    "Net tuition revenue less direct cost, over started sections with a stated direct cost. Promotion is left out.",
    pl.when(_COSTED.any()).then(_CONTRIBUTION / 100),
    USD,
    SECTION_MONEY_CUBE,
)
CONTRIBUTION_MARGIN = Metric(
    "contribution_margin",
    "Contribution margin",
    "Contribution divided by the net tuition revenue of the same sections. Promotion is left out.",
    ratio(_CONTRIBUTION, _NET_COSTED),
    SHARE,
    SECTION_MONEY_CUBE,
)
PROMOTION = Metric(
    "promotion",
    "Promotion",
    "Promotion spent on the sections open by the as-of date, spread over their months by seats taken, where the "
    "college states it.",
    pl.when(pl.col("promotion_cost_cents").is_not_null().any()).then(pl.col("promotion_cost_cents").sum() / 100),
    USD,
    SECTION_MONEY_CUBE,
    better="lower",
)
COST_COVERAGE = Metric(
    "cost_coverage",
    "Revenue with a known cost",
    "Net tuition revenue of started sections whose direct cost is stated, divided by that of all started sections.",
    ratio(_NET_COSTED, pl.col("net_cents").filter(_HELD).sum()),
    SHARE,
    SECTION_MONEY_CUBE,
)
