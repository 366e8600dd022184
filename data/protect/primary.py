"""Cells that are hidden for themselves: few people, few in one part, or few who changed since the cell was last shown."""

import numpy as np

from data.protect.cells import Cells
from data.protect.tables import Rules


def primary(cells: Cells, rules: Rules) -> np.ndarray:
    """True where a count is hidden: cells × counts.

    Time is walked forward, so that what comes later never changes what was shown before: of two points in time that
    lie too close together the later one is hidden.
    """
    base = cells.names.index(rules.base)
    hidden = np.zeros(cells.counts.shape, dtype=bool)
    cell, rank = _chains(cells.before)
    people, outcomes = cells.counts[:, base], parts(cells.counts, base)
    last_people = np.full(cells.size, -1)
    last_outcomes = np.full(outcomes.shape, -1)
    for step in range(int(rank.max(initial=-1)) + 1):
        rows = np.flatnonzero(rank == step)
        of, n, split = cell[rows], people[rows], outcomes[rows]
        change = n - last_people[of]
        few = between(n, rules) | ((last_people[of] >= 0) & between(change, rules))
        moved = split - last_outcomes[of]
        uneven = (last_outcomes[of, 0] >= 0) & (moved != 0).any(axis=1) & (moved < rules.minimum).any(axis=1)
        one_sided = (n > 0) & (split < rules.minimum).any(axis=1)
        no_split = few | uneven | one_sided
        hidden[rows[few]] = True
        hidden[rows[no_split], base + 1 :] = True
        last_people[of[~few]] = n[~few]
        last_outcomes[of[~no_split]] = split[~no_split]
    for outer in range(base):
        hidden[between(cells.counts[:, outer] - cells.counts[:, outer + 1], rules), : outer + 1] = True
    return hidden


def parts(counts: np.ndarray, base: int) -> np.ndarray:
    """The counts inside the base as parts that exclude each other; their sum is the base."""
    inner = counts[:, base:]
    return np.concatenate([inner[:, :-1] - inner[:, 1:], inner[:, -1:]], axis=1)


def between(n: np.ndarray, rules: Rules) -> np.ndarray:
    """More than nobody and fewer than the minimum."""
    return (n > 0) & (n < rules.minimum)


def _chains(before: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For every row the first row of its cell in time, and how many rows of it came before."""
    first, rank = np.arange(len(before)), np.zeros(len(before), dtype=int)
    link = before.copy()
    while (open_ := link >= 0).any():
        first[open_] = link[open_]
        rank[open_] += 1
        link[open_] = before[link[open_]]
    return first, rank
