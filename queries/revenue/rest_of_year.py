"""What the rest of a period may still bring, simulated section by section.

Two parts, in the same draws. Open sections end where the pacing board's projections end, and a draw that stays below
the minimum is canceled as often as such sections were. Sections that are not open yet are last year's sections that
opened after the same day. They are drawn again (weights vary half as much as by chance alone), scaled by growth, and
moved together by one swing. Nothing that became known after the as-of date is used, nor the list of sections planned
for later.
"""

# Why: decisions 49, 157 and 168.

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl

from data.caches import kept
from data.reference import periods
from data.reference.colleges import College
from data.reference.periods import Period
from data.store.store import scan
from queries.cubes import section_paths, section_terms
from queries.cubes.section_money import section_money
from queries.engines.forecast.sums import CORRELATION
from queries.engines.lots import lots
from queries.enrollment.draws import affordable, projection_draws, seat_revenue
from queries.revenue.stacked import KEYS, Later, Moved, added_up
from queries.semantic.scope import OWN_CUTS, Scope

Where = tuple[tuple[str, str], ...]
DRAWS, SEED = 2000, 7
SWING = 0.08
"""Standard deviation of the log of what all sections not yet open bring together, about last year's calendar."""
GROWTH_KEPT = 0.75
"""Power to which the growth of the past year is raised, as what the next one keeps of it."""
RECURRENCE = 0.5
"""Variance of how often a section of last year comes again; 1 would be chance alone, and a calendar mostly recurs."""
USUAL_CANCELLING = 0.9
"""Share of sections below their minimum that are canceled, where fewer than 20 were seen."""


@dataclass(frozen=True, eq=False)
class Rest:
    """What open sections (row) may still bring in each draw (column), with whose they are, and what those not open yet may.

    `moved` are further net registrations, each of which brings `cents_each`.
    """

    section: np.ndarray
    offering: np.ndarray
    field: np.ndarray
    school: np.ndarray
    cents_each: np.ndarray
    moved: Moved
    later: Later

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return len(self.later.by)

    def rows(self, where: Where) -> np.ndarray:
        """Places of the open sections that a filter keeps; a filter that is no column here keeps all."""
        return np.flatnonzero(_kept_by(self, where))

    def later_rows(self, where: Where) -> Later:
        """What a filter keeps of those that are not open yet."""
        return self.later.take(np.flatnonzero(_kept_by(self.later, where)))

    def total(self, where: Where) -> np.ndarray:
        """Further net registrations and cents (rows) inside a filter in every draw."""
        later = self.later_rows(where)
        total = np.array([later.seats.sum(axis=0), later.cents.sum(axis=0)])
        for places in self.lots(self.rows(where)):
            seats = self.moved[places]
            total += [seats.sum(axis=0), self.cents_each[places] @ seats]
        return total

    def lots(self, places: np.ndarray) -> Iterator[np.ndarray]:
        """Places so few at a time that what is worked out of each draw takes little memory."""
        yield from (places[lot] for lot in lots(len(places), self.draws))


def _kept_by(whose: Rest | Later, where: Where) -> np.ndarray:
    keep = np.ones(whose.offering.size, dtype=bool)
    for name, value in where:
        if name in OWN_CUTS:
            keep &= getattr(whose, name) == value
    return keep


def rest(scope: Scope, draws: int = DRAWS, seed: int = SEED) -> Rest:
    """What every section of the college may add until the end of the scope's period; the filters are not applied."""
    return _rest(scope.version, scope.college, scope.period, scope.as_of, draws, seed)


@kept("rests")
def _rest(version: str, college: College, period: Period, as_of: date, draws: int, seed: int) -> Rest:
    scope = Scope(version, college, period, as_of)
    rng = np.random.default_rng([seed, 1])
    later = _later(scope)
    draws = affordable(later.height + len(section_paths.known(version, college, as_of).open), draws)
    frame, moved = _open(scope, draws, seed, rng)
    prices = frame["net_price_cents"].fill_null(0).to_numpy()
    total = np.zeros(draws)
    for lot in lots(len(prices), draws):
        total += prices[lot] @ moved[lot]
    score = (total - total.mean()) / total.std() if total.size and total.std() > 0 else np.zeros(draws)
    # Sections not yet open miss together with the open ones as the months of one forecast do.
    swing = CORRELATION * score + np.sqrt(1 - CORRELATION**2) * rng.standard_normal(draws)
    level = growth(scope) * np.exp(SWING * swing - SWING**2 / 2)
    names = {name: _names(frame[name]) for name in KEYS}
    again = _again(later, rng, RECURRENCE * level)
    return Rest(_names(frame["section_id"]), **names, cents_each=prices, moved=moved, later=again)


def _again(later: pl.DataFrame, rng: np.random.Generator, by: np.ndarray) -> Later:
    """Last year's sections, each as often as it comes again in a draw, summed over those that count alike."""
    alike = later.group_by(*_ALIKE, maintain_order=True).agg(sections=pl.len().cast(pl.Int64)).sort(_ALIKE)
    group = later.join(alike.with_row_index("group"), on=_ALIKE, how="left", maintain_order="left", nulls_equal=True)
    each = later.select("net_registrations", "net_cents", "variable", "direct").cast(pl.Float64).to_numpy().T
    whole = added_up(each, group["group"].to_numpy().astype(np.int64), alike.height, rng, 1 / RECURRENCE, len(by))
    counts = (alike[name].to_numpy() for name in ("counts", "is_costed", "sections"))
    return Later(*(_names(alike[name]) for name in KEYS), *counts, by, whole)


_ALIKE = (*KEYS, "counts", "is_costed", "sign")


def _names(column: pl.Series) -> np.ndarray:
    """The values of a column of names, each name held once however many rows have it."""
    different = column.unique().sort(nulls_last=True)
    places = column.rank("dense").cast(pl.Int64).fill_null(different.len()) - 1
    return different.to_numpy()[places.to_numpy()]


def _open(scope: Scope, draws: int, seed: int, rng: np.random.Generator) -> tuple[pl.DataFrame, Moved]:
    """The open sections, and their further seats until the end of the period; all are given back where one is canceled."""
    ids, finals = projection_draws(scope, draws, seed)
    minimums = section_paths.known(scope.version, scope.college, scope.as_of).frame.select("section_id", "minimum")
    frame = seat_revenue(scope).join(minimums, on="section_id", how="left", maintain_order="left") if ids else _EMPTY
    # Without a projection a section stays at the seats it has, which says nothing of where it will end.
    may_fail = (frame["projected"].is_not_null() & (frame["starts_on"] <= scope.period.end)).to_numpy()[:, None]
    needed = frame["minimum"].fill_null(0).to_numpy()[:, None]
    is_cancelled = np.zeros((len(finals), -(-draws // 8)), dtype=np.uint8)
    often = cancelling(scope)
    for lot in lots(*finals.shape):
        by_chance = rng.random(finals[lot].shape) < often
        is_cancelled[lot] = np.packbits(may_fail[lot] & (finals[lot] < needed[lot]) & by_chance, axis=1)
    ahead = (frame["starts_on"] - scope.as_of).dt.total_days().to_numpy()
    share = np.clip((scope.period.end - scope.as_of).days / np.maximum(ahead, 1), 0, 1)
    net = frame["net"].fill_null(0).to_numpy().astype(float)
    return frame, Moved(finals, net, share, is_cancelled)


_EMPTY = pl.DataFrame(
    schema=dict.fromkeys(("section_id", "offering", "field", "school"), pl.String)
    | dict.fromkeys(("net", "projected", "minimum", "net_price_cents"), pl.Float64)
    | {"starts_on": pl.Date}
)


def _later(scope: Scope) -> pl.DataFrame:
    """Last year's sections that opened after the same day, with what they brought by the end of that period and what they cost.

    `counts`: whether it had started by then and was held; `sign` of the seats it brought. Cost in cents, 0 where it does not count
    or states none.
    """
    before = scope.last_year()
    lots = section_terms.lots(scope.version, scope.college, pl.col("opens_on") > before.as_of)
    return pl.concat([_later_in(lot, scope, before) for lot in lots]).sort("section_id").drop("section_id")


def _later_in(lot: pl.Expr, scope: Scope, before: Scope) -> pl.DataFrame:
    """The same of some sections, with their ids."""
    mine = lot & (pl.col("opens_on") > before.as_of)
    source = section_money(replace(before, as_of=min(before.period.end, scope.as_of)), mine, lot)
    running = scan(scope.version, scope.college, "offerings").filter(
        pl.col("retired_on").is_null() | (pl.col("retired_on") > scope.as_of)
    )
    brought = (
        source.join(running.select(offering="offering_id"), on="offering", how="semi")
        .group_by("section_id", "offering", "field", "school")
        .agg(pl.col("net_registrations").sum(), pl.col("net_cents").sum())
    )
    held = (pl.col("starts_on") <= before.period.end) & pl.col("decided_on").is_null()
    costs = scan(scope.version, scope.college, "sections").filter(mine)
    cost = costs.select("section_id", "direct_cost_cents", "variable_cost_cents", counts=held)
    is_costed = pl.col("direct_cost_cents").is_not_null()
    in_all = pl.when(pl.col("counts") & is_costed)
    variable = in_all.then(pl.col("variable_cost_cents").fill_null(0) * pl.col("net_registrations")).otherwise(0)
    known = brought.join(cost, on="section_id", how="left").with_columns(
        is_costed=is_costed,
        variable=variable,
        direct=in_all.then("direct_cost_cents").otherwise(0),
        sign=pl.col("net_registrations").sign(),
    )
    return known.select("section_id", *_ALIKE, "net_registrations", "net_cents", "variable", "direct").collect()


def growth(scope: Scope) -> float:
    """Net revenue of the twelve months to the as-of date against the twelve before, a quarter of it held back; 0.8–1.25.

    Each year as known at its own end. 1 where the records do not reach back two years.
    """
    days = scan(scope.version, scope.college, "enrollment")
    net = pl.col("gross_cents") - pl.col("discount_cents") - pl.col("refund_cents")
    year = periods.same_day_last_year(scope.as_of)
    two = periods.same_day_last_year(year)
    first, now, before = (
        days.select(
            pl.col("known_on").min(),
            net.filter(pl.col("known_on").is_between(year, scope.as_of, closed="right")).sum().alias("now"),
            net.filter(pl.col("known_on").is_between(two, year, closed="right")).sum().alias("before"),
        )
        .collect()
        .row(0)
    )
    if first is None or first > two or now <= 0 or before <= 0:
        return 1.0
    return float(np.clip((now / before) ** GROWTH_KEPT, 0.8, 1.25))


def cancelling(scope: Scope) -> float:
    """Share of the sections that stayed below their minimum by their start which were canceled."""
    sections = scan(scope.version, scope.college, "sections").filter(pl.col("starts_on") <= scope.as_of)
    cancelled = pl.col("decided_on") <= scope.as_of
    is_thin = pl.col("decided_on").is_null() & (pl.col("started") < pl.col("minimum"))
    gone, kept = sections.select(cancelled.sum().alias("gone"), is_thin.sum().alias("kept")).collect().row(0)
    return gone / (gone + kept) if gone + kept >= 20 else USUAL_CANCELLING
