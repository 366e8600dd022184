"""How wide a band has to be: measured on what such forecasts have missed by, not on what a model says of itself.

The width at each lead time is a quantile of the absolute error. A regression gives it from a few numbers of the
history: how far its smoothings missed at this lead, how far it strays from one year to the next, and how much the
members disagree. The coefficients were fitted once on public benchmark series (see `band_coefficients`).
"""

# Why: decisions 27 and 57.

from collections.abc import Sequence

import numpy as np

from queries.engines.forecast.band_coefficients import COEFFICIENTS
from queries.engines.forecast.baseline import LEVELS
from queries.engines.forecast.history import History
from queries.engines.forecast.members import Scale
from queries.engines.forecast.widths import at_level

FEATURES = (
    "constant",
    "miss of damped smoothing at this lead",
    "miss of simple smoothing at this lead",
    "miss of the last value at this lead",
    "miss of damped smoothing one period ahead",
    "miss of last year's value",
    "disagreement of the members",
    "lead",
    "one over years of history",
)
WIDEST_LOG = 4.0
"""A factor of 55 up and down; beyond it a band says nothing."""


def regime(history: History) -> str:
    """Which of the four sets of coefficients a history takes."""
    if history.season_length == 1:
        return "years"
    if history.season_length <= 6:
        return "terms"
    return "months, short" if history.cycles < 3 else "months"


def unit(history: History, scale: Scale) -> float:
    """What widths are measured in: the miss of damped smoothing one period ahead, so that a band is as wide in cents as
    in dollars. Logarithms have no unit."""
    if scale.name == "log":
        return 1.0
    return float(_rms(scale.smoothed["damped"].errors) + 1e-9 * np.abs(history.values).mean())


def features(history: History, scale: Scale, center: np.ndarray, members: np.ndarray) -> np.ndarray:
    """The regressors of the log width over `unit`, shape (horizon, len(FEATURES))."""
    horizon = len(center)
    on_log = scale.name == "log"
    # Seasons multiply on the level scale, so an error grows with its season; on the other two it stays as it is.
    season = scale.season_ahead if scale.name == "level" else np.zeros(horizon)
    damped, simple = (scale.smoothed[family].ahead(horizon) for family in ("damped", "simple"))
    last = np.broadcast_to(scale.series[:, None], damped.shape)
    values = np.log(history.values) if on_log else history.values
    step = history.season_length if history.size > history.season_length else 1
    one, of = _rms(scale.smoothed["damped"].errors), unit(history, scale)
    size = np.maximum(np.abs(center), 1e-9) if on_log else 1.0
    disagreement = np.std(members, axis=0) / size + 0.02 * one * np.exp(season)
    columns = [
        *(np.log(_miss(scale.series, ahead) / of + 1e-12) + season for ahead in (damped, simple, last)),
        (np.log(one + 1e-12) if on_log else 0.0) + season,
        np.full(horizon, np.log(_rms(values[step:] - values[:-step]) / of + 1e-12)),
        np.log(disagreement / of + 1e-12),
        np.log(np.arange(1, horizon + 1)),
        np.full(horizon, 1 / history.cycles),
    ]
    return np.column_stack([np.ones(horizon), *columns])


def bands(
    history: History, on_scales: list[Scale], center: np.ndarray, members: np.ndarray, levels: Sequence[float]
) -> dict[float, tuple[np.ndarray, np.ndarray]]:
    """Low and high by level, shape (horizon,) each: nested, and as a rule wider with the lead.

    The average of the bands of the scales, clipped at zero when the history never fell below it.
    """
    edges = {level: [] for level in levels}
    for scale in on_scales:
        regressors = features(history, scale, center, members)
        on_log = scale.name == "log"
        coefficients = COEFFICIENTS[regime(history)]["log" if on_log else "level"]
        inner, outer = (regressors @ np.array(coefficients[level]) for level in LEVELS)
        for level in levels:
            log_width = at_level(inner, outer, level)
            width = np.maximum.accumulate(np.exp(np.minimum(log_width, 230))) * unit(history, scale)
            factor = np.exp(np.minimum(width, WIDEST_LOG))
            edges[level].append((center / factor, center * factor) if on_log else (center - width, center + width))
    averaged = {level: np.mean(pairs, axis=0) for level, pairs in edges.items()}
    floor = 0.0 if history.is_non_negative else -np.inf
    return {level: (np.maximum(low, floor), np.maximum(high, floor)) for level, (low, high) in averaged.items()}


def _rms(errors):
    return np.sqrt(np.mean(errors**2))


def _miss(series, ahead):
    """Root mean squared error of past forecasts at every lead; leads that the history cannot show grow by the root."""
    size, horizon = ahead.shape
    shown = min(horizon, max(size - 2, 1))
    miss = np.array([_rms(series[lead:] - ahead[:-lead, lead - 1]) for lead in range(1, shown + 1)])
    beyond = np.arange(shown + 1, horizon + 1)
    return np.r_[miss, miss[-1] * np.sqrt(beyond / shown)]
