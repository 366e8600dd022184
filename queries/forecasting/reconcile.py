"""What is shown adds up: the forecast of a whole is the sum of those of its parts, at every lead."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np

Name = TypeVar("Name", bound=Hashable)

SPARSE_SHARE = 0.25
"""Share of zero periods from which a part is too sparse to be summed from below."""


def is_sparse(parts: Mapping[Name, Sequence[float]]) -> bool:
    """Whether the typical part has so many empty periods that its total is forecast better than its parts."""
    shares = [np.mean(np.asarray(history) == 0) for history in parts.values() if len(history)]
    return bool(shares) and float(np.median(shares)) >= SPARSE_SHARE


def reconcile(
    total: Sequence[float], parts: Mapping[Name, Sequence[float]], sparse: bool
) -> tuple[tuple[float, ...], dict[Name, tuple[float, ...]]]:
    """Forecasts of a whole and its parts that add up, each of the same length.

    Dense parts are believed and the whole is their sum. Sparse parts share out the forecast of the whole in proportion
    to their own forecasts; where all of those are zero, in equal parts. A hierarchy is reconciled from the top down when
    sparse and from the bottom up when dense, one family at a time. Raises ValueError with a sentence when lengths
    differ, when there is no part, or when a sparse part is forecast below zero.
    """
    if not parts:
        raise ValueError("There are no parts to add up.")
    below = np.array([list(part) for part in parts.values()], dtype=float) if _same_length(total, parts) else None
    if below is None:
        raise ValueError("The forecasts of a whole and its parts must cover the same periods.")
    if sparse:
        if (below < 0).any():
            raise ValueError("Only forecasts that are not negative can be used to share out a whole.")
        sums = below.sum(axis=0)
        shares = np.where(sums > 0, below / np.where(sums > 0, sums, 1.0), 1 / len(below))
        below = shares * np.asarray(total, dtype=float)
    shared_out = {name: tuple(float(v) for v in row) for name, row in zip(parts, below, strict=True)}
    # The whole is summed in the same order as a reader would, so that it equals the sum to the last digit.
    whole = tuple(sum(values) for values in zip(*shared_out.values(), strict=True))
    return whole, shared_out


def _same_length(total, parts) -> bool:
    return {len(part) for part in parts.values()} == {len(total)}
