"""An array of rows × draws whose lower rows are kept as small numbers, and worked out where they are needed."""

import numpy as np

LOT = 400
"""Rows of which something is worked out in every draw at a time."""


class Stacked:
    """The rows of `held`, and below them those of `times`, each times the numbers of `by`, one a draw.

    To be read like an array, some rows at a time in ascending order, and by `numbers @ stacked`, which adds rows up.
    """

    __array_ufunc__ = None  # so that numpy leaves `numbers @ stacked` to it

    def __init__(self, held: np.ndarray, times: np.ndarray, by: np.ndarray) -> None:
        self.held, self.times, self.by = held, times, by

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and draws."""
        return len(self.held) + len(self.times), self.held.shape[1]

    def __getitem__(self, places: np.ndarray) -> np.ndarray:
        """Some rows as an array."""
        is_held = places < len(self.held)
        below = self.times[places[~is_held] - len(self.held)] * self.by
        return np.vstack([self.held[places[is_held]], below])

    def __array__(self, dtype: object = None, copy: bool | None = None) -> np.ndarray:
        """All rows."""
        return self[np.arange(self.shape[0])]

    def __rmatmul__(self, each: np.ndarray) -> np.ndarray:
        """The sum of all rows, each times its number of `each`."""
        upper, lower = each[: len(self.held)], each[len(self.held) :]
        total = upper @ self.held
        for start in range(0, len(lower), LOT):
            total = total + (lower[start : start + LOT] @ self.times[start : start + LOT].astype(float)) * self.by
        return total
