"""Joint simulation of where open sections end, for whoever adds them up."""

# Why: decision 165.

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl

from data.caches import kept
from queries.cubes import section_paths as ways
from queries.cubes.board import board
from queries.engines.lots import lots, stacked
from queries.engines.pacing.paths import ALIGNMENTS, Paths, at_point, by_point, projected
from queries.engines.pacing.projection import Projection, by_pool, fit
from queries.semantic.scope import Scope

REFERENCE_DAYS = 28
"""Days before the start at which the correlation of misses is measured."""
MOST_CELLS = 16_000_000
"""Sections times draws that are simulated at once. More sections have fewer draws, which a sum over them needs less."""
FEWEST_DRAWS = 500
"""Draws of any college: a chance of one half is then off by 2 points as a rule."""


def affordable(sections: int, draws: int) -> int:
    """How many of so many draws are made for so many sections: half as often until they can be held, never too few.

    Halves, so that questions about nearly as many sections have the same draws.
    """
    while draws > FEWEST_DRAWS and sections * draws > MOST_CELLS:
        draws = max(draws // 2, FEWEST_DRAWS)
    return draws


def projection_draws(scope: Scope, draws: int = 2000, seed: int = 7) -> tuple[tuple[str, ...], np.ndarray]:
    """Section ids and their simulated final net registrations, one row per section and one column per draw.

    Sections that opened by the as-of date and have not started, whatever the scope's filters. Misses of the same draw
    share one factor, so that sums are as uncertain as sums of past sections were; the margins are those of the board.
    A section without a projection stays at the seats it has. The same seed gives the same numbers, whole ones in the
    smallest type that holds them. Of very many sections there are fewer draws than asked for (see `affordable`).
    """
    many = len(ways.known(scope.version, scope.college, scope.as_of).open)
    return _draws(scope.version, scope.college, scope.as_of, affordable(many, draws), seed)


def seat_revenue(scope: Scope) -> pl.DataFrame:
    """What each of those sections brings per further seat, in the order of `projection_draws`.

    Columns: section_id, offering, field, school, starts_on, net (seats now), projected (null where nothing can be) and
    net_price_cents: list price less usual discounts, null where no price is known. Seats already taken are in the revenue to date, so that a forecast adds
    (final − net) × net_price_cents.
    """
    frame = board(replace(scope, where=()))
    ids = ways.known(scope.version, scope.college, scope.as_of)
    order = pl.DataFrame({"section_id": ids.frame["section_id"].gather(ids.open)})
    columns = ("section_id", "offering", "field", "school", "starts_on", "net", "projected", "net_price_cents")
    return order.join(frame.select(columns), on="section_id", how="left", maintain_order="left")


@kept("draws")
def _draws(version: str, college: str, as_of: date, draws: int, seed: int) -> tuple[tuple[str, ...], np.ndarray]:
    paths = ways.known(version, college, as_of)
    finals = stacked((len(paths.open), draws), _drawn(paths, draws, np.random.default_rng(seed)))
    finals.flags.writeable = False  # shared by all who ask
    return tuple(paths.frame["section_id"].gather(paths.open)), finals


def _drawn(paths: Paths, draws: int, rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Places in `paths.open` and the final seats of these sections in every draw, some sections at a time."""
    shared = rng.standard_normal(draws)
    correlation = miss_correlation(paths)
    place = np.empty(len(paths.net), dtype=np.int64)
    place[paths.open] = np.arange(len(paths.open))
    for point, some in by_point(paths, paths.open, ALIGNMENTS[0]):
        projection = projected(paths, point, some, ALIGNMENTS[0])
        for lot in lots(len(some), draws):
            rows = some[lot]
            own = rng.standard_normal((len(rows), draws))
            if projection is None:
                yield place[rows], np.broadcast_to(paths.seats(rows, paths.last[rows])[:, None], own.shape)
            else:
                level = _share_below(np.sqrt(correlation) * shared + np.sqrt(1 - correlation) * own)
                yield place[rows], _finals(projection.take(lot), level)


def _finals(projection: Projection, levels: np.ndarray) -> np.ndarray:
    """Final seats (whole) at levels from 0 to 1, a row of them per section: on the line between two misses of its pool."""
    standardized = np.empty(levels.shape)
    for pool, rows in by_pool(projection.misses):
        place = levels[rows] * (len(pool) - 1)
        below = place.astype(np.int64)
        low, high = pool[below], pool[np.minimum(below + 1, len(pool) - 1)]
        standardized[rows] = (high - low) * (place - below) + low
    return projection.at(standardized)


def miss_correlation(paths: Paths) -> float:
    """Correlation of the misses of sections that started in the same month, over the finished ones; 0 to 0.9."""
    past, day = at_point(paths, REFERENCE_DAYS, ALIGNMENTS[0])
    learned = fit(paths.points(past, day), paths.final[past])
    if learned is None:
        return 0.0
    misses = learned.misses[False]
    scores = misses / max(float(np.sqrt((misses**2).mean())), 1e-9)
    months = paths.frame["starts_on"].dt.truncate("1mo").rank("dense").to_numpy()[past].astype(np.int64)
    sums, squares, counts = (np.bincount(months, v) for v in (scores, scores**2, np.ones_like(scores)))
    pairs = (counts * (counts - 1)).sum()
    return float(np.clip((sums**2 - squares).sum() / pairs, 0, 0.9)) if pairs else 0.0


def _share_below(normal: np.ndarray) -> np.ndarray:
    """Standard normal distribution function (Abramowitz and Stegun 7.1.26; off by less than 0.0000002)."""
    size = np.abs(normal) / np.sqrt(2)
    t = 1 / (1 + 0.3275911 * size)
    tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    above = tail * np.exp(-(size**2)) / 2
    return np.where(normal > 0, 1 - above, above)
