"""From points and weights to a class, how often it holds when the weights move, and the inputs that would change it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

import numpy as np
import polars as pl

from data.reference.portfolio import CRITERIA, Rule
from queries.semantic.column import Column
from queries.semantic.table import Table
from queries.semantic.unit import SHARE

GROW, SUSTAIN, TRANSFORM, RETIRE, INSUFFICIENT = CLASSES = ("grow", "sustain", "transform", "retire", "insufficient")
"""In the order in which they stand."""
YOUNG, FEW_SECTIONS, UNKNOWN, DECIDED = "young", "few_sections", "unknown", "decided"
"""Why there is too little evidence, or `decided` where the college has set the last day of the offering."""
FEWEST = "fewest_points"
"""In place of an offering: the one with the fewest points, on whatever day it is asked for."""
_BEYOND = 1e-9
"""Points beyond a limit, where the class is the next one."""
JUDGED = (
    Column("class", "Class", dimension="portfolio_class"),
    Column(
        "holds",
        "Holds in",
        SHARE.whole,
        "Share of the trial weightings in which the class is the same. Empty where the offering is too new, or its end is decided.",
    ),
    Column("score", "Points", SHARE.whole, "Points earned, as a share of those of the inputs that are known."),
    Column("known", "Known", SHARE.whole, "Weight of the inputs that are known, as a share of all weight."),
)
FIRST = (
    "class",
    "score",
    "holds",
    "trend",
    "fill",
    "net_usd",
    "contribution_usd",
    "margin",
    "completion",
    "employment",
)
"""The columns of an offering that a meeting needs most."""


@dataclass(frozen=True)
class Turn:
    """An input that would change the class by itself: from the value `at` on, the class is `to`.

    `is_from_below`: the value has to be `at` or more on the scale of the input, else less. `at` is None for an input that
    has to become known at all before there is a class.
    """

    criterion: str
    at: float | None
    is_from_below: bool
    is_known: bool
    to: str | None


def judged(known: Table, rule: Rule) -> Table:
    """The inputs with a class per offering: grow first, and within a class those with the most points.

    Adds points (share of all) per criterion as `points_<criterion>`, null where it is not known, `steady`, whether the class
    holds in enough draws, and `reason`, which says why there is too little evidence. An offering whose last day is set is to retire whatever its points.
    """
    frame = known.frame
    points = points_of(frame, rule)
    score, share = _scored(points, np.array(rule.weights)[None, :])
    forced = _reasons(frame, rule)
    capped = _capped(points, rule)
    classes = _classed(score, share, capped, rule)
    moved = _classed(*_scored(points, moved_weights(rule)), capped, rule)
    holds = (moved == classes).mean(axis=1)
    names = [_class(reason, CLASSES[c]) for reason, c in zip(forced, classes[:, 0], strict=True)]
    reasons = [
        reason or (UNKNOWN if name == INSUFFICIENT else None) for reason, name in zip(forced, names, strict=True)
    ]
    made = frame.with_columns(
        pl.Series("class", names, dtype=pl.Enum(CLASSES)),
        pl.Series("holds", [None if f else h for f, h in zip(forced, holds.tolist(), strict=True)], dtype=pl.Float64),
        pl.Series("score", [None if np.isnan(s) else s for s in score[:, 0].tolist()], dtype=pl.Float64),
        pl.Series("known", share[:, 0].tolist(), dtype=pl.Float64),
        pl.Series("reason", reasons, dtype=pl.String),
        pl.Series("steady", (holds >= rule.steady_from).tolist(), dtype=pl.Boolean),
        *(
            pl.Series(f"points_{name}", [None if np.isnan(p) else p for p in points[:, place].tolist()], pl.Float64)
            for place, name in enumerate(CRITERIA)
        ),
    )
    by_points = made.sort("class", "score", "offering", descending=[False, True, False], nulls_last=True)
    first, *others = known.columns
    return Table(
        by_points, (first, *JUDGED, *others), known.scope, known.sources, known.notes, has_period=False, first=FIRST
    )


def _class(forced: str | None, by_points: str) -> str:
    return by_points if forced is None else RETIRE if forced == DECIDED else INSUFFICIENT


def row_of(of: Table, offering: str) -> dict:
    """The row of `judged` about an offering; for FEWEST the one with the fewest points whose end is not decided."""
    if offering != FEWEST:
        return of.frame.row(by_predicate=pl.col("offering") == offering, named=True)
    order = of.frame.sort((pl.col("reason") == DECIDED).fill_null(False), "score", "offering", nulls_last=True)
    return order.row(0, named=True)


def points_of(frame: pl.DataFrame, rule: Rule) -> np.ndarray:
    """Points from 0 to 1, a row per offering and a column per criterion; NaN where the input is not known.

    Completion that is published as 95% or more, or as 5% or less, earns what its end of the scale earns.
    """
    bounds = {"low": 0.05, "high": 0.95}
    note = frame["completion_note"].replace_strict(bounds, default=None, return_dtype=pl.Float64)
    values = frame.with_columns(completion=pl.coalesce("completion", note)).select(
        (pl.col(name).cast(pl.Float64) - low) / (high - low)
        for name, low, high in zip(CRITERIA, rule.no_points, rule.full_points, strict=True)
    )
    return np.clip(values.fill_null(np.nan).to_numpy().reshape(frame.height, len(CRITERIA)), 0, 1)


def moved_weights(rule: Rule) -> np.ndarray:
    """Weights around those of the rule, a row per draw: Dirichlet, the same for the same rule. A weight of 0 stays 0."""
    shares = np.array(rule.weights) / sum(rule.weights)
    rng = np.random.default_rng(rule.seed)
    drawn = rng.standard_gamma(np.maximum(rule.focus * shares, 1e-12), (rule.draws, len(shares)))
    return np.where(shares > 0, drawn, 0.0)


def turns(of: Table, offering: str, rule: Rule) -> tuple[Turn, ...]:
    """The two inputs that would change the class of an offering of `judged` most easily; fewer where fewer can by themselves.

    A move counts against how far the offerings of the college lie apart on that input.
    """
    row = row_of(of, offering)
    if row["reason"] is not None:
        return tuple(_lacking(row, rule))[:2] if row["reason"] == UNKNOWN else ()
    moves = []
    for place, name in enumerate(CRITERIA):
        if (turn := _turn(row, place, rule)) is not None:
            apart = float(np.std(of.frame[f"points_{name}"].drop_nulls().to_numpy()))
            moves.append((turn[0] / apart if apart else np.inf, turn[1]))
    return tuple(turn for _, turn in sorted(moves, key=lambda pair: pair[0])[:2])


def _turn(row: dict, place: int, rule: Rule) -> tuple[float, Turn] | None:
    """The smallest move of one input that changes the class, with its size in points; None where none does."""
    weight, points = rule.weights[place], _points(row)
    if not weight:
        return None
    own = points[place]
    base = sum(w for w, p in zip(rule.weights, points, strict=True) if p is not None)
    # One that is not known counts for nothing; the same as if it earned what all others earn together.
    total, start = (base, own) if own is not None else (base + weight, row["score"])
    limits = (rule.retire_below, rule.transform_below, rule.grow_from)
    ends = [start + (limit - row["score"]) * total / weight for limit in limits]
    moves = []
    for end in (*(end for end in ends if 0 <= end <= 1), 0.0):
        is_up = end > start or (end == start == 0)
        becomes = _class_with(points, place, end + _BEYOND if is_up else max(end - _BEYOND, 0.0), rule)
        if becomes != row["class"]:
            moves.append((abs(end - start), end, is_up, becomes))
    if not moves:
        return None
    size, at, is_up, to = min(moves)
    low, high = rule.no_points[place], rule.full_points[place]
    return size, Turn(CRITERIA[place], low + at * (high - low), is_up, own is not None, to)


def pair(of: Table, offering: str, rule: Rule) -> tuple[str, str] | None:
    """Two inputs that together would change the class of an offering, where no one would; those with the most room."""
    row = row_of(of, offering)
    points = _points(row)
    known = [
        (w, p, place) for place, (w, p) in enumerate(zip(rule.weights, points, strict=True)) if w and p is not None
    ]
    if row["reason"] is not None or len(known) < 2:
        return None
    for end in (0.0, 1.0):
        first, second = sorted(known, key=lambda one: -one[0] * abs(one[1] - end))[:2]
        moved = list(points)
        moved[first[2]] = end
        if _class_with(moved, second[2], end, rule) != row["class"]:
            return CRITERIA[first[2]], CRITERIA[second[2]]
    return None


def class_without(row: dict, criteria: tuple[str, ...], rule: Rule) -> str:
    """The class of a row of `judged` as if some of its inputs were not known."""
    points = [None if name in criteria else row[f"points_{name}"] for name in CRITERIA]
    weights = np.array(rule.weights)[None, :]
    values = np.array([[np.nan if value is None else value for value in points]])
    return CLASSES[_classed(*_scored(values, weights), _capped(values, rule), rule)[0, 0]]


def _class_with(points: list[float | None], place: int, changed: float, rule: Rule) -> str:
    """The class of an offering with other points on one input."""
    row = np.array([[np.nan if value is None else value for value in points]])
    row[0, place] = changed
    weights = np.array(rule.weights)[None, :]
    return CLASSES[_classed(*_scored(row, weights), _capped(row, rule), rule)[0, 0]]


def _lacking(row: dict, rule: Rule) -> Iterator[Turn]:
    """Inputs that are not known, those of the highest weight first."""
    order = sorted(range(len(CRITERIA)), key=lambda place: -rule.weights[place])
    for place in order:
        if _points(row)[place] is None and rule.weights[place]:
            yield Turn(CRITERIA[place], None, is_from_below=True, is_known=False, to=None)


def _points(row: dict) -> list[float | None]:
    return [row[f"points_{name}"] for name in CRITERIA]


def _scored(points: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Points as a share of those of the known inputs, and the known share of all weight: offerings by draws."""
    is_known = (~np.isnan(points)).astype(np.float64)
    known = is_known @ weights.T
    earned = np.nan_to_num(points) @ weights.T
    return np.divide(earned, known, out=np.full(known.shape, np.nan), where=known > 0), known / weights.sum(axis=1)


def _classed(score: np.ndarray, share: np.ndarray, capped: np.ndarray, rule: Rule) -> np.ndarray:
    """Places in CLASSES, offerings by draws; those that are capped are to transform at best."""
    limits = (rule.grow_from, rule.transform_below, rule.retire_below)
    places = reduce(lambda place, limit: place + (score < limit), limits, np.zeros(score.shape, dtype=np.int64))
    places = np.where(capped[:, None], np.maximum(places, CLASSES.index(TRANSFORM)), places)
    return np.where(np.isnan(score) | (share < rule.known_least), CLASSES.index(INSUFFICIENT), places)


def _capped(points: np.ndarray, rule: Rule) -> np.ndarray:
    """Which offerings earn no points on more inputs than the rule allows; an input without weight does not count."""
    return ((points == 0) & (np.array(rule.weights) > 0)).sum(axis=1) > rule.without_points_most


def without_points(row: dict, rule: Rule) -> tuple[str, ...]:
    """The inputs without points that hold a row of `judged` down to transform; none where its points alone come to no more."""
    zero = tuple(n for n, w in zip(CRITERIA, rule.weights, strict=True) if w and row[f"points_{n}"] == 0)
    is_held_down = row["class"] == TRANSFORM and row["score"] >= rule.transform_below
    return zero if is_held_down and len(zero) > rule.without_points_most else ()


def _reasons(frame: pl.DataFrame, rule: Rule) -> list[str | None]:
    """Why an offering is too new or was too seldom run for a class, whatever the weights; None for all others."""
    is_young = (pl.col("months") < rule.months_least).fill_null(False)
    is_seldom = pl.col("sections") < rule.sections_least
    is_decided = pl.col("closes_on").is_not_null()
    reason = pl.when(is_decided).then(pl.lit(DECIDED)).when(is_young).then(pl.lit(YOUNG))
    reason = reason.when(is_seldom).then(pl.lit(FEW_SECTIONS))
    return frame.select(reason.alias("reason"))["reason"].to_list()
