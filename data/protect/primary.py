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
    width = cells.counts.shape[1]
    shown = np.full(cells.size, width)
    cell, rank = _chains(cells.before)
    people, outcomes = cells.counts[:, 0], parts(cells.counts)
    last_people = np.full(cells.size, -1)
    last_outcomes = np.full(outcomes.shape, -1)
    for step in range(int(rank.max(initial=-1)) + 1):
        rows = np.flatnonzero(rank == step)
        of, n, split = cell[rows], people[rows], outcomes[rows]
        few = (n < rules.minimum) | ((last_people[of] >= 0) & is_small_change(np.abs(n - last_people[of]), rules))
        moved = np.abs(split - last_outcomes[of])
        uneven = (last_outcomes[of, 0] >= 0) & (moved != 0).any(axis=1) & (moved < rules.minimum).any(axis=1)
        may = np.where(few, 0, np.minimum(_up_to_small_part(split, rules), np.where(uneven, 1, width)))
        shown[rows] = np.where(cells.fixed[rows], cells.shown[rows], np.minimum(may, cells.shown[rows]))
        has_n, has_all = shown[rows] > 0, shown[rows] == width
        last_people[of[has_n]] = n[has_n]
        last_outcomes[of[has_all]] = split[has_all]
    return np.arange(width) >= shown[:, None]


def _up_to_small_part(split: np.ndarray, rules: Rules) -> np.ndarray:
    """How many nested counts can stand before two of them lie too close together, or the last one is too small."""
    width = split.shape[1]
    most = np.minimum(np.arange(1, width + 1), max(width - 1, 1))
    shown = np.where(split < rules.minimum, most, width).min(axis=1)
    for last in range(width - 1, 1, -1):  # the last one shown holds all parts inside it, and may be small with them
        shown[(shown == last) & (split[:, last - 1 :].sum(axis=1) < rules.minimum)] = last - 1
    return shown


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
