"""What plans for open sections come to: some sections at a time, a row of simulated final seats each.

A plan says price, minimum and promotion. Only seats still to come answer to it; those taken stay at the price that was paid.
"""

# Why: decisions 33 and 198.

from dataclasses import dataclass

import numpy as np
import polars as pl

from queries.engines.lots import lots
from queries.enrollment.price_response import seats_kept


@dataclass(frozen=True, eq=False)
class Facts:
    """What is known of sections, an entry each; cents. NaN where a price or a direct cost is not known.

    `price` is the list price, 0 where there is none; `minimum` is 0 where none is set, `capacity` infinite where unlimited.
    """

    net: np.ndarray
    projected: np.ndarray
    chance: np.ndarray
    minimum: np.ndarray
    capacity: np.ndarray
    price: np.ndarray
    net_price: np.ndarray
    direct: np.ndarray
    variable: np.ndarray
    promotion: np.ndarray
    committed: np.ndarray

    @property
    def sunk(self) -> np.ndarray:
        """What a section costs even if it is canceled: its promotion so far and the committed part of its cost."""
        return self.promotion + self.committed

    def take(self, rows: np.ndarray | slice) -> "Facts":
        """Those of some sections."""
        return Facts(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


@dataclass(frozen=True, eq=False)
class Plans:
    """A plan for each section: list price, minimum and further promotion, cents; and how demand answers to them.

    `known`: the share of the variance of today's miss that will be gone on the decision day.
    """

    price: np.ndarray
    minimum: np.ndarray
    promotion: np.ndarray
    known: np.ndarray
    lost_per_tenth: float
    seats_per_thousand: float

    def take(self, rows: np.ndarray | slice) -> "Plans":
        """Those of some sections."""
        parts = (getattr(self, name)[rows] for name in ("price", "minimum", "promotion", "known"))
        return Plans(*parts, self.lost_per_tenth, self.seats_per_thousand)


@dataclass(frozen=True, eq=False)
class Played:
    """What plans come to, an entry per section: as in `queries.enrollment.simulator.Result`. NaN where not known."""

    expected: np.ndarray
    break_even: np.ndarray
    chance_to_run: np.ndarray
    contribution: np.ndarray
    decided: np.ndarray
    waiting: np.ndarray


def facts(sections: pl.DataFrame) -> Facts:
    """Of rows of the board with price, costs and what binds the college."""

    def numbers(column: str, missing: float) -> np.ndarray:
        return sections[column].cast(pl.Float64).fill_null(missing).to_numpy()

    return Facts(
        numbers("net", 0),
        numbers("projected", np.nan),
        numbers("chance_to_run", 1),
        numbers("minimum", 0),
        np.where(numbers("capacity", 0) == 0, np.inf, numbers("capacity", 0)),
        numbers("price_cents", 0),
        numbers("net_price_cents", np.nan),
        numbers("direct_cost_cents", np.nan),
        numbers("variable_cost_cents", 0),
        numbers("promotion_cost_cents", 0),
        numbers("committed_cost_cents", 0),
    )


def play(known: Facts, finals: np.ndarray, places: np.ndarray, plans: Plans) -> Played:
    """What each plan comes to in the final seats of its section, which are the row of `finals` at its place."""
    columns = np.full((len(Played.__dataclass_fields__), len(places)), np.nan)
    for lot in lots(len(places), finals.shape[1]):
        columns[:, lot] = _played(known.take(lot), finals[places[lot]].astype(float), plans.take(lot))
    return Played(*columns)


def _played(known: Facts, drawn: np.ndarray, plans: Plans) -> tuple[np.ndarray, ...]:
    final = _changed(known, drawn, plans)
    mean = final.mean(axis=1)
    # Both start from what the board says and move by what the draws say of the plan, so that no two pages differ.
    expected = known.projected + (mean - drawn.mean(axis=1))
    moved = (final >= plans.minimum[:, None]).mean(axis=1) - (drawn >= known.minimum[:, None]).mean(axis=1)
    chance = np.clip(known.chance + moved, 0.0, 1.0)
    # What will be thought on the decision day: today's guess, moved by what is then known of the miss.
    sight = mean[:, None] + np.sqrt(plans.known)[:, None] * (final - mean[:, None])
    money, then = (_contribution(known, plans, seats) for seats in (final, sight))
    spent = -(known.sunk + plans.promotion)[:, None]
    decided = np.where(np.round(sight) >= plans.minimum[:, None], money, spent).mean(axis=1)
    now = np.maximum(money.mean(axis=1), spent[:, 0])
    best_then = np.where(then > spent, then, spent).mean(axis=1)
    is_known = np.isfinite(money[:, 0])
    worth = (np.where(is_known, value, np.nan) for value in (decided, np.maximum(0.0, best_then - now)))
    return expected, break_even(known, _further(known, plans.price)), chance, money.mean(axis=1), *worth


@dataclass(frozen=True, eq=False)
class Mergers:
    """Pairs of sections run apart or as one, an entry each: as in `queries.enrollment.simulator.Merged`. NaN where not known."""

    apart: np.ndarray
    together: np.ndarray
    expected: np.ndarray
    over_capacity: np.ndarray


def merge(
    known: Facts, finals: np.ndarray, places: np.ndarray, keep: np.ndarray, close: np.ndarray, moving_share: float
) -> Mergers:
    """What comes of closing one section and moving a share of its learners into another, by their places among the facts.

    Apart, each runs if it reaches its minimum. The merged one pays the direct cost of the one that is kept.
    """
    alone = np.empty(len(places))
    for lot in lots(len(places), finals.shape[1]):
        alone[lot] = _if_they_run(known.take(lot), finals[places[lot]].astype(float))
    columns = np.empty((3, len(keep)))
    for lot in lots(len(keep), finals.shape[1]):
        kept = known.take(keep[lot])
        wanted = finals[places[keep[lot]]] + moving_share * finals[places[close[lot]]]
        final = np.minimum(wanted, kept.capacity[:, None])
        together = _if_they_run(kept, final) - known.sunk[close[lot]]
        columns[:, lot] = together, final.mean(axis=1), (wanted > final).mean(axis=1)
    return Mergers(0.0 + alone[keep] + alone[close], *columns)


def break_even(known: Facts, price: np.ndarray) -> np.ndarray:
    """Least seats that pay the direct cost: ⌈direct ÷ (net price − variable)⌉; NaN where no number of seats does."""
    margin = price - known.variable
    return np.ceil(np.divide(known.direct, margin, out=np.full(len(margin), np.nan), where=margin > 0))


def _if_they_run(known: Facts, final: np.ndarray) -> np.ndarray:
    """Expected contribution with these final seats, where below the minimum only what is spent or due in any case is lost."""
    stands = Plans(known.price, known.minimum, np.zeros(len(known.net)), np.zeros(len(known.net)), 0.0, 0.0)
    money = _contribution(known, stands, final)
    expected = np.where(final >= known.minimum[:, None], money, -known.sunk[:, None]).mean(axis=1)
    return np.where(np.isnan(money[:, 0]), np.nan, expected)


def _changed(known: Facts, final: np.ndarray, plans: Plans) -> np.ndarray:
    """Final seats under the plan: only the seats still to come answer to price and promotion."""
    rise = np.where(known.price != 0, plans.price / np.where(known.price != 0, known.price, 1) - 1, 0.0)
    kept = np.array([seats_kept(one, plans.lost_per_tenth) for one in rise.tolist()])
    net = known.net[:, None]
    to_come = (final - net) * np.where(final > net, kept[:, None], 1)
    won = (plans.seats_per_thousand * plans.promotion / 100_000)[:, None]
    return np.clip(np.round(net + to_come + won), 0, known.capacity[:, None])


def _further(known: Facts, price: np.ndarray) -> np.ndarray:
    """Revenue per further seat, discounts as usual; NaN where it is not known."""
    return np.round(price * known.net_price / np.where(known.price != 0, known.price, np.nan))


def _contribution(known: Facts, plans: Plans, final: np.ndarray) -> np.ndarray:
    """Net revenue less direct, variable and promotion cost, US cents; NaN where price or direct cost is unknown."""
    taken = np.minimum(final, known.net[:, None])
    revenue = taken * known.net_price[:, None] + (final - taken) * _further(known, plans.price)[:, None]
    variable = final * known.variable[:, None]
    return revenue - variable - known.direct[:, None] - (known.promotion + plans.promotion)[:, None]
