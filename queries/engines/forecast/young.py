"""A history of hardly more than a year: a level, most of the shape of its one year, and no trend.

A trend or a season that has been seen once is mostly noise. On 672 benchmark series cut to 6 to 14 months this is off by
a fifth less than the last value is.
"""

# Why: decision 136.

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from queries.engines.forecast.band_coefficients import YOUNG
from queries.engines.forecast.history import History
from queries.engines.forecast.method import Edges, Method
from queries.engines.forecast.widths import at_level

FEATURES = (
    "constant",
    "change from period to period",
    "size",
    "lead",
    "periods of history",
    "size of what is expected",
)
"""The regressors of the log width of a band in standard deviations of the history."""
SHAPE_KEPT = 0.7
"""How much of the shape of the one year that is known is expected to come again."""
NEWEST_WEIGHT = {12: 0.3}
OTHER_WEIGHT = 0.5
"""How far the level follows the newest value: less for months, which are many and noisy."""
FEWEST_MONTHS, FEWEST_TERMS = 15, 9


def is_young(history: History) -> bool:
    """The history has fewer than 15 months, or 9 quarters or terms. Years know no season and are never young."""
    if history.season_length == 1:
        return False
    return history.size < (FEWEST_MONTHS if history.season_length > 6 else FEWEST_TERMS)


def kind(history: History) -> str:
    """Which of the sets of coefficients a young history takes."""
    length = "months" if history.season_length > 6 else "terms"
    return f"{length}, {'under a year' if history.cycles < 1 else 'a year'}"


def name(history: History) -> str:
    """The rule in words."""
    level = "the level of the newest periods"
    return level if history.cycles < 1 else f"{level}, with most of the shape of the one year that is known"


def expected(history: History, horizon: int) -> np.ndarray:
    """The level with most of the shape of the known year, shape (horizon,); the level alone under a year."""
    shape = SHAPE_KEPT * _shape(history)
    level = _level(history.values - shape[history.places()], NEWEST_WEIGHT.get(history.season_length, OTHER_WEIGHT))
    path = level + shape[history.places(horizon)]
    return np.maximum(path, 0.0) if history.is_non_negative else path


def bands(history: History, center: np.ndarray, levels: Sequence[float]) -> Edges:
    """Low and high by level around what is expected, never narrower with the lead."""
    regressors, table = features(history, center), YOUNG[kind(history)]
    inner, outer = (regressors @ np.array(table[level]) for level in sorted(table))
    floor = 0.0 if history.is_non_negative else -np.inf
    edges = {}
    for level in levels:
        width = np.maximum.accumulate(np.exp(at_level(inner, outer, level))) * history.values.std()
        width = np.hypot(width, NormalDist().inv_cdf(0.5 + level / 200) * _chance(history, center))
        edges[level] = np.maximum(center - width, floor), center + width
    return edges


METHOD = Method(is_young, name, expected, bands)


def features(history: History, center: np.ndarray) -> np.ndarray:
    """The regressors of a history, shape (horizon, len(FEATURES))."""
    values, horizon = history.values, len(center)
    unit, size = values.std(), np.abs(values).mean()
    constants = 1.0, np.log(np.sqrt(np.mean(np.diff(values) ** 2)) / unit), np.log(size / unit)
    columns = [np.full(horizon, value) for value in constants]
    columns += [np.log(np.arange(1, horizon + 1)), np.full(horizon, np.log(history.size))]
    return np.column_stack([*columns, np.log((np.abs(center) + 0.1 * size) / (1.1 * size))])


def _chance(history: History, center: np.ndarray) -> np.ndarray:
    """What whole numbers stray by chance alone, and as much again since their level is known from few; else zeros.

    The benchmark series are large, so that their bands hold none of it, and new offerings are small.
    """
    is_counted = bool((history.values == np.round(history.values)).all()) and history.is_non_negative
    return np.sqrt(2 * np.maximum(center, 1.0)) if is_counted else np.zeros(len(center))


def _shape(history: History) -> np.ndarray:
    """What each place in the year lay above or below the year; zeros under a full year."""
    if history.cycles < 1:
        return np.zeros(history.season_length)
    place = history.places()
    shape = np.bincount(place, history.values) / np.bincount(place)
    return shape - shape.mean()


def _level(values: np.ndarray, weight: float) -> float:
    level = values[0]
    for value in values[1:]:
        level = weight * value + (1 - weight) * level
    return float(level)
