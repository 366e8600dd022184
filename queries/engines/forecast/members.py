"""The small models whose middle is the forecast."""

from dataclasses import dataclass

import numpy as np

from queries.engines.forecast.history import History
from queries.engines.forecast.seasonal_smoothing import seasonal_smoothing
from queries.engines.forecast.seasonality import FULL_CYCLES, seasonal_factors
from queries.engines.forecast.smoothing import FAR, FEWEST_FOR_FAR, Smoothed, smooth
from queries.engines.forecast.theta import fixed_theta, moving_theta

SEASONAL = "seasonal smoothing"
OWN_SHARE = {FAR: 0.2, SEASONAL: 0.4}
"""What counts beside the middle of the other members, and for how much of the forecast, all scales together."""


def rule(name: str) -> str:
    """The rule of a member, without its scale."""
    return name.split(",")[0]


@dataclass(frozen=True, eq=False)
class Scale:
    """The history without its seasons on one scale, its smoothings, and the seasons of the periods ahead."""

    name: str
    series: np.ndarray
    smoothed: dict[str, Smoothed]
    season_ahead: np.ndarray
    seasonal: np.ndarray | None = None
    """A path whose seasons moved with the series, seasons included; of one scale, and only where it is needed."""

    def back(self, path: np.ndarray) -> np.ndarray:
        """A path of this scale with its seasons, in the units of the history."""
        if self.name == "additive":
            return path + self.season_ahead
        return (path if self.name == "level" else bounded_exp(path)) * np.exp(self.season_ahead)


def bounded_exp(values: np.ndarray) -> np.ndarray:
    """The exponential, kept finite: a member that explodes is to be outvoted, not to stop the forecast."""
    return np.exp(np.clip(values, -230.0, 230.0))


def scales(history: History, horizon: int) -> list[Scale]:
    """A level scale, and for positive values a log scale beside it; seasons multiply there and add elsewhere."""
    measured = np.log(history.values) if history.is_positive else history.values
    factors = seasonal_factors(measured, history.season_length)
    rest = measured - factors[history.places()]
    by_name = {"level": np.exp(rest), "log": rest} if history.is_positive else {"additive": rest}
    smoothed = smooth(np.column_stack(list(by_name.values())))
    ahead = factors[history.places(horizon)]
    seasonal = seasonal_smoothing(measured, factors, horizon) if _has_moving_seasons(history) else None
    return [
        Scale(name, series, s, ahead, None if name == "level" else seasonal)
        for (name, series), s in zip(by_name.items(), smoothed, strict=True)
    ]


def _has_moving_seasons(history: History) -> bool:
    """Months of three to five years: enough to see a season move, too few for the averages to be better."""
    return history.season_length > 6 and history.cycles >= FULL_CYCLES and history.size < FEWEST_FOR_FAR


def member_paths(scale: Scale, horizon: int) -> dict[str, np.ndarray]:
    """The forecast of every member on one scale, in the units of the history, shape (horizon,) each."""
    paths = {name: smoothed.ahead(horizon)[-1] for name, smoothed in scale.smoothed.items()}
    paths["theta"] = fixed_theta(scale.series, scale.smoothed["simple"], horizon)
    paths["moving theta"] = moving_theta(scale.series, horizon)
    if scale.name == "log":
        # On logarithms a straight trend grows without end and simple smoothing repeats the level scale.
        del paths["trend"], paths["simple"]
    members = {name: scale.back(path) for name, path in paths.items()}
    if scale.seasonal is not None:
        members[SEASONAL] = scale.seasonal if scale.name == "additive" else bounded_exp(scale.seasonal)
    return {f"{name}, {scale.name} scale": path for name, path in members.items()}
