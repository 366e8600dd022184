"""Go or no-go for one open section: what a changed price, minimum, decision day or promotion would do.

Seats already taken stay, at the price that was paid for them; only those still to come answer to a change. How
strongly they answer is the reader's assumption, never ours: it is an argument, and the page shows it beside the result.
"""

# Why: decision 33.

import math
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from data.caches import kept
from queries.cubes import section_paths as ways
from queries.cubes.board import TARGET_FILL, open_on
from queries.cubes.commitments import commitments
from queries.engines.pacing.paths import ALIGNMENTS, at_point
from queries.engines.pacing.projection import fit, spread_of
from queries.enrollment.draws import projection_draws
from queries.enrollment.price_response import LOST_PER_TENTH, seats_kept
from queries.semantic.scope import Scope

DRAWS = 4000


@dataclass(frozen=True)
class Plan:
    """What a reader tries out. `lost_per_tenth`: share of the seats to come that a 10% higher price loses.

    `seats_per_thousand`: seats that $1,000 of further promotion wins.
    """

    price_cents: int
    minimum: int
    decision_days: int
    promotion_cents: int = 0
    lost_per_tenth: float = LOST_PER_TENTH
    seats_per_thousand: float = 0.5


@dataclass(frozen=True)
class Result:
    """What a plan comes to. Money in US cents; None where a cost or price is not known.

    `contribution`: expected, if it runs whatever happens. `decided`: expected if it runs only when the minimum is in
    sight on the decision day. `waiting`: what deciding then is worth over deciding today by what is known today.
    `promotion_cents` are what the plan adds.
    """

    expected: float
    break_even: int | None
    chance_to_run: float
    contribution: float | None
    decided: float | None
    waiting: float | None
    promotion_cents: int = 0


def break_even(direct_cents: int | None, net_price_cents: int | None, variable_cents: int | None) -> int | None:
    """Least seats that pay the direct cost: ⌈direct ÷ (net price − variable)⌉; None where no number of seats does."""
    if direct_cents is None or net_price_cents is None:
        return None
    margin = net_price_cents - (variable_cents or 0)
    return math.ceil(direct_cents / margin) if margin > 0 else None


def of_section(scope: Scope, section_id: str) -> dict | None:
    """The board's row of a section with its price and costs (columns of the sections cube) and what binds the college to it.

    None if it is not open. `committed_cost_cents` is due even if it is canceled, `commitment` says why it must run.
    """
    place = ways.known(scope.version, scope.college, scope.as_of).places.get(section_id)
    if place is None:
        return None
    section = _sections(scope.version, scope.college, scope.as_of).row(place, named=True)
    return section if all(section[name] == value for name, value in scope.where if name in section) else None


@kept("sections")
def _sections(version: str, college: str, as_of: date) -> pl.DataFrame:
    """All open sections in the order of `Paths.open`."""
    paths = ways.known(version, college, as_of)
    costs = ("price_cents", "direct_cost_cents", "variable_cost_cents", "promotion_cost_cents")
    order = paths.frame[paths.open].select("section_id", *costs)
    rows = open_on(version, college, as_of, ALIGNMENTS[0], TARGET_FILL)
    bound = commitments(version, college).collect()
    priced = rows.join(order, on="section_id", how="right", maintain_order="right")
    known = priced.join(bound, on="section_id", how="left", maintain_order="left")
    return known.with_columns(pl.col("committed_cost_cents").fill_null(0)).rechunk()


def as_it_stands(section: dict) -> Plan:
    """The plan that changes nothing."""
    decision = (section["starts_on"] - section["decide_by"]).days
    return Plan(section["price_cents"] or 0, section["minimum"] or 0, min(decision, section["days_to_start"]))


def simulate(scope: Scope, section_id: str, plan: Plan) -> Result | None:
    """What the plan comes to; None where the section is not open or cannot be projected."""
    section = of_section(scope, section_id)
    drawn = _drawn(scope, section_id)
    if section is None or drawn is None or section["projected"] is None:
        return None
    drawn = drawn.astype(float)
    final = _changed(drawn, section, plan)
    share_known = _known_by_decision(scope, section, plan.decision_days)
    # What will be thought on the decision day: today's guess, moved by what is then known of the miss.
    sight = final.mean() + math.sqrt(share_known) * (final - final.mean())
    needed = break_even(section["direct_cost_cents"], _net_price(section, plan), section["variable_cost_cents"])
    # Both start from what the board says and move by what the draws say of the plan, so that no two pages differ.
    expected = section["projected"] + float(final.mean() - drawn.mean())
    moved = float((final >= plan.minimum).mean() - (drawn >= (section["minimum"] or 0)).mean())
    chance = min(max((1.0 if section["chance_to_run"] is None else section["chance_to_run"]) + moved, 0.0), 1.0)
    money = _contribution(section, plan, final)
    if money is None:
        return Result(expected, needed, chance, None, None, None)
    spent = -float(sunk(section) + plan.promotion_cents)
    expected_then = _contribution(section, plan, sight)
    assert expected_then is not None
    runs = np.round(sight) >= plan.minimum
    decided = float(np.where(runs, money, spent).mean())
    now = max(float(money.mean()), spent)
    best_then = float(np.where(expected_then > spent, expected_then, spent).mean())
    return Result(
        expected, needed, chance, float(money.mean()), decided, max(0.0, best_then - now), plan.promotion_cents
    )


@dataclass(frozen=True)
class Merged:
    """Two sections run apart or as one: expected contribution of each way in US cents, and the seats of the merged one."""

    apart: float
    together: float
    expected: float
    over_capacity: float


def merge(scope: Scope, keep: str, close: str, moving_share: float = 0.8) -> Merged | None:
    """What comes of closing one section and moving a share of its learners into another; None where costs are unknown.

    Apart, each runs if it reaches its minimum. The merged one pays the direct cost of the one that is kept.
    """
    kept, closed = apart(scope, keep), apart(scope, close)
    return None if keep == close or kept is None or closed is None else together(kept, closed, moving_share)


@dataclass(frozen=True, eq=False)
class Apart:
    """An open section as `of_section` has it, its simulated final seats, and its expected contribution by itself, US cents."""

    section: dict
    final: np.ndarray
    contribution: float


def apart(scope: Scope, section_id: str) -> Apart | None:
    """A section by itself, which runs if it reaches its minimum; None where it is not open or its costs are unknown."""
    section, final = of_section(scope, section_id), _drawn(scope, section_id)
    if section is None or final is None:
        return None
    contribution = _if_it_runs(section, final.astype(float))
    return None if contribution is None else Apart(section, final, contribution)


def together(keep: Apart, close: Apart, moving_share: float) -> Merged | None:
    """The same as `merge` of two sections that are known already."""
    wanted = keep.final + moving_share * close.final
    final = np.minimum(wanted, keep.section["capacity"] or np.inf)
    merged = _if_it_runs(keep.section, final)
    if merged is None:
        return None
    merged -= sunk(close.section)
    by_itself = 0.0 + keep.contribution + close.contribution
    return Merged(by_itself, merged, float(final.mean()), float((wanted > final).mean()))


def _if_it_runs(section: dict, final: np.ndarray) -> float | None:
    """Expected contribution with these final seats, where below the minimum only what is spent or due in any case is lost."""
    money = _contribution(section, as_it_stands(section), final)
    if money is None:
        return None
    return float(np.where(final >= (section["minimum"] or 0), money, -sunk(section)).mean())


def sunk(section: dict) -> int:
    """What a section costs even if it is canceled, US cents: its promotion so far and the committed part of its cost."""
    return (section["promotion_cost_cents"] or 0) + section["committed_cost_cents"]


def _drawn(scope: Scope, section_id: str) -> np.ndarray | None:
    place = ways.known(scope.version, scope.college, scope.as_of).places.get(section_id)
    return None if place is None else projection_draws(scope, DRAWS)[1][place]


def _changed(final: np.ndarray, section: dict, plan: Plan) -> np.ndarray:
    """Final seats under the plan: only the seats still to come answer to price and promotion."""
    old = section["price_cents"] or plan.price_cents
    rise = plan.price_cents / old - 1 if old else 0.0
    to_come = (final - section["net"]) * np.where(final > section["net"], seats_kept(rise, plan.lost_per_tenth), 1)
    won = plan.seats_per_thousand * plan.promotion_cents / 100_000
    return np.clip(np.round(section["net"] + to_come + won), 0, section["capacity"] or np.inf)


def _net_price(section: dict, plan: Plan) -> int | None:
    """Revenue per further seat, discounts as usual."""
    if section["net_price_cents"] is None or not section["price_cents"]:
        return None
    return round(plan.price_cents * section["net_price_cents"] / section["price_cents"])


def _contribution(section: dict, plan: Plan, final: np.ndarray) -> np.ndarray | None:
    """Net revenue less direct, variable and promotion cost, US cents; None where price or direct cost is unknown."""
    further = _net_price(section, plan)
    if further is None or section["direct_cost_cents"] is None:
        return None
    taken = np.minimum(final, section["net"])
    revenue = taken * section["net_price_cents"] + (final - taken) * further
    variable = final * (section["variable_cost_cents"] or 0)
    promotion = (section["promotion_cost_cents"] or 0) + plan.promotion_cents
    return revenue - variable - section["direct_cost_cents"] - promotion


def _known_by_decision(scope: Scope, section: dict, decision_days: int) -> float:
    """Share of the variance of today's miss that will be gone on the decision day; 0 to 1."""
    spreads = []
    for days in (section["days_to_start"], min(decision_days, section["days_to_start"])):
        scale = _scale(scope.version, scope.college, scope.as_of, days)
        if scale is None:
            return 0.0
        spreads.append(float(spread_of(np.array([section["projected"]]), scale)[0]))
    return float(np.clip(1 - (spreads[1] / spreads[0]) ** 2, 0, 1))


@kept("scales")
def _scale(version: str, college: str, as_of: date, days: int) -> tuple[float, float] | None:
    """How misses so many days before the start grow with the expected seats (see `spread_of`); None without past sections."""
    paths = ways.known(version, college, as_of)
    past, day = at_point(paths, days, ALIGNMENTS[0])
    learned = fit(paths.points(past, day), paths.final[past]) if len(past) else None
    return None if learned is None else learned.scale[False]
