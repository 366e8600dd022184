"""Go or no-go for one open section: what a changed price, minimum, decision day or promotion would do.

Seats already taken stay, at the price that was paid for them; only those still to come answer to a change. How
strongly they answer is the reader's assumption, never ours: it is an argument, and the page shows it beside the result.
"""

# Why: decision 33.

import math
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl

from data.caches import kept
from queries.cubes import section_paths as ways
from queries.cubes.board import TARGET_FILL, board_of, open_on
from queries.cubes.commitments import commitments
from queries.engines.pacing.paths import ALIGNMENTS, at_point
from queries.engines.pacing.projection import fit, spread_of
from queries.enrollment import plans
from queries.enrollment.draws import projection_draws
from queries.enrollment.price_response import LOST_PER_TENTH
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


def of_section(scope: Scope, section_id: str) -> dict | None:
    """The board's row of a section with its price and costs (columns of the sections cube) and what binds the college to it.

    None if it is not open. `committed_cost_cents` is due even if it is canceled, `commitment` says why it must run.
    """
    sections = of_sections(replace(scope, where=()), [section_id])
    inside = board_of(scope, section_id)["section_id"]
    return sections.row(0, named=True) if len(inside) else None


def of_sections(scope: Scope, ids: list[str]) -> pl.DataFrame:
    """The same of several open sections of the college, in the order of their ids, with their `place` in `projection_draws`."""
    paths = ways.known(scope.version, scope.college, scope.as_of)
    costs = ("price_cents", "direct_cost_cents", "variable_cost_cents", "promotion_cost_cents")
    opened = paths.frame[paths.open].select("section_id", *costs).with_row_index("place")
    wanted = opened.join(pl.DataFrame({"section_id": ids}, {"section_id": pl.String}), on="section_id", how="semi")
    rows = open_on(scope.version, scope.college, scope.as_of, ALIGNMENTS[0], TARGET_FILL)
    bound = commitments(scope.version, scope.college).collect()
    priced = rows.join(wanted, on="section_id", how="inner").sort("section_id")
    known = priced.join(bound, on="section_id", how="left", maintain_order="left")
    return known.with_columns(pl.col("committed_cost_cents").fill_null(0))


def as_it_stands(section: dict) -> Plan:
    """The plan that changes nothing."""
    decision = (section["starts_on"] - section["decide_by"]).days
    return Plan(section["price_cents"] or 0, section["minimum"] or 0, min(decision, section["days_to_start"]))


def simulate(scope: Scope, section_id: str, plan: Plan) -> Result | None:
    """What the plan comes to; None where the section is not open or cannot be projected."""
    section = of_section(scope, section_id)
    if section is None or section["projected"] is None:
        return None
    sections = of_sections(scope, [section_id])
    played = played_out(scope, sections, [plan])
    names = ("expected", "break_even", "chance_to_run", "contribution", "decided", "waiting")
    values = (float(getattr(played, name)[0]) for name in names)
    expected, needed, chance, *money = (None if math.isnan(value) else value for value in values)
    assert expected is not None
    assert chance is not None
    return Result(expected, None if needed is None else int(needed), chance, *money, plan.promotion_cents)


def played_out(scope: Scope, sections: pl.DataFrame, each: list[Plan]) -> plans.Played:
    """What a plan for each of `of_sections` comes to. All plans assume the same answer to price and promotion."""
    days = np.array([plan.decision_days for plan in each])
    price, minimum, promotion = (
        np.array([getattr(plan, name) for plan in each], dtype=float)
        for name in ("price_cents", "minimum", "promotion_cents")
    )
    known, first = known_by_decision(scope, sections, days), each[0]
    tried = plans.Plans(price, minimum, promotion, known, first.lost_per_tenth, first.seats_per_thousand)
    finals = projection_draws(scope, DRAWS)[1]
    return plans.play(plans.facts(sections), finals, sections["place"].to_numpy(), tried)


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
    if keep == close or any(of_section(scope, one) is None for one in (keep, close)):
        return None
    sections = of_sections(scope, [keep, close])
    order = np.argsort([keep, close]).argsort()
    one = merged(scope, sections, order[:1], order[1:], moving_share)
    values = [float(column[0]) for column in (one.apart, one.together, one.expected, one.over_capacity)]
    return None if math.isnan(values[0]) else Merged(*values)


def merged(
    scope: Scope, sections: pl.DataFrame, keep: np.ndarray, close: np.ndarray, moving_share: float
) -> plans.Mergers:
    """The same of pairs among `of_sections`, by their places in it."""
    finals = projection_draws(scope, DRAWS)[1]
    return plans.merge(plans.facts(sections), finals, sections["place"].to_numpy(), keep, close, moving_share)


def known_by_decision(scope: Scope, sections: pl.DataFrame, decision_days: np.ndarray) -> np.ndarray:
    """Share of the variance of each section's miss of today that will be gone on the decision day; 0 to 1."""
    ahead, projected = sections["days_to_start"].to_numpy(), sections["projected"].cast(pl.Float64).to_numpy()
    spreads = []
    for days in (ahead, np.minimum(decision_days, ahead)):
        spread = np.full(len(days), np.nan)
        for one in np.unique(days):
            scale = _scale(scope.version, scope.college, scope.as_of, int(one))
            if scale is not None:
                rows = days == one
                spread[rows] = spread_of(projected[rows], scale)
        spreads.append(spread)
    return np.nan_to_num(np.clip(1 - (spreads[1] / spreads[0]) ** 2, 0, 1), nan=0.0)


@kept("scales")
def _scale(version: str, college: str, as_of: date, days: int) -> tuple[float, float] | None:
    """How misses so many days before the start grow with the expected seats (see `spread_of`); None without past sections."""
    paths = ways.known(version, college, as_of)
    past, day = at_point(paths, days, ALIGNMENTS[0])
    learned = fit(paths.points(past, day), paths.final[past]) if len(past) else None
    return None if learned is None else learned.scale[False]
