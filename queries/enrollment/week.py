"""Sections that need a decision soon, each with its advice, what following it adds and who depends on the section."""

import itertools
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import polars as pl

from data.caches import kept
from queries.cubes import section_paths as ways
from queries.cubes.board import LIKELY, board
from queries.cubes.commitments import commitments
from queries.engines.pacing.paths import ALIGNMENTS, at_point
from queries.enrollment import advice as advising
from queries.enrollment import backtest, mergers, plans, simulator
from queries.enrollment.advice import Values
from queries.enrollment.dependents import BINDING, dependents
from queries.enrollment.due_table import COLUMNS, SCHEMA
from queries.enrollment.mergers import Alone
from queries.enrollment.simulator import Plan
from queries.semantic.column import Column, of_day, of_dimension
from queries.semantic.scope import Scope
from queries.semantic.table import Table

DUE_WITHIN = timedelta(days=14)
"""A section needs a decision if its decision day is no further ahead than that; one that is past needs it most."""


@dataclass(frozen=True)
class Assumed:
    """What the reader assumes, since the data can't say.

    `moving_share`: share of a merged section's learners who move; `seats_per_thousand`: seats that $1,000 of promotion wins.
    """

    moving_share: float = 0.8
    seats_per_thousand: float = 0.5


def due(scope: Scope, assumed: Assumed = Assumed()) -> Table:
    """Open sections that need a decision by `DUE_WITHIN` days after the as-of date, those to be decided first on top.

    A section needs one if it is less than `LIKELY` to run, or is expected to cost more than it brings if it runs.
    Sections without a minimum (see `without_minimum`) or too few finished ones to compare with are left out.
    """
    frame = _advised(replace(scope, where=()), assumed)
    # A filter keeps or leaves out all sections of an offering, and only these are merged: the advice is that of the whole.
    inside = frame.join(_due(scope).select("section_id"), on="section_id", how="semi")
    return Table(
        _with_record(scope, inside).sort("decide_by", "starts_on", "section_id"), COLUMNS, scope, has_period=False
    )


@kept("advised")
def _advised(scope: Scope, assumed: Assumed) -> pl.DataFrame:
    """Every section of the college that is due, with its advice."""
    near = mergers.near(_due(scope), _judged(board(scope)))
    sections = simulator.of_sections(scope, sorted({*near, *itertools.chain.from_iterable(near.values())}))
    if sections.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    waiting = dependents(scope, sections.select("section_id", "offering", "starts_on"))
    alone = _alone(scope, sections, waiting, assumed)
    merged = mergers.merge(scope, alone, near, assumed.moving_share)
    return _rows(scope, alone, merged, waiting, near)


def next_due(scope: Scope) -> Table:
    """The open section that needs a decision next after those that are due, and its decision day; no row without one."""
    later = _doubtful(scope).filter(pl.col("decide_by") > scope.as_of + DUE_WITHIN)
    first = later.sort("decide_by", "section_id").head(1)
    return Table(first, (of_day("decide_by", "Decide by"), of_dimension("offering")), scope, has_period=False)


def without_minimum(scope: Scope) -> Table:
    """The open sections that state no minimum, so that nothing tells whether they will run."""
    unstated = board(scope).filter(pl.col("minimum").is_null()).sort("starts_on", "section_id")
    columns = (of_dimension("offering"), of_day("starts_on", "Starts"), Column("section_id", "Section"))
    return Table(unstated, columns, scope, has_period=False)


def _due(scope: Scope) -> pl.DataFrame:
    """The open sections that need a decision soon."""
    return _doubtful(scope).filter(pl.col("decide_by") <= scope.as_of + DUE_WITHIN)


def _doubtful(scope: Scope) -> pl.DataFrame:
    """Open sections that are not likely to run, or that are expected to cost more than they bring if they do."""
    costs = ways.known(scope.version, scope.college, scope.as_of).frame.select(
        "section_id", "direct_cost_cents", "variable_cost_cents"
    )
    priced = _judged(board(scope)).join(costs, on="section_id")
    bound = commitments(scope.version, scope.college).select("section_id", "committed_cost_cents").collect()
    each = pl.col("net_price_cents") - pl.col("variable_cost_cents").fill_null(0)
    avoided = pl.col("direct_cost_cents") - pl.col("committed_cost_cents").fill_null(0)
    loses = (pl.col("projected") * each < avoided).fill_null(value=False)
    return priced.join(bound, on="section_id", how="left").filter((pl.col("chance_to_run") < LIKELY) | loses)


def _judged(open_sections: pl.DataFrame) -> pl.DataFrame:
    return open_sections.filter(pl.col("chance_to_run").is_not_null(), pl.col("projected").is_not_null())


def _alone(scope: Scope, sections: pl.DataFrame, waiting: pl.DataFrame, assumed: Assumed) -> Alone:
    stand = [simulator.as_it_stands(row) for row in sections.select(*PLANNED).iter_rows(named=True)]
    facts, can_wait = plans.facts(sections), (sections["decide_by"] > scope.as_of).to_numpy()
    binding = waiting.filter(pl.col("kind").cast(pl.String).is_in(BINDING))["section_id"]
    is_bound = sections["section_id"].is_in(binding.implode()).to_numpy()
    played = simulator.played_out(scope, sections, stand)
    promotion = _promotion(facts, played, assumed)
    is_promoted = can_wait & (promotion > 0)
    run, wait = (_against_canceling(facts, played, 0, waits=waits) for waits in (False, True))
    promote = np.full(len(run), np.nan)
    promote[is_promoted] = _promoted(scope, sections, stand, np.where(is_promoted, promotion, 0), is_bound, assumed)
    columns = run, np.where(can_wait, wait, np.nan), promote
    values = [
        Values(*(None if np.isnan(value) else value for value in row), bool(bound))
        for *row, bound in zip(*(column.tolist() for column in columns), is_bound, strict=True)
    ]
    chances = zip(values, sections["chance_to_run"], can_wait, strict=True)
    advice = [advising.advise(one, chance, can_wait=bool(waits)) for one, chance, waits in chances]
    return Alone(sections, facts, played.break_even, promotion, is_promoted, values, advice)


def _promoted(
    scope: Scope,
    sections: pl.DataFrame,
    stand: list[Plan],
    promotion: np.ndarray,
    is_bound: np.ndarray,
    assumed: Assumed,
) -> np.ndarray:
    """What the sections with a promotion are expected to contribute with it, less what canceling today does; US cents."""
    some = np.flatnonzero(promotion)
    if not len(some):
        return np.empty(0)
    tried = [
        replace(stand[at], promotion_cents=int(promotion[at]), seats_per_thousand=assumed.seats_per_thousand)
        for at in some
    ]
    facts, played = plans.facts(sections[some]), simulator.played_out(scope, sections[some], tried)
    both = (_against_canceling(facts, played, promotion[some], waits=waits) for waits in (False, True))
    return np.where(is_bound[some], *both)


PLANNED = ("starts_on", "decide_by", "days_to_start", "price_cents", "minimum")
"""What a plan that changes nothing follows from."""


def _against_canceling(
    facts: plans.Facts, played: plans.Played, promotion: np.ndarray | int, *, waits: bool
) -> np.ndarray:
    """What running or waiting is expected to contribute, less what canceling today does; US cents, NaN where not known."""
    canceled = -facts.sunk
    if not waits:
        return played.contribution - canceled
    return np.maximum(played.contribution, canceled - promotion) + played.waiting - canceled


def _promotion(facts: plans.Facts, played: plans.Played, assumed: Assumed) -> np.ndarray:
    """What it costs, US cents, to win the seats that are lacking to the minimum and to break even; 0 where none can be."""
    if not assumed.seats_per_thousand:
        return np.zeros(len(facts.net))
    needed = np.maximum(facts.minimum, np.nan_to_num(played.break_even, nan=0.0))
    lacking = needed - played.expected
    can_be_won = (lacking > 0) & (needed <= facts.capacity)
    return np.where(can_be_won, np.round(lacking / assumed.seats_per_thousand * 100_000), 0)


def _by_decision(scope: Scope, section: dict) -> float | None:
    """Seats expected by the decision day: those of now, and of those to come the share that past sections had by then."""
    days = (section["starts_on"] - section["decide_by"]).days
    if days >= section["days_to_start"]:
        return float(section["net"])
    now, then = (
        _reached(scope.version, scope.college, scope.as_of, ahead) for ahead in (section["days_to_start"], days)
    )
    if now is None or then is None:
        return None
    left = 1 - now
    share = (then - now) / left if left > 0 else 1.0
    return section["net"] + (section["projected"] - section["net"]) * min(max(share, 0.0), 1.0)


@kept("reached")
def _reached(version: str, college: str, as_of: date, ahead: int) -> float | None:
    """The share of their final seats that past sections had so many days before the start; None where they had none."""
    paths = ways.known(version, college, as_of)
    past, day = at_point(paths, ahead, ALIGNMENTS[0])
    total = paths.final[past].sum()
    return float(paths.seats(past, day).sum() / total) if total else None


def _rows(
    scope: Scope, alone: Alone, merged: dict[int, dict], waiting: pl.DataFrame, near: dict[str, list[str]]
) -> pl.DataFrame:
    """The due sections in the order of `near`."""
    place = {code: at for at, code in enumerate(alone.sections["section_id"])}
    places = [place[code] for code in near]
    depending: dict[str, list[dict]] = {}
    for one in waiting.filter(pl.col("section_id").is_in(list(near))).to_dicts():
        depending.setdefault(one["section_id"], []).append(one)
    rows = []
    for at, section in zip(places, alone.sections[places].to_dicts(), strict=True):
        values, advice, needed = alone.values[at], alone.advice[at], alone.break_even[at]
        rows.append(
            {name: section.get(name) for name in SCHEMA}
            | {
                "break_even": None if np.isnan(needed) else int(needed),
                "by_decision": _by_decision(scope, section),
                "promotion_cents": int(alone.promotion[at]) if alone.is_promoted[at] else None,
                "dependents": depending.get(section["section_id"], []),
                "advice": advice.choice,
                "worth_cents": advice.worth,
                "is_bound": values.is_bound,
                **{f"{name}_cents": getattr(values, name) for name in ("run", "wait", "promote")},
                **merged.get(at, {}),
            }
        )
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _with_record(scope: Scope, frame: pl.DataFrame) -> pl.DataFrame:
    """How often past sections with about the same chance did run, and how many those were."""
    tenth = (pl.col("chance_to_run") * 10).floor().clip(0, 9).cast(pl.Int64).alias("tenth")
    record = backtest.reliability(scope).select(
        (pl.col("chance") * 10).floor().clip(0, 9).cast(pl.Int64).alias("tenth"),
        came_true="ran_share",
        came_true_sections="sections",
    )
    return frame.drop("came_true", "came_true_sections").with_columns(tenth).join(record, on="tenth", how="left")
