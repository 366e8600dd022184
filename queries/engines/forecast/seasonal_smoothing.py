"""Damped smoothing whose seasons move: Holt-Winters, every setting of a grid tried in one pass over the history.

ETS(A,Ad,A) of Hyndman et al. (2008); on logarithms seasons multiply. As in `smoothing`, the starting level and trend
enter the errors linearly and are solved. The seasons start at the shrunk factors of the whole history.
"""

# Why: decision 179.

from itertools import product

import numpy as np

LEVEL_WEIGHTS = (0.02, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9)
TREND_AND_DAMPING = ((0.0, 0.9), (0.05, 0.9), (0.2, 0.9), (0.0, 0.98), (0.05, 0.98), (0.15, 0.98))
SEASON_WEIGHTS = (0.0, 0.05, 0.12, 0.25, 0.45)
GRID = np.array([(a, b, d, s) for a, (b, d), s in product(LEVEL_WEIGHTS, TREND_AND_DAMPING, SEASON_WEIGHTS)]).T


def seasonal_smoothing(series: np.ndarray, factors: np.ndarray, horizon: int) -> np.ndarray:
    """Forecast of the setting with the best AIC, shape (horizon,), for a series with its seasons.

    `factors` is what each place in the year adds to the level at the start.
    """
    level_weight, trend_weight, damping, season_weight = GRID
    size, season_length = len(series), len(factors)
    # Rows: the data; the answer to a start of one in the level; the same for the trend. A start is a sum of these.
    level, trend = np.zeros((2, 3, GRID.shape[1]))
    level[1], trend[2] = 1, 1
    season = np.zeros((season_length, *level.shape))
    season[:, 0] = factors[:, None]
    errors, value = np.empty((size, *level.shape)), np.zeros((3, 1))
    for t in range(size):
        value[0] = series[t]
        trend = trend * damping
        expected = level + trend
        error = value - expected - season[t % season_length]
        level = expected + level_weight * error
        trend = trend + level_weight * trend_weight * error
        season[t % season_length] += season_weight * (1 - level_weight) * error
        errors[t] = error
    start = _start(errors)
    squared = np.sum(np.einsum("trp,rp->tp", errors, start) ** 2, axis=0)
    free = (trend_weight > 0) * 1 + (season_weight > 0)
    at = np.argmin(size * np.log(squared / size + 1e-300) + 2 * free)
    level, trend, season = (np.tensordot(states[..., at], start[:, at], (-1, 0)) for states in (level, trend, season))
    growth = np.cumsum(damping[at] ** np.arange(1, horizon + 1))
    return level + trend * growth + season[(size + np.arange(horizon)) % season_length]


def _start(errors):
    """One for the data, then the starting level and trend that make squared errors smallest, shape (3, settings)."""
    (_, data_level, data_trend), (_, level_level, level_trend), (_, _, trend_trend) = np.einsum(
        "trp,tsp->rsp", errors, errors
    )
    determinant = level_level * trend_trend - level_trend**2
    solvable = determinant > 1e-12 * level_level * trend_trend
    safe = np.where(solvable, determinant, 1.0)
    trend = np.where(solvable, (data_level * level_trend - data_trend * level_level) / safe, 0.0)
    level = -(data_level + level_trend * trend) / level_level
    return np.array([np.ones_like(level), level, trend])
