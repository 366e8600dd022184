"""Cube `money_months`: what sections that are alike sold and cost by month, of those of which nothing changes any more."""

# Why: decision 183.

import dataframely as dy
import polars as pl

from data.cubes import meetings
from data.cubes.bands import NOT_KNOWN
from data.cubes.section_months import CHANGES

STATES = ("scheduled", "held", "cancelled")
ALIKE = (
    *("offering_id", "field", "school", "modality", "term", "start_month"),
    *("campus", "meeting_days", "time_of_day", "tags", "state", "is_costed"),
)
"""What the sections of one row share, beside the months."""


class MoneyMonths(dy.Schema):
    """The seats of one month in sections that are alike, and the month's part of what the sections cost.

    Nothing has become known of these sections after the month `settled_month`; of others nothing is in here. A cost is
    null where none of them states it, and counts those that do otherwise.
    """

    month = dy.Date(primary_key=True, description="First day of the month in which the seats were taken.")
    settled_month = dy.Date(
        primary_key=True, description="First day of the month in which the last change of the sections became known."
    )
    offering_id = dy.String(primary_key=True, description="The offering that is run.")
    field = dy.String(description="First two digits of the CIP code of the offering.")
    school = dy.String(description="The college's own unit that runs the offering.")
    modality = dy.String(nullable=True, description="How the offering is taught.")
    term = dy.String(primary_key=True, description="Term of the sections.")
    start_month = dy.Date(primary_key=True, description="First day of the month in which the sections start.")
    campus = dy.String(primary_key=True, description="Where they meet; `not_known` where that is not stated.")
    meeting_days = dy.String(primary_key=True, description="Days on which they meet; `not_known` where not stated.")
    time_of_day = dy.Enum(
        (*meetings.TIMES_OF_DAY, NOT_KNOWN), primary_key=True, description="When their meetings start."
    )
    tags = dy.String(
        primary_key=True, description="The college's own labels of them, separated by semicolons; or empty."
    )
    state = dy.Enum(STATES, primary_key=True, description="Held or canceled.")
    is_costed = dy.Bool(primary_key=True, description="Whether their direct cost is stated.")
    gross_registrations = dy.Int64(description="Seats ever taken.")
    net_registrations = dy.Int64(description="Seats taken and not dropped.")
    gross_cents = dy.Int64(description="List price charged, US cents.")
    discount_cents = dy.Int64(description="Discounts given, US cents.")
    refund_cents = dy.Int64(description="Refunds paid, US cents.")
    net_cents = dy.Int64(description="List price less discounts and refunds, US cents.")
    direct_cost_cents = dy.Int64(nullable=True, description="The month's part of the direct cost, US cents.")
    variable_cost_cents = dy.Int64(nullable=True, description="Cost of the seats held, US cents.")
    promotion_cost_cents = dy.Int64(nullable=True, description="The month's part of the promotion cost, US cents.")


COSTS = ("direct_cost_cents", "variable_cost_cents", "promotion_cost_cents")
SUMS = (*CHANGES, "net_cents", *COSTS)


def build(sections: pl.LazyFrame, months: pl.LazyFrame) -> pl.DataFrame:
    """The cube from the cubes `sections` and `section_months`, of some whole sections or of all; those of some add up."""
    settled_month = pl.col("settled_on").dt.truncate("1mo").alias("settled_month")
    state = pl.when(pl.col("decided_on").is_null()).then(pl.lit("held")).otherwise(pl.lit("cancelled"))
    rows = divided(sections.with_columns(settled_month, start_month=start_month(), state=state), months)
    costed = rows.with_columns(
        pl.col("tags").fill_null(""), pl.col("state").cast(pl.Enum(STATES)), is_costed=pl.col(COSTS[0]).is_not_null()
    )
    return added(costed.select(*MoneyMonths.column_names()).collect(engine="streaming"))


def added(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with those alike added."""
    keys = ["month", "settled_month", *ALIKE]
    summed = rows.group_by(keys).agg(sums())
    return MoneyMonths.cast(summed.select(MoneyMonths.column_names()).sort(keys))


def sums() -> list[pl.Expr]:
    """Sums over sections that are alike. A cost is null where none of the sections states one."""
    costs = [pl.when(pl.col(c).is_not_null().any()).then(pl.col(c).sum()).alias(c) for c in COSTS]
    return [*(pl.col(name).sum() for name in SUMS if name not in COSTS), *costs]


def start_month() -> pl.Expr:
    """The first day of the month in which a section starts."""
    return pl.col("starts_on").dt.truncate("1mo")


def divided(sections: pl.LazyFrame, by_month: pl.LazyFrame) -> pl.LazyFrame:
    """Sections with a row for each month of registration, its sums (CHANGES, `net_cents`) and its part of each cost.

    `by_month`: sums by `section_id` and `month`. A section that sold no seat stands in the month of its start, so that
    its cost is not lost.
    """
    return (
        sections.join(by_month, on="section_id", how="left")
        .with_columns(pl.col("month").fill_null(start_month()), *(pl.col(c).fill_null(0) for c in CHANGES))
        .sort("section_id", "month")
        .with_columns(
            _shared("direct_cost_cents"),
            _shared("promotion_cost_cents"),
            variable_cost_cents=pl.col("variable_cost_cents") * pl.col("net_registrations"),
            net_cents=pl.col("gross_cents") - pl.col("discount_cents") - pl.col("refund_cents"),
        )
    )


def _shared(cost: str) -> pl.Expr:
    """A section's cost over its months in proportion to the seats taken: whole cents that add up to the cost."""
    seats = pl.col("gross_registrations")
    until, total = seats.cum_sum().over("section_id"), seats.sum().over("section_id")
    # Differences of a rounded running sum: the parts always add up, whatever the rounding of each.
    parts = pl.col(cost) * until // total - pl.col(cost) * (until - seats) // total
    return pl.when(total == 0).then(pl.col(cost)).otherwise(parts).alias(cost)
