"""Primary suppression: cells with few people, few in one part, or a small change since they were last shown."""

import numpy as np

from data.protect.cells import Cells
from data.protect.tables import Rules, parts


def primary(cells: Cells, rules: Rules) -> np.ndarray:
    """Return an array, cells × counts, that is true where a count is hidden.

    Dates are handled from first to last, so a later date never changes what an earlier one showed. Of two dates too
    close together the later one is hidden.
    """
    width = cells.counts.shape[1]
    shown = np.zeros(cells.size, dtype=int)
    cell, rank = _chains(cells.before)
    # Parts of the first one, two, … counts, and what they were when so many were last shown; −1 for never.
    split = [parts(cells.counts[:, : depth + 1]) for depth in range(width)]
    last = [np.full(part.shape, -1) for part in split]
    for step in range(int(rank.max(initial=-1)) + 1):
        rows = np.flatnonzero(rank == step)
        of, may = cell[rows], np.zeros(len(rows), dtype=int)
        for depth in range(width):
            fits = _is_safe(split[depth][rows], last[depth][of], rules)
            may[fits & (may == depth)] = depth + 1
        shown[rows] = np.where(cells.fixed[rows], cells.shown[rows], np.minimum(may, cells.shown[rows]))
        for depth in range(width):
            seen = shown[rows] > depth
            last[depth][of[seen]] = split[depth][rows[seen]]
    return cells.closed & (np.arange(width) >= shown[:, None])


def _is_safe(now: np.ndarray, before: np.ndarray, rules: Rules) -> np.ndarray:
    """Whether every part has enough people and, since it was last shown, either no change or a large enough one."""
    moved = np.abs(now - before)
    still = (before[:, 0] < 0) | (moved == 0).all(axis=1) | (moved >= rules.minimum).all(axis=1)
    return (now >= rules.minimum).all(axis=1) & still


def _chains(before: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For every row: the first row of the same cell, and how many rows of that cell come before it."""
    first, rank = np.arange(len(before)), np.zeros(len(before), dtype=int)
    link = before.copy()
    while (open_ := link >= 0).any():
        first[open_] = link[open_]
        rank[open_] += 1
        link[open_] = before[link[open_]]
    return first, rank
