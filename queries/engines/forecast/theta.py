"""Theta: simple smoothing that leans toward a straight line, with a fixed or a moving line.

Assimakopoulos and Nikolopoulos (2000); the fixed form after Hyndman and Billah (2003), the moving one after the
dynamic optimized Theta of Fiorucci et al. (2016).
"""

import numpy as np

from queries.engines.forecast.smoothing import LEVEL_WEIGHTS, Smoothed

LEANINGS = 1 - 1 / np.array([1.0, 1.25, 1.5, 2.0, 3.0, 5.0])
"""Share of the straight line in the forecast: 1 − 1/θ."""


def fixed_theta(series: np.ndarray, simple: Smoothed, horizon: int) -> np.ndarray:
    """Simple smoothing plus half the slope of the line through the whole history, shape (horizon,)."""
    size = len(series)
    slope = np.polyfit(np.arange(size), series, 1)[0]
    weight = simple.level_weight
    return simple.level[-1] + 0.5 * slope * (np.arange(horizon) + (1 - (1 - weight) ** size) / weight)


def moving_theta(series: np.ndarray, horizon: int) -> np.ndarray:
    """Simple smoothing that leans toward the line through what was known at each time, shape (horizon,).

    Weight and leaning are those of a grid with the smallest squared one-step errors; the starting level is solved.
    """
    size = len(series)
    mean, intercept, slope = _lines(series)
    weights = np.array(LEVEL_WEIGHTS[1:])
    kept = 1 - weights
    before = np.arange(size)[:, None]
    line = kept**before * _shifted(intercept) + (1 - kept ** (before + 1)) / weights * _shifted(slope)
    levels = np.zeros((size + 1, len(weights)))
    for t, value in enumerate(series):
        levels[t + 1] = weights * value + kept * levels[t]
    errors = (series[:, None, None] - levels[:-1, :, None] - line[:, :, None] * LEANINGS)[1:]
    effect = (kept**before)[1:, :, None]
    # A thousandth of one observation says that the level starts at the first value where the data cannot tell.
    start = (np.sum(errors * effect, axis=0) + 1e-3 * series[0]) / (np.sum(effect**2, axis=0) + 1e-3)
    squared = np.sum((errors - effect * start) ** 2, axis=0)
    at, lean = np.unravel_index(np.argmin(squared), squared.shape)
    level = levels[-1, at] + kept[at] ** size * start[at, lean]
    return _onward(level, (mean[-1], intercept[-1], slope[-1]), size, weights[at], LEANINGS[lean], horizon)


def _lines(series):
    """Mean, intercept and slope of the line through the first t values, for every t."""
    count = np.arange(1, len(series) + 1, dtype=float)
    mean = np.cumsum(series) / count
    slope = np.zeros(len(series))
    moment = np.cumsum(series * count)
    slope[1:] = 6 * (2 * moment[1:] / count[1:] - (count[1:] + 1) * mean[1:]) / (count[1:] ** 2 - 1)
    return mean, mean - (count + 1) / 2 * slope, slope


def _shifted(values):
    """What was known one period before, as a column; zero before the first."""
    return np.r_[0.0, values[:-1]][:, None]


def _onward(level, line, size, weight, leaning, horizon):
    """Forecasts that take each forecast as the next value of the line, as the method defines."""
    mean, intercept, slope = line
    path = np.empty(horizon)
    for step, count in enumerate(range(size, size + horizon)):
        kept = (1 - weight) ** count
        value = level + leaning * (kept * intercept + (1 - kept * (1 - weight)) / weight * slope)
        path[step] = value
        level = weight * value + (1 - weight) * level
        slope = ((count - 1) * slope + 6 / (count + 1) * (value - mean)) / (count + 2)
        mean = (count * mean + value) / (count + 1)
        intercept = mean - (count + 2) / 2 * slope
    return path
