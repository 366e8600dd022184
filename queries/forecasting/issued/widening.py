"""Bands are stretched by how far calls of the same kind have missed here, at every origin by what was known there.

Bands come from what such models have missed by on other people's series. A college's own past calls say whether that is
wide enough for it. The factor is the quantile of (miss ÷ half-width) that would have held what the band promises, as in
split conformal prediction. It is shrunk toward 1 while few calls have come due. Published bands are never made
narrower.
"""

# Why: decision 58.

from datetime import date
from statistics import NormalDist

import numpy as np
import polars as pl

from queries.engines.forecast.baseline import LEVELS
from queries.forecasting.issued.histories import Histories

WIDEST = 4.0
BELIEF = 6
"""How many calls the benchmark's width weighs as much as; they are taken as normally distributed."""
FACTORS = np.linspace(1, WIDEST, 601)


def with_widening(frame: pl.DataFrame, histories_by_day: dict[tuple[str, date], Histories]) -> pl.DataFrame:
    """Forecast rows of one grain with bands widened where they must be, and `widened_by`, the factor of the 80% band.

    `histories_by_day`: the histories of each metric by the day on which they were known. A month counts as soon as it is over, at
    what it was expected to settle at: waiting for it to settle would learn a quarter later.
    """
    made = []
    for (metric, day), now in frame.group_by("metric", "known_on", maintain_order=True):
        so_far = histories_by_day[str(metric), day].frame.select("value", target="period", actual="settled")
        past = frame.filter(pl.col("metric") == metric, pl.col("known_on") < day)
        past = past.join(so_far, on=["value", "target"])
        made.append(_widened(now, {level: factor(misses(past, level), level) for level in LEVELS}))
    return pl.concat(made)


def misses(past: pl.DataFrame, level: int) -> np.ndarray:
    """Distance of each actual value from its point, in half-widths of the band on that side."""
    point, actual = past["point"].to_numpy(), past["actual"].to_numpy()
    low, high = past[f"low_{level}"].to_numpy(), past[f"high_{level}"].to_numpy()
    width = np.where(actual >= point, high - point, point - low)
    missed = np.abs(actual - point)
    # A band without width holds its own point and nothing else.
    return np.divide(missed, width, out=np.where(missed > 0, np.inf, 0.0), where=width > 0)


def factor(missed: np.ndarray, level: int) -> float:
    """How much wider the band should have been, from 1 to `WIDEST`, by the misses in half-widths."""
    score = NormalDist().inv_cdf(0.5 + level / 200)
    believed = np.array([2 * NormalDist().cdf(score * f) - 1 for f in FACTORS])
    held = np.searchsorted(np.sort(missed), FACTORS + 1e-9, side="right")
    share = (held + BELIEF * believed) / (missed.size + BELIEF)
    return float(FACTORS[min(np.searchsorted(share, level / 100 - 1e-9), FACTORS.size - 1)])


def _widened(now: pl.DataFrame, factors: dict[int, float]) -> pl.DataFrame:
    point, columns = pl.col("point"), []
    for level, by in factors.items():
        low, high = pl.col(f"low_{level}"), pl.col(f"high_{level}")
        # What could not fall below zero before may not after.
        floor = pl.min_horizontal(pl.lit(0.0), low)
        columns.append(pl.max_horizontal(point - (point - low) * by, floor).alias(f"low_{level}"))
        columns.append((point + (high - point) * by).alias(f"high_{level}"))
    wide = now.with_columns(columns)
    # Nested, whatever the two factors are.
    return wide.with_columns(
        low_95=pl.min_horizontal("low_80", "low_95"),
        high_95=pl.max_horizontal("high_80", "high_95"),
        widened_by=pl.lit(factors[80]),
    )
