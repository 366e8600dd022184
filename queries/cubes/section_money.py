"""Money and cost of every section by month of registration, as known on the as-of date of a scope.

Derived from the cubes `section_months` and `sections`: a cost is charged to a section as a whole, so that it can only be
shared over months once it is known how many seats the section has sold.
"""

import dataframely as dy
import polars as pl

from data.cubes import section_months
from data.reference.periods import Period
from queries.cubes import attributes, section_terms, section_totals
from queries.semantic.cube import Asked, Cube
from queries.semantic.scope import Scope

STATES = ("scheduled", "held", "cancelled")


class SectionMoney(dy.Schema):
    """One section's seats of one month. Costs are null where the college does not state them, never zero."""

    section_id = dy.String(primary_key=True, description="The section.")
    month = dy.Date(primary_key=True, description="First day of the month in which the seats were taken.")
    offering = dy.String(description="The offering that is run.")
    field = dy.String(description="First two digits of the CIP code of the offering.")
    school = dy.String(description="The college's own unit that runs the offering.")
    modality = dy.String(nullable=True, description="How the offering is taught.")
    term = dy.String(description="Term of the section.")
    starts_on = dy.Date(description="First day of instruction.")
    state = dy.Enum(STATES, description="What the section is at the as-of date: held once it has started.")
    gross_registrations = dy.Int64(description="Seats ever taken.")
    net_registrations = dy.Int64(description="Seats taken and not dropped.")
    gross_cents = dy.Int64(description="List price charged, US cents.")
    discount_cents = dy.Int64(description="Discounts given, US cents.")
    refund_cents = dy.Int64(description="Refunds paid, US cents.")
    net_cents = dy.Int64(description="List price less discounts and refunds, US cents.")
    direct_cost_cents = dy.Int64(
        nullable=True, description="The month's part of the direct cost, by seats taken, US cents."
    )
    variable_cost_cents = dy.Int64(nullable=True, description="Cost of the seats held, US cents.")
    promotion_cost_cents = dy.Int64(
        nullable=True, description="The month's part of the promotion cost, by seats taken, US cents."
    )


def section_money(scope: Scope) -> pl.LazyFrame:
    """Rows of `SectionMoney` of the scope's period, without its filters.

    A section that sold no seat stands in the month of its start, so that its cost is not lost.
    """
    sections = section_terms.sections(scope.version, scope.college).rename({"offering_id": "offering"})
    sections = sections.filter(pl.col("opens_on") <= scope.as_of)
    by_month = section_totals.as_known(scope.version, scope.college, scope.as_of)
    counts = section_months.CHANGES
    return (
        _within(scope.period, sections, by_month)
        .join(by_month, on="section_id", how="left")
        .with_columns(
            pl.col("month").fill_null(pl.col("starts_on").dt.truncate("1mo")),
            *(pl.col(c).fill_null(0) for c in counts),
            state=pl.when(pl.col("decided_on") <= scope.as_of)
            .then(pl.lit("cancelled"))
            .when(pl.col("starts_on") <= scope.as_of)
            .then(pl.lit("held"))
            .otherwise(pl.lit("scheduled")),
        )
        .sort("section_id", "month")
        .with_columns(
            _shared("direct_cost_cents"),
            _shared("promotion_cost_cents"),
            variable_cost_cents=pl.col("variable_cost_cents") * pl.col("net_registrations"),
            net_cents=pl.col("gross_cents") - pl.col("discount_cents") - pl.col("refund_cents"),
        )
        .filter(section_terms.inside(scope.period))
        .select(SectionMoney.column_names())
    )


def _within(period: Period, sections: pl.LazyFrame, by_month: pl.LazyFrame) -> pl.LazyFrame:
    """The sections that can have a row in the period: of all others the costs need not be shared."""
    if period.kind == "term":
        return sections.filter(section_terms.inside(period))
    sold = by_month.filter(section_terms.inside(period)).select("section_id")
    start = pl.col("starts_on").dt.truncate("1mo").alias("month")
    starting = sections.select("section_id", start).filter(section_terms.inside(period)).select("section_id")
    return sections.join(pl.concat([sold, starting]), on="section_id", how="semi")


def _shared(cost: str) -> pl.Expr:
    """A section's cost over its months in proportion to the seats taken: whole cents that add up to the cost."""
    seats = pl.col("gross_registrations")
    until, total = seats.cum_sum().over("section_id"), seats.sum().over("section_id")
    # Differences of a rounded running sum: the parts always add up, whatever the rounding of each.
    parts = pl.col(cost) * until // total - pl.col(cost) * (until - seats) // total
    return pl.when(total == 0).then(pl.col(cost)).otherwise(parts).alias(cost)


def _read(asked: Asked) -> pl.LazyFrame:
    held = ("term", "field", "school", "modality")
    return attributes.beside(section_money(asked.scope), asked.dimensions, asked.scope, held)


SECTION_MONEY_CUBE = Cube(
    name="section_money",
    schema=SectionMoney,
    read=_read,
    dimensions=("month", "offering", *attributes.SECTION, *attributes.OFFERING),
    privacy="operational",
    counts_people=("net_registrations",),
)
