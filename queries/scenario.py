"""What if price, demand, discounts or the offerings were otherwise for the rest of the period?"""

from dataclasses import dataclass, fields

import numpy as np
import polars as pl

from data.contracts.scenarios import Scenarios
from data.store import MissingData, scan
from queries.answer import measure
from queries.goals import Standing, standings
from queries.metrics.enrollment import DISCOUNT_RATE, NET_REGISTRATIONS, NET_REVENUE
from queries.metrics.revenue import CONTRIBUTION
from queries.rest_contribution import Costs, costs
from queries.rest_of_year import Rest, rest
from queries.scope import Scope


@dataclass(frozen=True)
class Change:
    """What is different from tomorrow on; shares, so 0.05 is 5%. Seats already taken keep their price.

    `volume` changes further registrations, `price` the list price of them, `discount` the discount rate in points.
    `retired` takes in no further registrations; `launched_seats` are sold at `launched_price_usd` net and cost
    `launched_cost_usd` in all, None where that is not known.
    """

    price: float = 0.0
    volume: float = 0.0
    discount: float = 0.0
    retired: str | None = None
    launched_seats: int = 0
    launched_price_usd: float = 0.0
    launched_cost_usd: float | None = None


@dataclass(frozen=True, eq=False)
class Outcome:
    """Final net revenue, net registrations and contribution of the period, one value per draw, and each goal's chance.

    `contribution_usd` is None where no section states a direct cost. `uncosted` of `sections` that may still run in the
    period state none and are not in it, nor is a launched offering unless `is_launch_costed`.
    """

    revenue_usd: np.ndarray
    registrations: np.ndarray
    contribution_usd: np.ndarray | None
    sections: int
    uncosted: int
    is_launch_costed: bool
    goals: list[tuple[Standing, float | None, float | None]]
    """Standing as things are, its probability as things are, its probability with the change."""


def play(scope: Scope, change: Change) -> Outcome:
    """The same draws with the change; the uncertainty is that of the goals page."""
    left = rest(scope)
    seats, cents = _changed(left, change, scope)
    keep = left.rows(scope.where)
    now = measure(NET_REVENUE, NET_REGISTRATIONS, scope=scope)
    # A launched offering belongs to no field yet, so it counts for the college only.
    added = change.launched_seats if not scope.own else 0
    revenue = (now.value(NET_REVENUE) or 0) + cents[keep].sum(axis=0) / 100 + added * change.launched_price_usd
    taken = (now.value(NET_REGISTRATIONS) or 0) + seats[keep].sum(axis=0) + added
    known = costs(scope)
    running = keep & known.counts
    return Outcome(
        revenue,
        taken,
        _contribution(scope, left, seats, cents, change),
        int(running.sum()),
        int((running & ~known.is_costed).sum()),
        not added or change.launched_cost_usd is not None,
        [_goal(s, left, known, seats, cents, change) for s in standings(scope)],
    )


def _contribution(scope: Scope, left: Rest, seats: np.ndarray, cents: np.ndarray, change: Change) -> np.ndarray | None:
    """What the period leaves after direct cost: of sections started by now, and of those that will have."""
    known, keep = costs(scope), left.rows(scope.where)
    now = measure(CONTRIBUTION, scope=scope).value(CONTRIBUTION)
    if now is None and not (keep & known.counts & known.is_costed).any():
        return None
    added = 0.0 if scope.own else _launched(change)
    return (now or 0) + known.contribution(left, seats, cents, change.retired)[keep].sum(axis=0) / 100 + added


def _launched(change: Change) -> float:
    """What a launched offering leaves, US dollars; nothing is counted before its cost is known."""
    if change.launched_cost_usd is None:
        return 0.0
    return change.launched_seats * change.launched_price_usd - change.launched_cost_usd


def _changed(left: Rest, change: Change, scope: Scope) -> tuple[np.ndarray, np.ndarray]:
    rate = measure(DISCOUNT_RATE, scope=scope).value(DISCOUNT_RATE) or 0.0
    kept = max(1 - rate - change.discount, 0) / (1 - rate) if rate < 1 else 1.0
    gains = np.maximum(left.seats, 0) * change.volume
    price = np.divide(left.cents, left.seats, out=np.zeros_like(left.cents), where=left.seats != 0)
    runs = np.where(left.offering == change.retired, 0.0, 1.0)[:, None]
    # Seats given back were paid at the old price.
    factor = np.where(left.seats > 0, (1 + change.price) * kept, 1.0)
    return (left.seats + gains) * runs, (left.seats + gains) * price * factor * runs


def _goal(
    found: Standing, left: Rest, known: Costs, seats: np.ndarray, cents: np.ndarray, change: Change
) -> tuple[Standing, float | None, float | None]:
    """The goal's chance as things are and with the change."""
    if found.finals is None or found.days_left == 0:
        return found, found.probability, found.probability
    keep = left.rows(found.goal.where)
    added = change.launched_seats if not found.goal.where else 0
    if found.metric is NET_REVENUE:
        moved = (cents - left.cents)[keep].sum(axis=0) / 100 + added * change.launched_price_usd
    elif found.metric is NET_REGISTRATIONS:
        moved = (seats - left.seats)[keep].sum(axis=0) + added
    elif found.metric is CONTRIBUTION:
        both = ((seats, cents, change.retired), (left.seats, left.cents, None))
        after, before = (known.contribution(left, *these)[keep].sum(axis=0) / 100 for these in both)
        moved = after - before + (_launched(change) if added else 0.0)
    else:  # distinct learners do not move seat by seat
        return found, found.probability, None
    return found, found.probability, float((found.finals + moved >= found.goal.target).mean())


def offerings(scope: Scope) -> list[str]:
    """Offerings that may still bring something in the period, sorted."""
    left = rest(scope)
    return sorted({*left.offering[left.rows(scope.where)].tolist()})


def saved(version: str, college: str) -> pl.DataFrame:
    """The scenarios that this version holds, as in their contract, sorted by name; no rows where there are none."""
    try:
        return scan(version, college, "scenarios").sort("name").collect()
    except MissingData:
        return Scenarios.create_empty()


def change_of(row: dict) -> Change:
    """The change that a saved scenario stands for."""
    return Change(**{f.name: row[f.name] for f in fields(Change)})
