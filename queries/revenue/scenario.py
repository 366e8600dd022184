"""What if price, demand, discounts or the offerings were otherwise for the rest of the period?"""

from dataclasses import dataclass, fields, replace

import numpy as np
import polars as pl

from data.contracts.scenarios import Scenarios
from data.contracts.shape import as_contract
from data.store.store import scan_or_empty
from queries.answer import measure
from queries.enrollment.price_response import seats_kept
from queries.metrics.enrollment import DISCOUNT_RATE, NET_REGISTRATIONS, NET_REVENUE
from queries.metrics.revenue import CONTRIBUTION
from queries.revenue.goals import Standing, standing, standings
from queries.revenue.phasing import goal_for
from queries.revenue.rest_contribution import Further, costs
from queries.revenue.rest_of_year import rest
from queries.semantic.scope import Scope

Where = tuple[tuple[str, str], ...]
_MOVED = (NET_REVENUE, NET_REGISTRATIONS, CONTRIBUTION)
"""What a change moves seat by seat; distinct learners it does not."""


@dataclass(frozen=True)
class Change:
    """What is different from tomorrow on; shares, so 0.05 is 5%. Seats already taken keep their price.

    `volume` changes further registrations, `price` the list price of them, `discount` the discount rate in points.
    `lost_per_tenth` is the share of further registrations that a 10% higher price is assumed to lose.
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
    lost_per_tenth: float = 0.0

    @property
    def is_none(self) -> bool:
        """Whether it leaves everything as it is; the price or cost of no seats and an assumption of it are no change."""
        unused = {"launched_price_usd": 0.0, "launched_cost_usd": None, "lost_per_tenth": 0.0}
        return replace(self, **unused) == Change()


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
    return _play(scope, change, standings(scope))


def _play(scope: Scope, change: Change, stands: list[Standing]) -> Outcome:
    left, known = rest(scope), costs(scope)
    further = _changing(change, scope)
    of_goals = {s.goal.where for s in stands if _is_open(s) and s.metric in _MOVED}
    after = {where: known.sums(left, where, further, change.retired) for where in {scope.where, *of_goals}}
    moved = {where: after[where] - known.sums(left, where) for where in of_goals}
    seats, cents, contribution = after[scope.where]
    now = measure(NET_REVENUE, NET_REGISTRATIONS, CONTRIBUTION, scope=scope)
    # A launched offering belongs to no field yet, so it counts for the college only.
    added = change.launched_seats if not scope.own else 0
    running, uncosted = known.counted(left, scope.where)
    has_cost = now.value(CONTRIBUTION) is not None or running > uncosted
    return Outcome(
        (now.value(NET_REVENUE) or 0) + cents / 100 + added * change.launched_price_usd,
        (now.value(NET_REGISTRATIONS) or 0) + seats + added,
        (now.value(CONTRIBUTION) or 0) + contribution / 100 + (_launched(change) if added else 0.0)
        if has_cost
        else None,
        running,
        uncosted,
        not added or change.launched_cost_usd is not None,
        [_goal(s, moved, change) for s in stands],
    )


@dataclass(frozen=True, eq=False)
class Compared:
    """One scenario beside the others: what it changes, what comes of it, and the chance of `goal`.

    `name` is empty for no change, and for a change on screen that has no name. None for `goal` where the scope has none
    that a change can move, and for `chance` where it has no forecast.
    """

    name: str
    change: Change
    is_on_screen: bool
    outcome: Outcome
    goal: Standing | None
    chance: float | None


def side_by_side(scope: Scope, version: str, name: str, change: Change) -> list[Compared]:
    """No change, the change on screen and every scenario that `version` holds, all for the scope and in the same draws.

    No change comes first, then what is on screen; a saved scenario that is on screen comes once.
    """
    kept = [(row["name"], change_of(row)) for row in saved(version, scope.college).to_dicts()]
    on_screen = (name, change)
    others = [one for one in kept if one != on_screen]
    rows = [("", Change()), *([] if change.is_none and on_screen not in kept else [on_screen]), *others]
    goal = _goal_of(scope)
    played = [(*one, _play(scope, one[1], [goal] if goal else [])) for one in rows]
    return [
        Compared(label, what, place > 0 and (label, what) == on_screen, outcome, goal, _chance(outcome))
        for place, (label, what, outcome) in enumerate(played)
    ]


def _goal_of(scope: Scope) -> Standing | None:
    """The scope's own goal for the first of revenue, registrations and contribution that has one."""
    goals = (goal_for(scope, metric.name) for metric in _MOVED)
    return next((standing(goal, scope) for goal in goals if goal), None)


def _chance(outcome: Outcome) -> float | None:
    return outcome.goals[0][2] if outcome.goals else None


def _launched(change: Change) -> float:
    """What a launched offering leaves, US dollars; nothing is counted before its cost is known."""
    if change.launched_cost_usd is None:
        return 0.0
    return change.launched_seats * change.launched_price_usd - change.launched_cost_usd


def _changing(change: Change, scope: Scope) -> Further:
    """What makes the seats and cents of sections those with the change."""
    rate = measure(DISCOUNT_RATE, scope=scope).value(DISCOUNT_RATE) or 0.0
    kept = max(1 - rate - change.discount, 0) / (1 - rate) if rate < 1 else 1.0
    more = seats_kept(change.price, change.lost_per_tenth) * (1 + change.volume) - 1

    def further(seats: np.ndarray, price: np.ndarray, offering: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        runs = np.where(offering == change.retired, 0.0, 1.0)[:, None]
        # Seats given back were paid at the old price.
        factor = np.where(seats > 0, (1 + change.price) * kept, 1.0)
        changed = (seats + np.maximum(seats, 0) * more) * runs
        return changed, changed * price * factor

    return further


def _is_open(found: Standing) -> bool:
    """Whether the goal's end is still to come and can be simulated."""
    return found.finals is not None and found.days_left != 0


def _goal(
    found: Standing, moved: dict[Where, np.ndarray], change: Change
) -> tuple[Standing, float | None, float | None]:
    """The goal's chance as things are and with the change, which moves seats, cents and contribution by so much."""
    if not _is_open(found):
        return found, found.probability, found.probability
    if found.metric not in _MOVED:
        return found, found.probability, None
    added = change.launched_seats if not found.goal.where else 0
    seats, cents, contribution = moved[found.goal.where]
    if found.metric is NET_REVENUE:
        finals = found.finals + cents / 100 + added * change.launched_price_usd
    elif found.metric is NET_REGISTRATIONS:
        finals = found.finals + seats + added
    else:
        finals = found.finals + contribution / 100 + (_launched(change) if added else 0.0)
    return found, found.probability, float((finals >= found.goal.target).mean())


def offerings(scope: Scope) -> list[str]:
    """Offerings that may still bring something in the period, sorted."""
    left = rest(scope)
    return sorted({*left.offering[left.rows(scope.where)].tolist(), *left.later_rows(scope.where).offering.tolist()})


def saved(version: str, college: str) -> pl.DataFrame:
    """The scenarios that this version holds, as in their contract, sorted by name; no rows where there are none."""
    rows = as_contract(scan_or_empty(version, college, "scenarios", Scenarios), Scenarios).sort("name").collect()
    # Those that were saved before the answer to price was asked for assume none.
    return rows.with_columns(pl.col("lost_per_tenth").fill_null(0.0))


def change_of(row: dict) -> Change:
    """The change that a saved scenario stands for."""
    return Change(**{f.name: row[f.name] for f in fields(Change)})
