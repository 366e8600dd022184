"""Primary suppression: cells with few people, few in one part, or a small change since they were last shown."""

import numpy as np

from data.protect.cells import Cells
from data.protect.tables import Rules, parts


def primary(cells: Cells, rules: Rules) -> np.ndarray:
    """Return an array, cells × counts, that is true where the people themselves are too few to show a count.

    A cell shows its first count, then its first two and so on, as long as every part has `rules.minimum` people and has
    not changed by fewer since so many counts were last shown. Dates are handled from first to last, so a later date
    never changes what an earlier one showed: of two dates with too small a change the later one is hidden. A fixed
    cell shows what it showed.
    """
    width = cells.counts.shape[1]
    shown = np.zeros(cells.size, dtype=int)
    cell, rank = _chains(cells.before)
    # Parts of the first one, two, … counts, and what they were when so many were last shown; −1 for never.
    split = [parts(cells.counts[:, : depth + 1]) for depth in range(width)]
    last = [np.full(part.shape, -1) for part in split]
    for step in range(int(rank.max(initial=-1)) + 1):
        rows = np.flatnonzero(rank == step)
        of, safe_counts = cell[rows], np.zeros(len(rows), dtype=int)
        for depth in range(width):
            is_safe = _is_safe(split[depth][rows], last[depth][of], rules)
            safe_counts[is_safe & (safe_counts == depth)] = depth + 1
        shown[rows] = np.where(cells.fixed[rows], cells.shown[rows], np.minimum(safe_counts, cells.shown[rows]))
        for depth in range(width):
            shows_it = shown[rows] > depth
            last[depth][of[shows_it]] = split[depth][rows[shows_it]]
    return cells.closed & (np.arange(width) >= shown[:, None])


def _is_safe(now: np.ndarray, before: np.ndarray, rules: Rules) -> np.ndarray:
    """Whether every part has enough people and, since it was last shown, either no change or a large enough one.

    `now` and `before` are rows × parts; −1 stands for never shown.
    """
    change = np.abs(now - before)
    is_hard_to_subtract = (before[:, 0] < 0) | (change == 0).all(axis=1) | (change >= rules.minimum).all(axis=1)
    return (now >= rules.minimum).all(axis=1) & is_hard_to_subtract


def _chains(before: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For every row: the first row of the same cell in time, and how many rows of that cell come before it."""
    first, rank = np.arange(len(before)), np.zeros(len(before), dtype=int)
    link = before.copy()
    while (open_ := link >= 0).any():
        first[open_] = link[open_]
        rank[open_] += 1
        link[open_] = before[link[open_]]
    return first, rank
