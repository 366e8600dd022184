"""The history that a forecast stands on: checked once, with what follows from its length and signs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class History:
    """Gap-free values of equal periods, oldest first, with the number of periods in a year."""

    values: np.ndarray
    season_length: int

    @property
    def size(self) -> int:
        """Number of periods."""
        return len(self.values)

    @property
    def cycles(self) -> float:
        """Years of history."""
        return self.size / self.season_length

    @property
    def is_positive(self) -> bool:
        """Every value lies above zero, so that logarithms exist."""
        return bool(self.values.min() > 0)

    @property
    def is_non_negative(self) -> bool:
        """No value lies below zero, so that a forecast may not either."""
        return bool(self.values.min() >= 0)

    @property
    def is_constant(self) -> bool:
        """All values are the same."""
        return bool(np.ptp(self.values) == 0)

    def places(self, horizon: int = 0) -> np.ndarray:
        """Place within the year of every period, or of the `horizon` periods that follow."""
        periods = np.arange(self.size, self.size + horizon) if horizon else np.arange(self.size)
        return periods % self.season_length

    def last_year(self, horizon: int) -> np.ndarray:
        """The last full year repeated, shape (horizon,); the last value where there is no full year."""
        step = self.season_length if self.size >= self.season_length else 1
        return self.values[self.size - step + np.arange(horizon) % step]


def checked(y: Sequence[float], season_length: int) -> History:
    """The history as an array. Raises ValueError with a sentence when there is nothing to forecast from."""
    values = np.asarray(y, dtype=float)
    if values.ndim != 1 or values.size == 0:
        raise ValueError("A forecast needs a list with at least one value.")
    if not np.isfinite(values).all():
        raise ValueError("The history has a gap or a value that is not a number. Fill or shorten it first.")
    if np.abs(values).max() > 1e100:
        raise ValueError("The history has a value too large to count.")
    if season_length < 1:
        raise ValueError("A year has at least one period.")
    return History(values, int(season_length))
