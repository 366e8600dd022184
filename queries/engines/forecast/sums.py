"""The sum over the periods ahead, simulated with errors that tend to fall together, and how likely it reaches a goal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from queries.engines.forecast.models import Band, Forecast

CORRELATION = 0.5
"""Between the errors of any two periods of one forecast: a forecast that is too high in March is more often than not too
high in April. Measured on 3,056 seasonal benchmark series and their totals of up to a year (decision 60)."""
RARE_CORRELATION = 0.6
"""The same where every period may well bring nothing: such a series most often strays by stopping, or by starting again."""
DRAWS = 4000


@dataclass(frozen=True, eq=False)
class GoalOutlook:
    """Probability that the total reaches the goal, the range that holds 80% of the totals, and the totals, sorted."""

    probability: float
    low: float
    high: float
    draws: np.ndarray


def goal_probability(
    made: Forecast, goal: float, so_far: float = 0.0, correlation: float | None = None, seed: int = 0
) -> GoalOutlook:
    """Probability that `so_far` plus the sum of the periods of `made` is at least `goal`.

    The same seed gives the same answer. Raises ValueError as `totals` does.
    """
    draws = so_far + totals(made.mean, made.bands, correlation, seed)
    low, high = np.quantile(draws, (0.1, 0.9))
    return GoalOutlook(float(np.mean(draws >= goal)), float(low), float(high), draws)


def totals(
    mean: Sequence[float], bands: Mapping[float, Band], correlation: float | None = None, seed: int = 0
) -> np.ndarray:
    """Simulated sums over the periods of a forecast, sorted, shape (DRAWS,). The same seed gives the same sums.

    A Gaussian copula with one factor joins the periods; the distribution of each follows its bands. Without a
    `correlation` it is `CORRELATION`, or `RARE_CORRELATION` where all bands begin at zero. Raises ValueError with a
    sentence when the forecast has no band or the correlation is not in [0, 1).
    """
    if not bands:
        raise ValueError("A sum needs a forecast with at least one band.")
    if correlation is None:
        is_rare = all(low == 0 for low in bands[min(bands)][0])
        correlation = RARE_CORRELATION if is_rare else CORRELATION
    if not 0 <= correlation < 1:
        raise ValueError("The correlation lies between 0 and 1.")
    random = np.random.default_rng(seed)
    shared = random.standard_normal((DRAWS // 2, 1))
    own = random.standard_normal((DRAWS // 2, len(mean)))
    normal = np.sqrt(correlation) * shared + np.sqrt(1 - correlation) * own
    return np.sort(_periods(mean, bands, np.vstack([normal, -normal])).sum(axis=1))


def _periods(mean: Sequence[float], bands: Mapping[float, Band], normal: np.ndarray) -> np.ndarray:
    """Values whose quantiles are the edges of the bands, with straight lines in the normal score between and beyond.

    What is expected is the middle; where the bands of a period begin at zero it lies above the middle and is the average.
    """
    levels: Sequence[float] = sorted(bands)
    scores = [NormalDist().inv_cdf(0.5 + level / 200) for level in levels]
    at = np.array([-s for s in reversed(scores)] + [0.0] + scores)
    lows = [bands[level][0] for level in reversed(levels)]
    highs = [bands[level][1] for level in levels]
    edges = np.maximum.accumulate(np.array([*lows, mean, *highs]), axis=0)
    is_clipped = min(min(low) for low, _ in bands.values()) >= 0
    values = np.empty_like(normal)
    for period in range(normal.shape[1]):
        edge, score = edges[:, period], normal[:, period]
        values[:, period] = _at(edge, at, score, is_clipped)
        if is_clipped and edge[len(levels) - 1] == 0 < edge[len(levels)]:
            values[:, period] = _with_average(edge, at, score, values[:, period])
    return values


def _at(edge: np.ndarray, at: np.ndarray, score: np.ndarray, is_clipped: bool) -> np.ndarray:
    """Values of one period at normal scores."""
    inside = np.interp(score, at, edge)
    below = (edge[1] - edge[0]) / (at[1] - at[0]) * np.minimum(score - at[0], 0)
    above = (edge[-1] - edge[-2]) / (at[-1] - at[-2]) * np.maximum(score - at[-1], 0)
    values = inside + below + above
    return np.maximum(values, 0.0) if is_clipped else values


def _with_average(edge: np.ndarray, at: np.ndarray, score: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The values with a lower middle, zero at the least, so that their average is what is expected."""
    place = len(edge) // 2
    expected, lowest = edge[place], edge.copy()
    lowest[place] = 0.0
    bottom = _at(lowest, at, score, is_clipped=True)
    # Between the two middles the average moves along a straight line.
    share = (values.mean() - expected) / max(values.mean() - bottom.mean(), 1e-12)
    share = min(max(share, 0.0), 1.0)
    return share * bottom + (1 - share) * values
