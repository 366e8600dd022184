"""What a method of its own for one kind of history consists of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from queries.engines.forecast.history import History

Edges = dict[float, tuple[np.ndarray, np.ndarray]]
"""Low and high by level in percent, shape (horizon,) each."""


@dataclass(frozen=True)
class Method:
    """How to forecast histories that are too short or too sparse for the models.

    `takes`: whether a history is one of them. `name`: the method in words. `expected`: the values ahead, shape (horizon,).
    `bands`: their edges at the levels asked for, from the history and what is expected.
    """

    takes: Callable[[History], bool]
    name: Callable[[History], str]
    expected: Callable[[History, int], np.ndarray]
    bands: Callable[[History, np.ndarray, Sequence[float]], Edges]
