"""Arrays of rows × draws that are kept as small numbers, and worked out where they are needed."""

import numpy as np

from queries.engines.lots import lots

LOT = 400
"""Rows of which something is worked out in every draw at a time."""


class Moved:
    """Further seats of open sections (row) in every draw (column), as far as they come in the period.

    Worked out of where the sections end (`finals`), the seats they hold (`net`) and the share of the rest that comes in
    the period; where `is_cancelled`, all seats are given back. To be read some rows at a time, and by `numbers @ moved`.
    """

    __array_ufunc__ = None  # so that numpy leaves `numbers @ moved` to it

    def __init__(self, finals: np.ndarray, net: np.ndarray, share: np.ndarray, is_cancelled: np.ndarray) -> None:
        self.finals, self.net, self.share, self.is_cancelled = finals, net, share, is_cancelled

    def __len__(self) -> int:
        return len(self.finals)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and draws."""
        return self.finals.shape

    def __getitem__(self, places: np.ndarray | slice) -> np.ndarray:
        """Some rows as an array."""
        net = self.net[places, None]
        return np.where(self.is_cancelled[places], -net, (self.finals[places] - net) * self.share[places, None])

    def __rmatmul__(self, each: np.ndarray) -> np.ndarray:
        """The sum of all rows, each times its number of `each`."""
        total = np.zeros(self.shape[1])
        for lot in lots(*self.shape):
            total += each[lot] @ self[lot]
        return total


class Stacked:
    """The rows of `held`, and below them those of `times`, each times the numbers of `by`, one a draw.

    To be read like an array, some rows at a time in ascending order, and by `numbers @ stacked`, which adds rows up.
    """

    __array_ufunc__ = None  # so that numpy leaves `numbers @ stacked` to it

    def __init__(self, held: np.ndarray | Moved, times: np.ndarray, by: np.ndarray) -> None:
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
