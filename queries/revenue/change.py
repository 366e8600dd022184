"""Where net tuition revenue moved from last year, or the plan, to now; by field, by offering, down to the sections."""

from dataclasses import dataclass, replace

import polars as pl

from queries.cubes.section_money import SECTION_MONEY_CUBE
from queries.metrics.enrollment import NET_REVENUE
from queries.protection.cube_rows import rows
from queries.revenue.bridge import EFFECTS, Sales, effects
from queries.revenue.phasing import asked_by, goal_for
from queries.semantic.column import Column, of_day, of_dimension
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import CENTS, COUNT

BASES = {"last_year": "Same point last year", "plan": "Plan to date"}
STEPS = {
    "volume": "Volume",
    "mix": "Mix",
    "list_price": "List price",
    "discount": "Discounts",
    "refund": "Refunds",
    "cancelled": "Canceled sections",
    "new": "New offerings",
    "retired": "Retired offerings",
}
"""Labels of the effects."""
PARTS_OF_A_SEAT = 1000
"""Seats of a plan are not whole, so they are counted in parts."""


@dataclass(frozen=True, eq=False)
class Bridge:
    """From `before_cents` to `now_cents`. `offerings` has a row per offering: offering, field, one column of cents per
    effect, before_cents, now_cents. Its effects add up to the difference exactly.
    """

    basis: str
    before_cents: int
    now_cents: int
    offerings: pl.DataFrame

    def totals(self, offering: str | None = None) -> dict[str, int]:
        """Cents by effect, of one offering or of all."""
        rows = self.offerings if offering is None else self.offerings.filter(offering=offering)
        return {name: int(rows[name].sum()) for name in EFFECTS}

    @property
    def residual_cents(self) -> int:
        """What the effects leave unexplained; always 0."""
        return self.now_cents - self.before_cents - sum(self.totals().values())


def bases(scope: Scope) -> list[str]:
    """What the present can be compared with: a plan only where somebody set a goal for just this choice."""
    return list(BASES) if _plan_cents(scope) is not None else ["last_year"]


def bridge(scope: Scope, basis: str = "last_year") -> Bridge:
    """Last year's same point, or the goal phased to the as-of date, against now.

    A plan names one sum. Its seats, prices, mix and rates are last year's, its seats scaled until the sum is reached.
    """
    before, now = sales(scope.last_year()), sales(scope)
    if basis == "plan":
        before = _scaled(before, _plan_cents(scope) or 0)
        now = {o: _in_parts(s) for o, s in now.items()}
    by_offering = effects(before, now)
    fields = {**_fields(scope.last_year()), **_fields(scope)}
    frame = pl.DataFrame(
        [
            {
                "offering": o,
                "field": fields.get(o),
                **by_offering[o],
                "before_cents": _net(before, o),
                "now_cents": _net(now, o),
            }
            for o in sorted(by_offering)
        ],
        schema={"offering": pl.String, "field": pl.String}
        | dict.fromkeys((*EFFECTS, "before_cents", "now_cents"), pl.Int64),
    )
    sums = [sum(s.net_cents for s in side.values()) for side in (before, now)]
    return Bridge(basis, *sums, frame)


def sales(scope: Scope) -> dict[str, Sales]:
    """What was sold of each offering in the scope, refunds of canceled sections apart."""
    source, _ = rows(SECTION_MONEY_CUBE, ("offering",), scope)
    is_cancelled = pl.col("state") == "cancelled"
    refund = pl.col("refund_cents")
    frame = (
        source.group_by("offering")
        .agg(
            pl.col("gross_registrations").sum(),
            pl.col("gross_cents").sum(),
            pl.col("discount_cents").sum(),
            refund.filter(~is_cancelled).sum(),
            refund.filter(is_cancelled).sum().alias("cancelled_refund_cents"),
        )
        .filter(pl.col("gross_registrations") > 0)
        .sort("offering")
        .collect()
    )
    return {offering: Sales(*counts) for offering, *counts in frame.rows()}


_MONEY = CENTS.whole
_SECTIONS = (
    Column("when", "Year"),
    Column("section_id", "Section"),
    of_day("starts_on", "Starts"),
    Column("state", "State", dimension="status"),
    Column("gross_registrations", "Seats taken", COUNT),
    Column("net_registrations", "Seats held", COUNT, "Seats taken and not dropped."),
    Column("gross_cents", "List price charged", _MONEY, "List price of every seat taken."),
    Column("discount_cents", "Discounts", _MONEY),
    Column("refund_cents", "Refunds", _MONEY),
    Column("net_cents", "Net", _MONEY, "List price charged less discounts and refunds."),
)


def sections(scope: Scope, offering: str) -> Table:
    """The sections of an offering with seats in the scope, this year's after last year's."""
    parts = []
    for year, when in (("before", scope.last_year()), ("now", scope)):
        source, _ = rows(SECTION_MONEY_CUBE, ("offering",), _narrowed(when, offering), keep="section_id")
        own = source.filter(pl.col("offering") == offering, pl.col("gross_registrations") > 0)
        money = (
            "gross_registrations",
            "net_registrations",
            "gross_cents",
            "discount_cents",
            "refund_cents",
            "net_cents",
        )
        by_section = own.group_by("section_id", "starts_on", "state").agg(pl.col(c).sum() for c in money)
        parts.append(by_section.with_columns(pl.lit(year).alias("year")).collect())
    frame = pl.concat(parts).sort("year", "starts_on", "section_id")
    when = pl.when(pl.col("year") == "now").then(pl.lit("This year")).otherwise(pl.lit("Prior year")).alias("when")
    return Table(frame.with_columns(when), _SECTIONS, scope, first=("section_id", "net_registrations", "net_cents"))


def _narrowed(scope: Scope, offering: str) -> Scope:
    """The scope with the offering as a filter, unless it names one: sections of others are not read then."""
    if "offering" in dict(scope.where):
        return scope
    return replace(scope, where=(*scope.where, ("offering", offering)))


def by_part(whole: Bridge, part: str, scope: Scope) -> Table:
    """The bridge summed by field or offering, the largest change first."""
    labels = {"before_cents": "Before", **STEPS, "now_cents": "Now"}
    sums = whole.offerings.group_by(part).agg(pl.col(c).sum() for c in labels).sort(part)
    moved = (pl.col("now_cents") - pl.col("before_cents")).abs()
    names = {name: name if name.endswith("_cents") else f"{name}_cents" for name in labels}
    columns = (Column(names[name], label, _MONEY) for name, label in labels.items())
    frame = sums.sort(moved, descending=True, maintain_order=True).rename({n: names[n] for n in labels})
    return Table(frame, (of_dimension(part), *columns), scope, first=("before_cents", "now_cents", *names.values()))


def steps_of(whole: Bridge, scope: Scope) -> Table:
    """The bridge as a list: the amount before, each cause, the amount now and what no cause explains."""
    rows = {BASES[whole.basis]: whole.before_cents} | {STEPS[name]: cents for name, cents in whole.totals().items()}
    rows |= {"Now": whole.now_cents, "Not explained": whole.residual_cents}
    frame = pl.DataFrame({"step": list(rows), "amount_cents": list(rows.values())})
    return Table(frame, (Column("step", "Step"), Column("amount_cents", "US dollars", _MONEY)), scope)


def _fields(scope: Scope) -> dict[str, str]:
    source, _ = rows(SECTION_MONEY_CUBE, ("offering", "field"), scope)
    return dict(source.select("offering", "field").unique().collect().rows())


def _plan_cents(scope: Scope) -> int | None:
    goal = goal_for(scope, NET_REVENUE.name)
    return None if goal is None else round(asked_by(goal, [scope.as_of], scope)[0] * 100)


def _net(side: dict[str, Sales], offering: str) -> int:
    return side[offering].net_cents if offering in side else 0


def _in_parts(sold: Sales) -> Sales:
    return Sales(
        sold.seats * PARTS_OF_A_SEAT,
        sold.gross_cents,
        sold.discount_cents,
        sold.refund_cents,
        sold.cancelled_refund_cents,
    )


def _scaled(before: dict[str, Sales], target_cents: int) -> dict[str, Sales]:
    """Last year's sales times one factor, so that their net revenue is the plan's to the cent."""
    total = sum(s.net_cents for s in before.values())
    if total <= 0:
        return {}
    scaled = {
        o: Sales(
            s.seats * PARTS_OF_A_SEAT * target_cents // total,
            *(round(c * target_cents / total) for c in (s.gross_cents, s.discount_cents)),
            *(round(c * target_cents / total) for c in (s.refund_cents, s.cancelled_refund_cents)),
        )
        for o, s in before.items()
    }
    # The rounding of the parts leaves a few cents, which the largest offering's list price takes.
    left = target_cents - sum(s.net_cents for s in scaled.values())
    largest = max(scaled, key=lambda o: scaled[o].gross_cents)
    s = scaled[largest]
    scaled[largest] = Sales(s.seats, s.gross_cents + left, s.discount_cents, s.refund_cents, s.cancelled_refund_cents)
    return scaled
