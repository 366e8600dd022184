"""A history that is mostly zeros: what a period brought on average of late, and how often it brought how much.

Where more than a fifth of the periods are zero, smoothing and seasons chase single sales. The newest periods count
most. Single large counts are capped, since they seldom come again. A few empty periods are added to those that were
seen, since such a series stops more often than it has shown.
"""

# Why: decisions 136, 167 and 179.

from collections.abc import Sequence

import numpy as np

from queries.engines.forecast.history import History
from queries.engines.forecast.method import Edges, Method

ZEROS = 1 / 5
MEMORY = 0.87
"""Weight of a period beside the one after it."""
EMPTY_OF_AVERAGE, EMPTY_OF_BANDS = 1.5, 2.5
"""Empty periods counted beside those of two years, each with the weight of the newest; less beside a shorter history. A
band takes more of them than the average, so that sums stay near what comes."""
CAP = 0.9
"""Counts above this quantile of those that are not zero are capped at it before they are averaged."""
NEWEST_YEARS, FEWEST_NEWEST = 3, 12
"""Years, and periods at least, that tell whether a series is rare: it may have been so long ago."""
FEWEST_YEARS = 2
HOLDS_AVERAGE_FROM = 80
"""Bands from this level on hold what is expected. Inner ones may not: half of such periods bring nothing, and the
average lies above their middle."""


def is_rare(history: History) -> bool:
    """More than a fifth of the newest periods are zero, those not counted in which every year has been closed so far."""
    if not history.is_non_negative:
        return False
    is_zero = history.values == 0
    newest = np.arange(history.size) >= history.size - max(NEWEST_YEARS * history.season_length, FEWEST_NEWEST)
    counted = newest & ~_closed(history, is_zero)
    return bool(counted.any() and is_zero[counted].mean() > ZEROS)


def name(_: History) -> str:
    """The rule in words."""
    return "the average of a period, the newest counting most, with single large ones capped and a few empty ones added"


def expected(history: History, horizon: int) -> np.ndarray:
    """The average of a period, the newest counting most, shape (horizon,)."""
    values, weight = _weighted(history, EMPTY_OF_AVERAGE)
    capped = np.minimum(values, np.quantile(values[values > 0], CAP, method="inverted_cdf"))
    return np.full(horizon, np.average(capped, weights=weight))


def bands(history: History, center: np.ndarray, levels: Sequence[float]) -> Edges:
    """Low and high by level: quantiles of the history, the newest counting most; wide ones hold what is expected.

    A level that so few values cannot show is stretched beyond the largest of them.
    """
    values, weight = _weighted(history, EMPTY_OF_BANDS)
    edges = {}
    for level in sorted(levels):
        tail = (1 - level / 100) / 2
        low, high = _quantile(values, weight, tail), _quantile(values, weight, 1 - tail)
        if tail * (history.size + 1) < 1:
            high = max(high, values.max() * (1 - np.log(tail * (history.size + 1)) / 2))
        if level >= HOLDS_AVERAGE_FROM:
            edges[level] = np.minimum(low, center), np.maximum(high, center)
        else:
            edges[level] = np.full(len(center), low), np.full(len(center), high)
    return edges


METHOD = Method(is_rare, name, expected, bands)


def _closed(history: History, is_zero: np.ndarray) -> np.ndarray:
    """Periods whose place in the year was zero in every year of at least two; none where nothing else is left."""
    place = history.places()
    count, zeros = np.bincount(place), np.bincount(place, is_zero)
    closed = ((count >= FEWEST_YEARS) & (zeros == count))[place]
    return np.zeros_like(closed) if closed.all() else closed


def _weighted(history: History, empty: float) -> tuple[np.ndarray, np.ndarray]:
    """The values with an empty period before them, and the weight of each."""
    weight = MEMORY ** np.arange(history.size)[::-1]
    return np.r_[0.0, history.values], np.r_[empty * min(1.0, history.cycles / FEWEST_YEARS), weight]


def _quantile(values: np.ndarray, weight: np.ndarray, share: float) -> float:
    """The smallest value that with all below it holds this share of the weight."""
    order = np.argsort(values)
    held = np.cumsum(weight[order]) / weight.sum()
    return float(values[order][min(np.searchsorted(held, share - 1e-12), len(values) - 1)])
