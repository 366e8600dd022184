"""One forecast of one series: the middle of small models, with bands measured on what such forecasts have missed by."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from queries.forecasting.history import History, checked
from queries.forecasting.members import Scale, member_paths, scales

MODEL_VERSION = "1"
FEWEST_POINTS = 5


@dataclass(frozen=True)
class Forecast:
    """Expected values and bands for the periods after the history, oldest first.

    `bands` maps a level in percent to its (low, high) tuples. `members` are the models whose middle it is, `cleaned` the
    positions of history values that were replaced as outliers with their replacements, `notes` plain sentences.
    """

    mean: tuple[float, ...]
    bands: dict[int, tuple[tuple[float, ...], tuple[float, ...]]]
    members: tuple[str, ...]
    cleaned: dict[int, float]
    notes: tuple[str, ...]
    model_version: str = MODEL_VERSION


def forecast(y: Sequence[float], season_length: int, horizon: int, levels: Sequence[int] = (80, 95)) -> Forecast:
    """Forecast `horizon` periods after `y`. Raises ValueError with a sentence when `y` is empty or has gaps."""
    history = checked(y, season_length)
    if horizon < 1:
        raise ValueError("A forecast looks at least one period ahead.")
    if history.size < FEWEST_POINTS or history.is_constant:
        mean = np.repeat(history.values[-1], horizon)
        return Forecast(tuple(mean), {level: (tuple(mean), tuple(mean)) for level in levels}, ("last value",), {}, ())
    found = scales(history, horizon)
    paths = {name: path for scale in found for name, path in member_paths(scale, horizon).items()}
    mean = np.median(list(paths.values()), axis=0)
    share = 0.1 if history.season_length > 1 else 0.0
    mean = (1 - share) * mean + share * history.last_year(horizon)
    spread = _spread(history, found, horizon)
    bands = {}
    for level in levels:
        width = {80: 1.28, 95: 2.2}.get(level, 2.0) * spread
        low, high = mean - width, mean + width
        if history.is_non_negative:
            low, mean, high = np.maximum(low, 0), np.maximum(mean, 0), np.maximum(high, 0)
        bands[level] = tuple(low), tuple(high)
    return Forecast(tuple(mean), bands, tuple(paths), {}, ())


def _spread(history: History, found: list[Scale], horizon: int) -> np.ndarray:
    scale = found[0]
    ahead = scale.smoothed["damped"].ahead(horizon)
    out = np.empty(horizon)
    for h in range(1, horizon + 1):
        errors = scale.series[h:] - ahead[:-h, h - 1] if h < history.size else np.zeros(0)
        out[h - 1] = np.sqrt(np.mean(errors**2)) if len(errors) > 3 else out[h - 2] * np.sqrt(h / max(h - 1, 1))
    return np.maximum.accumulate(out)
