"""What offerings leave after their direct cost, and where they break even."""

# Why: decision 48.

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from queries.answer import measure
from queries.cubes.section_money import SECTION_MONEY_CUBE
from queries.metrics.enrollment import NET_REVENUE
from queries.metrics.new_learners import CAC, MARKETING_COST, NEW_LEARNERS
from queries.metrics.revenue import CONTRIBUTION, CONTRIBUTION_MARGIN, COST_COVERAGE, STARTED_REVENUE
from queries.protection.cube_rows import rows
from queries.semantic.column import Column, of_dimension
from queries.semantic.metric import ratio
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import CENTS, COUNT, MEAN

_HELD = pl.col("state") == "held"


_BREAK_EVEN = (
    of_dimension("offering"),
    Column("sections", "Started sections", COUNT, "Sections that have started and whose direct cost is stated."),
    Column(
        "seats_per_section", "Seats held per section", MEAN, "Seats taken and not dropped, for each started section."
    ),
    Column(
        "break_even_seats",
        "Break-even seats per section",
        COUNT,
        "Seats whose price covers the direct cost of a section.",
    ),
    Column("net_price_cents", "Net price per seat", CENTS, "Net tuition revenue for each seat held."),
)


def break_even(scope: Scope) -> Table:
    """A row per offering with started sections of known cost: seats held per section and seats that cover the cost.

    Break-even seats are null where a further seat costs as much as it brings; worst distance first. Months of a section count together only
    inside the period.
    """
    source, _ = rows(SECTION_MONEY_CUBE, ("offering",), scope, keep="sections")
    seats = pl.col("net_registrations").sum()
    price = ratio(pl.col("net_cents").sum(), seats)
    per_seat = price - ratio(pl.col("variable_cost_cents").fill_null(0).sum(), seats)
    sections = pl.col("sections").sum()
    direct = pl.col("direct_cost_cents").sum()
    frame = (
        source.filter(_HELD, "has_direct")
        .group_by("offering")
        .agg(
            sections=sections,
            seats_per_section=ratio(seats, sections),
            net_price_cents=price,
            break_even_seats=pl.when(per_seat > 0).then((direct / sections / per_seat).ceil()),
        )
        .sort(pl.col("seats_per_section") / pl.col("break_even_seats"), "offering", nulls_last=True)
        .collect()
    )
    return Table(frame, _BREAK_EVEN, scope, first=("break_even_seats", "seats_per_section"))


def by_start_month(scope: Scope) -> dict[date, float]:
    """Contribution, US dollars, by the month in which it comes in: that of the section's start; only months with any.

    A section that started before the period stands in its first month.
    """
    source, _ = rows(SECTION_MONEY_CUBE, ("offering",), scope)
    month = pl.max_horizontal(pl.col("starts_on").dt.truncate("1mo"), pl.lit(scope.period.start)).alias("month")
    return dict(source.group_by(month).agg(CONTRIBUTION.formula.alias("usd")).drop_nulls().collect().rows())


def uncosted(scope: Scope) -> tuple[int, int]:
    """Started sections without a stated direct cost, and all started ones."""
    source, _ = rows(SECTION_MONEY_CUBE, ("offering",), scope, keep="sections")
    return source.filter(_HELD).select(_sections(~pl.col("has_direct")), pl.col("sections").sum()).collect().row(0)


def _sections(which: pl.Expr) -> pl.Expr:
    return pl.col("sections").filter(which).sum().alias("some")


@dataclass(frozen=True)
class Missing:
    """How many sections lack a stated cost: direct and variable of the started ones, promotion of all."""

    sections: int
    started: int
    direct: int
    variable: int
    promotion: int


def missing(scope: Scope) -> Missing:
    """Sections without a stated direct cost, cost per seat or promotion."""
    source, _ = rows(SECTION_MONEY_CUBE, ("offering",), scope, keep="sections")
    counted = source.select(
        pl.col("sections").sum(),
        started=_sections(_HELD),
        direct=_sections(_HELD & ~pl.col("has_direct")),
        variable=_sections(_HELD & ~pl.col("has_variable")),
        promotion=_sections(~pl.col("has_promotion")),
    )
    return Missing(*counted.collect().row(0))


def totals(scope: Scope) -> dict[str, float | None]:
    """Revenue, contribution, margin and cost coverage of the whole scope, by metric name."""
    wanted = (NET_REVENUE, STARTED_REVENUE, CONTRIBUTION, CONTRIBUTION_MARGIN, COST_COVERAGE)
    answer = measure(*wanted, scope=scope)
    return {metric.name: answer.value(metric) for metric in wanted}


def bringing(scope: Scope) -> dict[str, float | None]:
    """New learners of the whole college, their marketing cost and the cost of one, by metric name; nothing for a term."""
    if scope.period.kind == "term":
        return {}
    answer = measure(NEW_LEARNERS, MARKETING_COST, CAC, scope=replace(scope, where=()))
    return {metric.name: answer.value(metric) for metric in answer.metrics}
