"""Hide, audit, hide more: what is said of the numbers that nothing can cover."""

import numpy as np
import polars as pl
import pytest

from data.protect import Rules, publishing, repair
from data.protect.cells import Cells
from data.protect.stages import CHECK, HIDE, OF_ALL
from tests.attacks.college import draw


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


def test_numbers_are_told_as_they_are_settled_and_those_that_the_first_look_leaves_by_themselves(monkeypatch):
    monkeypatch.setattr(repair, "WEAK_AT_ONCE", 1)
    told = []
    college = draw(3, fields=2, offerings=6, learners=120)
    monkeypatch.setattr(
        publishing,
        "repaired",
        lambda *given: repair.repaired(*given[:-1], lambda stage, done, of: told.append((stage, done, of))),
    )
    report = college.published().report.to_dicts()[0]
    looks = [(done, of) for stage, done, of in told if stage == OF_ALL + CHECK]
    more = [(done, of) for stage, done, of in told if stage == OF_ALL + HIDE]
    assert looks[0][0] == 0
    assert [done for done, _ in looks] == sorted(done for done, _ in looks)
    settled = looks[-1][0]
    assert settled < looks[-1][1]
    assert more[-1] == (report["numbers"] - settled, report["numbers"] - settled)
    assert all(0 <= done <= of for _, done, of in told)
