"""The forecaster as one function of plain lists, for a program outside that scores forecasters on benchmark series."""

from collections.abc import Sequence

from queries.engines.forecast import models
from queries.engines.forecast.baseline import LEVELS


def forecast(y: Sequence[float], season_length: int, horizon: int, levels: Sequence[int] = LEVELS) -> dict:
    """Mean and bands by name (`mean`, `lo80`, `hi80`, …), each a list of length `horizon`."""
    made = models.forecast(y, season_length, horizon, levels)
    out = {"mean": list(made.mean)}
    for level, (low, high) in made.bands.items():
        out |= {f"lo{level}": list(low), f"hi{level}": list(high)}
    return out
