"""Money and cost of sections by month of registration, as known on the as-of date of a scope.

Derived from the cubes `section_months` and `sections`. A cost is charged to a section as a whole. It can only be shared
over months once it is known how many seats the section has sold. Sections of which nothing became known after the last
month end are read from the cube `money_months`, where those alike are one, so that a million of them are few rows.
"""

# Why: decision 183.

from datetime import date, timedelta

import dataframely as dy
import polars as pl

from data.caches import kept
from data.cubes import money_months
from data.cubes.money_months import COSTS, STATES, SUMS
from data.reference.colleges import College
from data.reference.periods import Period
from data.store.store import MissingData, scan
from queries.cubes import attributes, section_terms, section_totals
from queries.semantic.cube import Asked, Cube
from queries.semantic.dimensions import code_of
from queries.semantic.scope import Scope


class SectionMoney(dy.Schema):
    """The seats of one month in one section, or in sections that are alike. Costs are null where the college does not state them, never zero."""

    section_id = dy.String(primary_key=True, description="The section; empty where the row is of several.")
    month = dy.Date(primary_key=True, description="First day of the month in which the seats were taken.")
    offering = dy.String(description="The offering that is run.")
    field = dy.String(description="First two digits of the CIP code of the offering.")
    school = dy.String(description="The college's own unit that runs the offering.")
    modality = dy.String(nullable=True, description="How the offering is taught.")
    term = dy.String(description="Term of the section.")
    starts_on = dy.Date(description="First day of instruction; of several sections that of their month.")
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


def section_money(scope: Scope, only: pl.Expr | None = None, months: pl.Expr | None = None) -> pl.LazyFrame:
    """Rows of `SectionMoney` by section, of the scope's period, without its filters.

    `only`: which rows of the cube `sections` are asked for, `months`: in which of the rows by month those of theirs are. A section that sold no seat stands in the month of its start,
    so that its cost is not lost.
    """
    sections = _opened(scope.version, scope.college, scope.as_of)
    asked_for = sections if only is None else sections.filter(only)
    by_month = section_totals.as_known(scope.version, scope.college, scope.as_of)
    by_month = by_month if months is None else by_month.filter(months)
    inside = _within(scope.period, asked_for, by_month)
    return money_months.divided(inside, by_month).filter(section_terms.inside(scope.period))


def _of_alike(scope: Scope) -> pl.LazyFrame:
    """The same with sections that are alike in one row."""
    try:
        return of_alike(scope.version, scope.college, scope.as_of).filter(
            "is_opened", section_terms.inside(scope.period)
        )
    except MissingData:  # a version of an older release
        return section_money(scope)


def of_alike(version: str, college: str, as_of: date) -> pl.LazyFrame:
    """Rows of `SectionMoney` of all periods as known on a day, sections that are alike in one, with whether they had opened.

    A row with no seats is of sections that have sold none. Raises MissingData in a version of an older release.
    """
    settled = scan(version, college, "money_months").filter(pl.col("settled_month") < _since(as_of))
    rows = settled.with_columns(pl.col("state").cast(pl.String), offering="offering_id", is_opened=True)
    return pl.concat([_as_rows(rows), _as_rows(_changing(version, college, as_of).lazy())])


def _as_rows(alike: pl.LazyFrame) -> pl.LazyFrame:
    none = pl.lit(None, pl.String).alias("section_id")
    return alike.with_columns(none, starts_on="start_month").select(*_COLUMNS, "is_opened")


@kept("changing_money")
def _changing(version: str, college: str, as_of: date) -> pl.DataFrame:
    """The rows in all periods of sections of which something became known after the last month end, as known on the day."""
    keys = ["month", *(name for name in _COLUMNS if name not in (*SUMS, "section_id", "month", "starts_on"))]
    lots, changes = [], pl.col("settled_on") >= _since(as_of)
    for lot in section_terms.lots(version, college, changes):
        sections = _known(version, college, as_of).filter(lot, changes).collect()
        by_month = section_totals.as_known(version, college, as_of).filter(lot)
        mine = by_month.join(sections.lazy().select("section_id"), on="section_id", how="semi")
        rows = money_months.divided(sections.lazy(), mine.collect(engine="streaming").lazy())
        # Of a section that has not opened there is nothing but seats that were taken all the same.
        sold = rows.filter(pl.col("is_opened") | (pl.col("gross_registrations") > 0))
        lots.append(_summed(sold.collect(), [*keys, "is_opened"]))
    return _summed(pl.concat(lots), [*keys, "is_opened"])


def _summed(rows: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """The rows with those alike added, those whose direct cost is stated and the others apart; in their order."""
    stated = rows.with_columns(is_costed=pl.col(COSTS[0]).is_not_null())
    return stated.group_by(*keys, "is_costed", maintain_order=True).agg(money_months.sums())


def _since(as_of: date) -> date:
    """The first day of the month after the last month end."""
    return (as_of + timedelta(days=1)).replace(day=1)


def _opened(version: str, college: str, as_of: date) -> pl.LazyFrame:
    """The sections that had opened by the day, with their `state` on it."""
    return _known(version, college, as_of).filter("is_opened")


def _known(version: str, college: str, as_of: date) -> pl.LazyFrame:
    """All sections with their `state` on the day, and whether they had opened."""
    sections = section_terms.sections(version, college)
    state = (
        pl.when(pl.col("decided_on") <= as_of)
        .then(pl.lit("cancelled"))
        .when(pl.col("starts_on") <= as_of)
        .then(pl.lit("held"))
        .otherwise(pl.lit("scheduled"))
    )
    is_opened = pl.col("opens_on") <= as_of
    return sections.with_columns(
        offering="offering_id", start_month=money_months.start_month(), state=state, is_opened=is_opened
    )


_OF_SECTION = ("term", "start_month", "campus", *attributes.MEETINGS)
_COLUMNS = tuple(dict.fromkeys((*SectionMoney.column_names(), *_OF_SECTION, "tags")))


def _within(period: Period, sections: pl.LazyFrame, by_month: pl.LazyFrame) -> pl.LazyFrame:
    """The sections that can have a row in the period: of all others the costs need not be shared."""
    if period.kind == "term":
        return sections.filter(section_terms.inside(period))
    sold = by_month.filter(section_terms.inside(period)).select("section_id")
    start = pl.col("starts_on").dt.truncate("1mo").alias("month")
    starting = sections.select("section_id", start).filter(section_terms.inside(period)).select("section_id")
    return sections.join(pl.concat([sold, starting]), on="section_id", how="semi")


STATED = {f"has_{cost}": f"{cost}_cost_cents" for cost in ("direct", "variable", "promotion")}
"""Columns of counted sections that say whether a cost is stated."""


@kept("counted_sections")
def _counted(version: str, college: College, period: Period, as_of: date) -> pl.DataFrame:
    """The sections with a row in the period, those alike in one: how many (`sections`), what they state, and their sums.

    Of all the college, so that a filter chooses from it and reads no section.
    """
    alike = (*_OF_SECTION, "tags", "offering", "field", "school", "modality", "state")
    sums = ("net_registrations", "net_cents", "direct_cost_cents", "variable_cost_cents")
    counted = pl.col("section_id").n_unique().cast(pl.Int64).alias("sections")
    states = [pl.col(cost).is_not_null().alias(name) for name, cost in STATED.items()]
    scope, lots = Scope(version, college, period, as_of), []
    for lot in section_terms.lots(version, college, section_terms.during(version, college, period)):
        each = section_money(scope, lot, lot).with_columns(states)
        lots.append(each.group_by(*alike, *STATED).agg(counted, pl.col(*sums).sum()).collect())
    return pl.concat(lots).group_by(*alike, *STATED).agg(pl.col("sections", *sums).sum())


def _read(asked: Asked) -> pl.LazyFrame:
    scope = asked.scope
    if asked.keep == "sections":
        frame = _counted(scope.version, scope.college, scope.period, scope.as_of).lazy()
    elif asked.keep == "section_id":
        frame = _each(scope, _wanted(asked))
    else:
        frame = _of_alike(scope)
    return attributes.beside(frame, asked.dimensions, scope, (*_OF_SECTION, "field", "school", "modality"))


def _each(scope: Scope, only: pl.Expr | None) -> pl.LazyFrame:
    """A row for each section and month. Of months only those of the sections that are asked for are read."""
    if only is None:
        return section_money(scope)
    sections = _opened(scope.version, scope.college, scope.as_of).filter(only)
    return section_money(scope, only, section_totals.of_these(sections))


def _wanted(asked: Asked) -> pl.Expr | None:
    """The filters on what the cube `sections` says itself: of all others the costs need not be shared."""
    names = {"field": "field", "school": "school", "offering": "offering_id"}
    asked_for = [
        code_of(names[name]) == value
        for name, value in asked.where.items()
        if name in names and name not in asked.scope.unions
    ]
    return pl.all_horizontal(asked_for) if asked_for else None


SECTION_MONEY_CUBE = Cube(
    name="section_money",
    schema=SectionMoney,
    read=_read,
    dimensions=("month", "offering", *attributes.SECTION, *attributes.OFFERING),
    privacy="operational",
    counts_people=("net_registrations",),
)
