"""Hide, audit, hide more: what is said of the numbers that nothing can cover."""

import numpy as np
import polars as pl
import pytest

from data.protect import Rules, repair
from data.protect.cells import Cells


def given_away(sums: int) -> tuple[Cells, np.ndarray]:
    """Sums that were published beside one of their two members: what is hidden of the other one is their difference."""
    counts = np.tile([[100, 0, 0, 0], [8, 0, 0, 0], [92, 0, 0, 0]], (sums, 1))
    size, first = len(counts), np.arange(sums) * 3
    cells = Cells(
        keys=pl.DataFrame({"of": ["seats"] * size}),
        counts=counts,
        width=np.ones(size, dtype=int),
        sums=[(int(row), np.array([row + 1, row + 2])) for row in first],
        before=np.full(size, -1),
        open=np.zeros(size, dtype=int),
        shown=np.ones(size, dtype=int),
        fixed=np.tile([True, False, True], sums),
    )
    hidden = np.zeros(counts.shape, dtype=bool)
    hidden[first + 1, 0] = True
    return cells, hidden


@pytest.mark.parametrize("enough", [1, 2, 40])
def test_every_number_that_stays_too_narrow_is_reported_however_few_are_looked_at_in_a_round(monkeypatch, enough):
    monkeypatch.setattr(repair, "WEAK_AT_ONCE", enough)
    cells, before = given_away(sums=3)
    hidden, found, _ = repair.repaired(cells, before, Rules())
    assert (hidden == before).all()
    assert (found.is_whole, found.numbers, len(found.weak)) == (True, 3, 3)
