"""Values so far from their neighbors that a model should not learn from them."""

import numpy as np

from queries.forecasting.history import History
from queries.forecasting.seasonality import seasonal_factors

FEWEST_CYCLES = 4
UNTOUCHED = 2
"""The newest values are never cleaned: a fall may be the beginning of a new level."""
LIMIT = 4.0
"""Distance from the local median, in robust standard deviations, at which a value counts as an outlier."""


def outliers(history: History) -> dict[int, float]:
    """Position → replacement of the outliers, by a Hampel filter on the series without its seasons.

    Logarithms for positive values. Empty with less than four years, without seasons, or when more than a tenth of the
    values would go: then it is the series that is rough.
    """
    if history.season_length < 2 or history.cycles < FEWEST_CYCLES:
        return {}
    measured = np.log(history.values) if history.is_positive else history.values
    season = seasonal_factors(measured, history.season_length)[history.places()]
    rest = measured - season
    half = max(history.season_length // 2, 4)
    padded = np.pad(rest, half, mode="reflect")
    middle = np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1), axis=1)
    away = np.abs(rest - middle)
    far = np.flatnonzero(away[:-UNTOUCHED] > LIMIT * 1.4826 * np.median(away))
    if np.median(away) == 0 or len(far) > history.size / 10:
        return {}
    replaced = (middle + season)[far]
    return {int(at): float(v) for at, v in zip(far, np.exp(replaced) if history.is_positive else replaced, strict=True)}
