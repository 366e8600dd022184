"""Exponential smoothing in three families, every setting of a grid tried in one pass over the history.

The model is ETS(A,N,N), ETS(A,A,N) or ETS(A,Ad,N) of Hyndman et al. (2008), as in statsmodels. The starting level and
trend enter the one-step errors linearly, so they are solved by least squares for every setting instead of searched.
What is left to choose are two or three numbers between 0 and 1. For these a grid is as good as an optimizer, fifty
times as fast, and cannot fail to converge.
"""

# Why: decisions 26 and 179.

from dataclasses import dataclass
from itertools import product

import numpy as np

LEVEL_WEIGHTS = (0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99)
TREND_WEIGHTS = (0.0, 0.03, 0.1, 0.2, 0.4)
DAMPINGS = (0.8, 0.9, 0.95, 0.98)
FAMILIES = {
    "simple": [(level, 0.0, 0.0) for level in LEVEL_WEIGHTS],
    "trend": list(product(LEVEL_WEIGHTS, TREND_WEIGHTS, (1.0,))),
    "damped": list(product(LEVEL_WEIGHTS, TREND_WEIGHTS, DAMPINGS)),
}
FAR = "far trend"
FAR_LEADS = (1, 2, 3, 6, 9, 12)
"""A trend that is chosen by its misses at these leads in place of the next period's, where `FEWEST_FOR_FAR` are known."""
FEWEST_FOR_FAR = 60
GRID = np.array([setting for settings in FAMILIES.values() for setting in settings]).T
FAMILY = np.repeat(list(FAMILIES), [len(settings) for settings in FAMILIES.values()])


@dataclass(frozen=True, eq=False)
class Smoothed:
    """The best setting of a family: level and trend after every period, the one-step errors, and the setting."""

    level: np.ndarray
    trend: np.ndarray
    errors: np.ndarray
    level_weight: float
    damping: float

    def ahead(self, horizon: int) -> np.ndarray:
        """Forecasts made after every period, shape (size, horizon): row t is what was forecast after period t."""
        growth = np.cumsum(self.damping ** np.arange(1, horizon + 1))
        return self.level[:, None] + self.trend[:, None] * growth


def smooth(series: np.ndarray) -> list[dict[str, Smoothed]]:
    """The best setting of every family for each column of `series` (shape (size, columns)), by squared error.

    Long series also get the trend that missed least over a year ahead.
    """
    level, trend, errors = _all_settings(series)
    columns = series.shape[1]
    by_level, by_trend = errors[:, columns], errors[:, columns + 1]
    best_of_columns = []
    for column in range(columns):
        start_level, start_trend = _starts(errors[:, column], by_level, by_trend)
        error = errors[:, column] + by_level * start_level + by_trend * start_trend
        size = np.einsum("tp,tp->p", error, error)
        starts = start_level, start_trend
        of_family = {family: np.flatnonzero(family == FAMILY) for family in FAMILIES}
        chosen = {family: at[np.argmin(size[at])] for family, at in of_family.items()}
        if len(series) >= FEWEST_FOR_FAR:
            trends = of_family["trend"]
            states = (_started(s, column, starts, trends) for s in (level, trend))
            chosen[FAR] = trends[np.argmin(_far_miss(series[:, column], *states))]
        best = {
            name: Smoothed(
                *(_started(s, column, starts, at) for s in (level, trend)), error[:, at], GRID[0, at], GRID[2, at]
            )
            for name, at in chosen.items()
        }
        best_of_columns.append(best)
    return best_of_columns


def _started(answers, column, starts, at):
    """Levels or trends of the settings `at` of one column, from their solved starts."""
    start_level, start_trend = starts
    return answers[:, column, at] + answers[:, -2, at] * start_level[at] + answers[:, -1, at] * start_trend[at]


def _far_miss(series, level, trend):
    """Mean log of the squared errors at `FAR_LEADS` of every setting, from all past periods, for undamped trends."""
    misses = [np.mean((series[lead:, None] - level[:-lead] - lead * trend[:-lead]) ** 2, axis=0) for lead in FAR_LEADS]
    return np.sum(np.log(np.array(misses) + 1e-300), axis=0)


def _all_settings(series):
    """Levels, trends and one-step errors from a start at zero, shape (size, columns + 2, settings).

    The last two columns answer to a start of one in the level and in the trend, with no data: any other start is a
    sum of these.
    """
    level_weight, trend_weight, damping = GRID
    size, columns = series.shape
    data = np.zeros((size, columns + 2, 1))
    data[:, :columns, 0] = series
    level, trend = np.zeros((2, columns + 2, GRID.shape[1]))
    level[columns] = 1
    trend[columns + 1] = 1
    levels, trends, errors = np.empty((3, size, *level.shape))
    for t in range(size):
        trend = trend * damping
        expected = level + trend
        error = data[t] - expected
        level = expected + level_weight * error
        trend = trend + level_weight * trend_weight * error
        levels[t], trends[t], errors[t] = level, trend, error
    return levels, trends, errors


def _starts(error, by_level, by_trend):
    """Starting level and trend of every setting that make its squared errors smallest; no trend for `simple`."""
    level_level, trend_trend, level_trend = (
        np.einsum("tp,tp->p", a, b) for a, b in ((by_level, by_level), (by_trend, by_trend), (by_level, by_trend))
    )
    level_error, trend_error = (-np.einsum("tp,tp->p", a, error) for a in (by_level, by_trend))
    determinant = level_level * trend_trend - level_trend**2
    solvable = (FAMILY != "simple") & (determinant > 1e-12 * level_level * trend_trend)
    safe = np.where(solvable, determinant, 1.0)
    start_trend = np.where(solvable, (level_level * trend_error - level_trend * level_error) / safe, 0.0)
    return (level_error - level_trend * start_trend) / level_level, start_trend
