"""What the rest of a period may leave after direct cost, in the draws of `rest_of_year`.

Contribution is of sections that have started by the end of the period and were not canceled. An open section brings its
seats taken so far with the further ones, and the period's part of its direct cost. A section not open yet costs what
last year's did, as often as that is drawn. A section without a stated direct cost is left out, never free.
"""

# Why: decision 70.

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import polars as pl

from data.caches import kept
from data.reference.colleges import College
from data.reference.periods import Period
from queries.cubes import section_paths, section_terms, section_totals
from queries.revenue.rest_of_year import DRAWS, SEED, Rest, Where, rest
from queries.revenue.stacked import KEYS, Later
from queries.semantic.scope import OWN_CUTS, Scope

Further = Callable[[np.ndarray, np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]
"""Of rows with their seats in every draw, what one brings (cents) and their offerings: the seats and cents that are assumed."""


@dataclass(frozen=True, eq=False)
class Costs:
    """Of every open section of a `Rest`: what it holds already and what it costs; cents.

    `direct` is stated for the whole section, `is_costed` says whether it is. `counts` says whether the section will have
    started by the end of the period. `variable` is per seat, 0 where none is stated. `before` and `gross` are gross seats
    before the period and in it, by which a direct cost is divided.
    """

    counts: np.ndarray
    is_costed: np.ndarray
    taken_seats: np.ndarray
    taken_cents: np.ndarray
    variable: np.ndarray
    direct: np.ndarray
    before: np.ndarray
    gross: np.ndarray

    def take(self, places: np.ndarray) -> "Costs":
        """Those of some sections."""
        return Costs(*(getattr(self, f.name)[places] for f in fields(self)))

    def contribution(
        self, seats: np.ndarray, cents: np.ndarray, as_it_is: np.ndarray, is_cancelled: np.ndarray
    ) -> np.ndarray:
        """Cents that every section (row) adds in every draw (column) with further `seats` and their `cents`.

        `as_it_is`: the further seats by which its cost is divided.
        """
        total = (self.before + self.gross)[:, None] + np.maximum(as_it_is, 0)
        inside = np.where(total > 0, 1 - self.before[:, None] / np.maximum(total, 1), 1.0)
        held_seats, held_cents = self.taken_seats[:, None] + seats, self.taken_cents[:, None] + cents
        left_over = held_cents - self.variable[:, None] * held_seats - self.direct[:, None] * inside
        return np.where((self.counts & self.is_costed)[:, None] & ~is_cancelled, left_over, 0)

    def counted(self, left: Rest, where: Where) -> tuple[int, int]:
        """How many sections inside a filter will count by the end of the period, and how many of them state no direct cost."""
        places, later = left.rows(where), left.later_rows(where)
        counts = [self.counts[places], later.counts]
        uncosted = [~self.is_costed[places], ~later.is_costed]
        many = [np.ones(len(places), dtype=np.int64), later.sections]
        every, without = (
            sum(int(n[c & u].sum()) for n, c, u in zip(many, counts, kept, strict=True))
            for kept in ([np.True_, np.True_], uncosted)
        )
        return every, without

    def sums(self, left: Rest, where: Where, further: Further | None = None, retired: str | None = None) -> np.ndarray:
        """Seats, cents and contribution (rows) inside a filter in every draw; as they stand without `further`."""
        total = np.zeros((3, left.draws))
        for places in left.lots(left.rows(where)):
            as_it_is, each, offering = left.moved[places], left.cents_each[places, None], left.offering[places]
            seats, cents = further(as_it_is, each, offering) if further else (as_it_is, as_it_is * each)
            is_cancelled = left.moved.is_cancelled(places)
            parts = (seats, cents, self.take(places).contribution(seats, cents, as_it_is, is_cancelled))
            total += [amount.sum(axis=0) for amount in parts]
        return total + [amount.sum(axis=0) for amount in _again(left.later_rows(where), further, retired)]


def _again(later: Later, further: Further | None, retired: str | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Seats, cents and contribution of those that are not open yet; an offering that is retired opens none."""
    seats, cents, variable = later.seats, later.cents, later.variable
    is_gone = (later.offering == retired)[:, None]
    if further:
        none = seats == 0
        price = np.divide(cents, seats, out=np.zeros(seats.shape), where=~none)
        changed, cents = further(seats, price, later.offering)
        variable = variable * np.divide(changed, seats, out=np.ones(seats.shape), where=~none)
        seats = changed
    is_counted = (later.counts & later.is_costed)[:, None]
    direct = np.where(is_gone, 0, later.direct)
    return seats, cents, np.where(is_counted, cents - variable - direct, 0)


def costs(scope: Scope, draws: int = DRAWS) -> Costs:
    """The costs of every row of `rest(scope, draws)`, whose filters are not applied."""
    return _costs(scope.version, scope.college, scope.period, scope.as_of, draws)


@kept("costs")
def _costs(version: str, college: College, period: Period, as_of: date, draws: int) -> Costs:
    scope = Scope(version, college, period, as_of)
    # Where nothing is to come the names are an empty array, which says nothing of its type.
    ids = pl.Series("section_id", rest(scope, draws, SEED).section.tolist(), dtype=pl.String)
    opened = section_paths.known(version, college, as_of).frame.select(
        "section_id", "starts_on", "direct_cost_cents", "variable_cost_cents"
    )
    rows = (
        pl.DataFrame([ids])
        .join(opened, on="section_id", how="left", maintain_order="left")
        .join(_taken(scope, pl.DataFrame([ids])), on="section_id", how="left", maintain_order="left")
        .with_columns(pl.col("before", "seats", "gross", "cents").fill_null(0))
    )
    return Costs(
        (rows["starts_on"] <= period.end).to_numpy(),
        rows["direct_cost_cents"].is_not_null().to_numpy(),
        rows["seats"].to_numpy(),
        rows["cents"].to_numpy(),
        *(
            rows[column].fill_null(0).to_numpy().astype(float)
            for column in ("variable_cost_cents", "direct_cost_cents", "before", "gross")
        ),
    )


def sums(scope: Scope, where: Where, draws: int = DRAWS) -> np.ndarray:
    """Seats, cents and contribution (rows) of what is left of the period inside a filter, in every draw (column)."""
    offerings, summed = _by_offering(scope.version, scope.college, scope.period, scope.as_of, draws)
    keep = np.ones(len(offerings["offering"]), dtype=bool)
    for name, value in where:
        if name in OWN_CUTS:
            keep &= offerings[name] == value
    return summed[:, keep].sum(axis=1)


@kept("sums")
def _by_offering(
    version: str, college: College, period: Period, as_of: date, draws: int
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """The same by offering: its codes, and an array of sums, offerings and draws. Every filter is a sum of offerings."""
    scope = Scope(version, college, period, as_of)
    left, known = rest(scope, draws, SEED), costs(scope, draws)
    whose = {
        tuple(key): None
        for one in (left, left.later)
        for key in zip(*(getattr(one, name).tolist() for name in KEYS), strict=True)
    }
    summed = np.zeros((3, len(whose), left.draws))
    for place, key in enumerate(whose):
        summed[:, place] = known.sums(left, tuple(zip(KEYS, key, strict=True)))
    columns = np.array(list(whose), dtype=object).reshape(-1, len(KEYS)).T
    return dict(zip(KEYS, columns, strict=True)), summed


def _taken(scope: Scope, sections: pl.DataFrame) -> pl.DataFrame:
    """By section of those asked for: gross seats before the period, and inside it gross seats, net seats and net cents, as of the day."""
    inside = pl.col("month").is_between(scope.period.start, scope.period.end)
    net = pl.col("gross_cents") - pl.col("discount_cents") - pl.col("refund_cents")
    by_month = section_totals.as_known(scope.version, scope.college, scope.as_of)
    taken = [
        by_month.filter(lot)
        .join(sections.lazy().filter(lot), on="section_id", how="semi")
        .group_by("section_id")
        .agg(
            before=pl.col("gross_registrations").filter(pl.col("month") < scope.period.start).sum(),
            gross=pl.col("gross_registrations").filter(inside).sum(),
            seats=pl.col("net_registrations").filter(inside).sum(),
            cents=net.filter(inside).sum(),
        )
        .collect()
        for lot in section_terms.lots(
            scope.version, scope.college, pl.col("section_id").is_in(sections["section_id"].implode())
        )
    ]
    return pl.concat(taken)
