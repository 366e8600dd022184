"""Arrays of sections and draws, worked out some rows at a time and kept as small as their numbers allow."""

# Why: decision 191.

from collections.abc import Iterable, Iterator

import numpy as np

MOST_AT_ONCE = 250_000
"""Rows times draws of which something is worked out at a time: 2 MB of each step."""


def lots(rows: int, draws: int) -> Iterator[slice]:
    """All rows in order, so few at a time that they hold `MOST_AT_ONCE` draws at most; one row at least."""
    step = max(MOST_AT_ONCE // max(draws, 1), 1)
    yield from (slice(first, min(first + step, rows)) for first in range(0, rows, step))


def packed(whole: np.ndarray) -> np.ndarray:
    """Whole numbers in the smallest type that holds them."""
    least, most = int(whole.min(initial=0)), int(whole.max(initial=0))
    return whole.astype(np.min_scalar_type(most if least == 0 else min(least, -most - 1)))


def stacked(shape: tuple[int, int], parts: Iterable[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """One packed array of parts, each with the rows at which it stands; rows of no part are 0."""
    whole = np.zeros(shape, np.uint8)
    for rows, part in parts:
        small = packed(part)
        if small.dtype.itemsize > whole.dtype.itemsize:
            whole = whole.astype(small.dtype)
        whole[rows] = small
    return whole
