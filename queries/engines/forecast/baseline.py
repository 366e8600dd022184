"""What every forecast must beat: the last value, and the value of a year before, with bands of their own past misses."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

LEVELS = (80, 95)
"""How sure the bands of every forecast are, in percent."""

LEAST_WIDTH = {80: 0.1, 95: 0.15}
"""Half-width by level, as a share of the value, where past misses were zero."""
REPLACED_BELOW = 0.8
"""A baseline takes the place of the model where it has missed by less than this share of what the model has missed by.
With less of a lead it is as often luck, and to change over made forecasts worse (decision 136)."""


@dataclass(frozen=True)
class Baseline:
    """Point by lead, and the half-width of the band by level and lead."""

    point: tuple[float, ...]
    half_width: dict[int, tuple[float, ...]]


def naive(y: Sequence[float], horizon: int) -> Baseline:
    """The last value, repeated."""
    misses = [[abs(y[t] - y[t - lead]) for t in range(lead, len(y))] for lead in range(1, horizon + 1)]
    return _with_width((y[-1],) * horizon, _half_widths(misses))


def seasonal_naive(y: Sequence[float], season: int, horizon: int) -> Baseline:
    """The value of the same period a year before; the last value where there is not a year of history."""
    if len(y) < season:
        return naive(y, horizon)
    point = tuple(y[len(y) - season + (lead - 1) % season] for lead in range(1, horizon + 1))
    by_year = [[abs(y[t] - y[t - season * years]) for t in range(season * years, len(y))] for years in (1, 2, 3)]
    return _with_width(point, _half_widths([by_year[min((lead - 1) // season, 2)] for lead in range(1, horizon + 1)]))


def _with_width(point: tuple[float, ...], half_width: dict[int, tuple[float, ...]]) -> Baseline:
    """The baseline with a band that has width: values that have repeated to the unit so far may still change."""
    widths = {
        level: tuple(width or LEAST_WIDTH[level] * abs(at) for at, width in zip(point, of_level, strict=True))
        for level, of_level in half_width.items()
    }
    return Baseline(point, widths)


def _half_widths(misses: list[list[float]]) -> dict[int, tuple[float, ...]]:
    """Empirical quantiles of past misses, never narrower at a longer lead.

    Where a level lies beyond the largest of few misses, that one is stretched as far as normal quantiles are apart.
    """
    widths: dict[int, tuple[float, ...]] = {}
    for level in LEVELS:
        widest, out = 0.0, []
        for missed in misses:
            # The k-th of n sorted misses covers the next one with probability k/(n+1).
            n = len(missed)
            place = -(-level * (n + 1) // 100)
            if missed:
                beyond = _score(level / 100) / _score(n / (n + 1)) if place > n else 1.0
                widest = max(widest, sorted(missed)[min(place, n) - 1] * beyond)
            out.append(widest)
        widths[level] = tuple(out)
    return widths


def _score(inside: float) -> float:
    """How many standard deviations around the middle hold that share of a normal distribution."""
    return NormalDist().inv_cdf(0.5 + inside / 2)
