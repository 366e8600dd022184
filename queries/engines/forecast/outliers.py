"""Values so far from their neighbors that a model should not learn from them."""

import numpy as np

from queries.engines.forecast.history import History
from queries.engines.forecast.seasonality import centered_average

FEWEST_CYCLES = 4
UNTOUCHED = 2
"""The newest values are never cleaned: a fall may be the beginning of a new level."""
LIMIT = 4.0
"""Distance from the local median, in robust standard deviations, at which a value counts as an outlier."""
SMALLEST_SHARE = 0.2
"""A value less than a fifth away from its neighbors is left alone, however calm they are."""


def outliers(history: History) -> dict[int, float]:
    """Position → replacement of the outliers, by a Hampel filter on the series without its seasons.

    Logarithms for positive values. Empty with less than four years, without seasons, or when more than a tenth of the
    values would go: then it is the series that is rough.
    """
    length = history.season_length
    if length < 2 or history.cycles < FEWEST_CYCLES:
        return {}
    measured = np.log(history.values) if history.is_positive else history.values
    season = _median_season(measured, length)[history.places()]
    middle = _running_median(measured - season, max(length // 2, 4))
    away = np.abs(measured - season - middle)
    floor = -np.log(1 - SMALLEST_SHARE) if history.is_positive else SMALLEST_SHARE * np.abs(measured).mean()
    limit = max(LIMIT * 1.4826 * float(np.median(away)), floor)
    far = np.flatnonzero(away[:-UNTOUCHED] > limit)
    if np.median(away) == 0 or len(far) > history.size / 10:
        return {}
    replaced = (middle + season)[far]
    return {int(at): float(v) for at, v in zip(far, np.exp(replaced) if history.is_positive else replaced, strict=True)}


def _median_season(values: np.ndarray, length: int) -> np.ndarray:
    """The year's shape by medians: an average would carry one odd month into the same month of every other year."""
    inner, average = centered_average(values, length)
    rest, place = values[inner] - average, np.arange(len(values))[inner] % length
    return np.array([np.median(rest[place == at]) for at in range(length)])


def _running_median(values: np.ndarray, half: int) -> np.ndarray:
    padded = np.pad(values, half, mode="reflect")
    return np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1), axis=1)
