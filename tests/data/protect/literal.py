"""Cells written out by hand: a row of counts each, and what hangs together."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from data.protect.cells import Cells
from data.protect.tables import NAMES


def cells_of(
    *counts: tuple[int, ...],
    sums: Sequence[tuple[int, list[int]]] = (),
    before: Sequence[int] | None = None,
    open: int = 0,
    shown: Sequence[int] | None = None,
    fixed: Sequence[bool] | None = None,
) -> Cells:
    """Return a cell per row of nested counts; `sums` name a parent and its children, `before` the same cell earlier."""
    size, width = len(counts), len(counts[0])
    return Cells(
        keys=pl.DataFrame({"of": ["seats"] * size}),
        counts=np.array([(*row, *[0] * (len(NAMES) - width)) for row in counts]),
        width=np.full(size, width),
        sums=[(parent, np.array(children)) for parent, children in sums],
        before=np.array(before or [-1] * size),
        open=np.full(size, open),
        shown=np.array(shown or [len(NAMES)] * size),
        fixed=np.array(fixed or [False] * size),
    )


def places(cells: Cells, *hidden: tuple[int, int]) -> np.ndarray:
    """Return True at the places (row, count) that are hidden: cells × counts."""
    mask = np.zeros(cells.counts.shape, dtype=bool)
    for place in hidden:
        mask[place] = True
    return mask
