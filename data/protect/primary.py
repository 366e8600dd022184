"""Cells that are hidden for themselves: few people, few in one part, or few who changed since the cell was last shown."""

from typing import TYPE_CHECKING

import numpy as np

from data.protect.tables import Rules

if TYPE_CHECKING:
    from data.protect.cells import Cells


def primary(cells: "Cells", rules: Rules) -> np.ndarray:
    """True where a count is hidden: cells × counts.

    Time is walked forward, so that what comes later never changes what was shown before: of two points in time that
    lie too close together the later one is hidden.
    """
    hidden = np.zeros(cells.counts.shape, dtype=bool)
    cell, rank = _chains(cells.before)
    people, outcomes = cells.counts[:, 0], parts(cells.counts)
    last_people = np.full(cells.size, -1)
    last_outcomes = np.full(outcomes.shape, -1)
    for step in range(int(rank.max(initial=-1)) + 1):
        rows = np.flatnonzero(rank == step)
        of, n, split = cell[rows], people[rows], outcomes[rows]
        change = np.abs(n - last_people[of])
        few = (n < rules.minimum) | ((last_people[of] >= 0) & is_small_change(change, rules))
        moved = np.abs(split - last_outcomes[of])
        uneven = (last_outcomes[of, 0] >= 0) & (moved != 0).any(axis=1) & (moved < rules.minimum).any(axis=1)
        one_sided = (split < rules.minimum).any(axis=1)
        few = np.where(cells.fixed[rows], False, few) | (cells.shown[rows] == 0)
        no_split = few | np.where(cells.fixed[rows], False, uneven | one_sided) | (cells.shown[rows] == 1)
        hidden[rows[few]] = True
        hidden[rows[no_split], 1:] = True
        last_people[of[~few]] = n[~few]
        last_outcomes[of[~no_split]] = split[~no_split]
    hidden[cells.fixed] |= np.arange(hidden.shape[1]) >= cells.shown[cells.fixed, None]
    return hidden


def parts(counts: np.ndarray) -> np.ndarray:
    """Nested counts as parts that exclude each other; their sum is the first count."""
    return np.concatenate([counts[:, :-1] - counts[:, 1:], counts[:, -1:]], axis=1)


def is_small_change(change: np.ndarray, rules: Rules) -> np.ndarray:
    """Somebody has changed, but fewer than the minimum."""
    return (change > 0) & (change < rules.minimum)


def _chains(before: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For every row the first row of its cell in time, and how many rows of it came before."""
    first, rank = np.arange(len(before)), np.zeros(len(before), dtype=int)
    link = before.copy()
    while (open_ := link >= 0).any():
        first[open_] = link[open_]
        rank[open_] += 1
        link[open_] = before[link[open_]]
    return first, rank
