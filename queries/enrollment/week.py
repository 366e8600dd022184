"""Sections that need a decision soon, each with its advice, what following it adds and who depends on the section."""

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
from queries.enrollment import backtest, simulator
from queries.enrollment.advice import WORTH_IT_CENTS, Advice, Values
from queries.enrollment.dependents import BINDING, dependents
from queries.enrollment.due_table import COLUMNS, SCHEMA
from queries.semantic.column import Column, of_day, of_dimension
from queries.semantic.scope import Scope
from queries.semantic.table import Table

DUE_WITHIN = timedelta(days=14)
"""A section needs a decision if its decision day is no further ahead than that; one that is past needs it most."""
MERGE_WITHIN = timedelta(days=14)
"""Sections of one offering can be merged if they start no further apart than that."""
MOST_NEAR = 8
"""Sections that one might be merged with; a system of colleges has hundreds that start on one day."""
LARGE_ENOUGH = 0.5
"""Least chance that the section which is kept has a seat for everybody who moves."""


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
    whole = _judged(board(scope))
    near = _near(_due(scope), whole)
    every = whole.filter(pl.col("section_id").is_in([*near, *(other for others in near.values() for other in others)]))
    waiting_on = dependents(scope, every.select("section_id", "offering", "starts_on"))
    waiting: dict[str, list[dict]] = {}
    for one in waiting_on.to_dicts():
        waiting.setdefault(one["section_id"], []).append(one)
    alone = {code: _one(scope, code, waiting.get(code, []), assumed) for code in every["section_id"]}
    _merge(scope, alone, near, assumed)
    ones = [alone[code] for code in near]
    return pl.DataFrame([one.row for one in ones], schema=SCHEMA, orient="row")


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


class _One:
    """A section with what is known of it, while its advice is being found. `absolute` adds what canceling costs."""

    def __init__(self, scope: Scope, section: dict, values: Values, facts: dict) -> None:
        self.section, self.values, self.facts = section, values, facts
        self.can_wait = section["decide_by"] > scope.as_of
        self.advice = advising.advise(values, section["chance_to_run"], can_wait=self.can_wait)
        self.merged: dict = {}

    @property
    def absolute(self) -> float:
        """The contribution of the best choice alone, with what is spent or due in any case."""
        assert self.advice.value is not None
        return self.advice.value - simulator.sunk(self.section)

    @property
    def row(self) -> dict:
        held = {name: self.section[name] for name in SCHEMA if name in self.section}
        worth = {"advice": self.advice.choice, "worth_cents": self.advice.worth, "is_bound": self.values.is_bound}
        cents = {f"{name}_cents": getattr(self.values, name) for name in ("run", "wait", "promote")}
        row = held | self.facts | cents | worth | self.merged
        return dict.fromkeys(SCHEMA) | {name: value for name, value in row.items() if name in SCHEMA}


def _one(scope: Scope, section_id: str, waiting_on: list[dict], assumed: Assumed) -> _One:
    scope = replace(scope, where=())  # the section to merge with may lie outside the filters
    section = simulator.of_section(scope, section_id)
    assert section is not None
    stands = simulator.as_it_stands(section)
    is_bound = any(one["kind"] in BINDING for one in waiting_on)
    result = simulator.simulate(scope, section_id, stands)
    promotion = _promotion(section, result, assumed)
    can_wait = section["decide_by"] > scope.as_of
    promoted = None
    if can_wait and promotion:
        plan = replace(stands, promotion_cents=promotion, seats_per_thousand=assumed.seats_per_thousand)
        promoted = simulator.simulate(scope, section_id, plan)
    values = Values(
        _against_canceling(section, result, waits=False),
        _against_canceling(section, result, waits=True) if can_wait else None,
        _against_canceling(section, promoted, waits=not is_bound),
        is_bound,
    )
    facts = {
        "break_even": result.break_even if result else None,
        "by_decision": _by_decision(scope, section),
        "promotion_cents": promotion if promoted else None,
        "dependents": waiting_on,
    }
    return _One(scope, section, values, facts)


def _against_canceling(section: dict, result: simulator.Result | None, *, waits: bool) -> float | None:
    """What running or waiting is expected to contribute, less what canceling today does; US cents."""
    if result is None or result.contribution is None or result.waiting is None:
        return None
    canceled = -float(simulator.sunk(section))
    if not waits:
        return result.contribution - canceled
    return max(result.contribution, canceled - result.promotion_cents) + result.waiting - canceled


def _promotion(section: dict, result: simulator.Result | None, assumed: Assumed) -> int:
    """What it costs, US cents, to win the seats that are lacking to the minimum and to break even; 0 where none can be."""
    if result is None or not assumed.seats_per_thousand:
        return 0
    needed = max(section["minimum"] or 0, result.break_even or 0)
    lacking = needed - result.expected
    if lacking <= 0 or needed > (section["capacity"] or needed):
        return 0
    return round(lacking / assumed.seats_per_thousand * 100_000)


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


def _near(doubtful: pl.DataFrame, whole: pl.DataFrame) -> dict[str, list[str]]:
    """The open sections of the same offering that start about when each doubtful one does: the `MOST_NEAR` nearest, by id."""
    offered = {code: rows.sort("section_id") for (code,), rows in whole.partition_by("offering", as_dict=True).items()}
    near: dict[str, list[str]] = {}
    for (code,), due_ones in doubtful.partition_by("offering", as_dict=True).items():
        ids = offered[code]["section_id"].to_list()
        starts = offered[code]["starts_on"].cast(pl.Int32).to_numpy()
        for section, start in zip(due_ones["section_id"], due_ones["starts_on"].cast(pl.Int32), strict=True):
            apart = np.abs(starts - start)
            within = np.flatnonzero(apart <= MERGE_WITHIN.days)
            nearest = within[np.argsort(apart[within], kind="stable")][: MOST_NEAR + 1]
            others = [ids[place] for place in nearest if ids[place] != section]
            near[section] = sorted(others[:MOST_NEAR])
    return {section: near[section] for section in doubtful["section_id"]}


def _merge(scope: Scope, alone: dict[str, _One], near: dict[str, list[str]], assumed: Assumed) -> None:
    """Advise merging where two sections as one are expected to contribute more than each by itself, best pair first."""
    both = {frozenset((code, other)) for code, others in near.items() for other in others}
    ways_to = [pair for two in sorted(map(sorted, both)) for pair in (two, two[::-1])]
    whole = replace(scope, where=())
    apart = {code: simulator.apart(whole, code) for code in sorted({code for pair in both for code in pair})}
    tried = (_pair((alone[keep], alone[close]), (apart[keep], apart[close]), assumed) for keep, close in ways_to)
    pairs = [pair for pair in tried if pair and pair[0] >= WORTH_IT_CENTS]
    taken: set[str] = set()
    for _, together, keep, close in sorted(pairs, key=lambda pair: -pair[0]):
        ids = {keep.section["section_id"], close.section["section_id"]}
        if not taken & ids:
            taken |= ids
            _advise_merging(together, keep, close, is_due=close.section["section_id"] in near)


def _pair(
    ones: tuple[_One, _One], apart: tuple[simulator.Apart | None, simulator.Apart | None], assumed: Assumed
) -> tuple[float, simulator.Merged, _One, _One] | None:
    """What merging adds to the best of each alone, if the one that closes may and the other has seats enough."""
    (keep, close), (kept, closed) = ones, apart
    if close.values.is_bound or keep.values.run is None or close.values.run is None or kept is None or closed is None:
        return None
    merged = simulator.together(kept, closed, assumed.moving_share)
    if merged is None or merged.over_capacity > 1 - LARGE_ENOUGH:
        return None
    return merged.together - keep.absolute - close.absolute, merged, keep, close


def _advise_merging(merged: simulator.Merged, keep: _One, close: _One, *, is_due: bool) -> None:
    """Put the advice on both; what it adds stands once, with the section that closes if that one is due."""
    plain = sum(advising.plain_without(one.values, "merge") - simulator.sunk(one.section) for one in (keep, close))
    counts = close if is_due else keep
    values = [
        merged.together - other.absolute + simulator.sunk(one.section) for one, other in ((keep, close), (close, keep))
    ]
    for one, other, value in zip((keep, close), (close, keep), values, strict=True):
        one.advice = Advice("merge", value, merged.together - plain if one is counts else None)
        one.merged = {
            "merge_cents": value,
            "merge_with": other.section["section_id"],
            "merged_seats": merged.expected,
            "together_cents": merged.together + simulator.sunk(keep.section) + simulator.sunk(close.section),
            "closes": one is close,
            "is_counted": one is counts,
        }


def _with_record(scope: Scope, frame: pl.DataFrame) -> pl.DataFrame:
    """How often past sections with about the same chance did run, and how many those were."""
    tenth = (pl.col("chance_to_run") * 10).floor().clip(0, 9).cast(pl.Int64).alias("tenth")
    record = backtest.reliability(scope).select(
        (pl.col("chance") * 10).floor().clip(0, 9).cast(pl.Int64).alias("tenth"),
        came_true="ran_share",
        came_true_sections="sections",
    )
    return frame.drop("came_true", "came_true_sections").with_columns(tenth).join(record, on="tenth", how="left")
