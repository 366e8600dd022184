"""A sum looked at by itself: what must be hidden so that its hidden members do not give each other away."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from data.protect import Rules
from data.protect.cells import Cells
from data.protect.siblings import Siblings


def sum_of(parent: tuple, *children: tuple, width: int = 3, parents_width: int = 3) -> Siblings:
    """One parent (row 0) and its children, each with three nested counts of which it has `width`."""
    counts = np.array([parent, *children])
    size = len(counts)
    cells = Cells(
        keys=pl.DataFrame({"of": ["seats"] * size}),
        counts=counts,
        width=np.array([parents_width, *[width] * len(children)]),
        sums=[(0, np.arange(1, size))],
        before=np.full(size, -1),
        open=np.zeros(size, dtype=int),
        shown=np.full(size, 3),
        fixed=np.zeros(size, dtype=bool),
    )
    return Siblings(cells, Rules())


def hidden(siblings: Siblings, *places: tuple[int, int], changed=None) -> list[tuple[int, int]]:
    start = np.zeros((siblings.cells.size, 3), dtype=bool)
    for place in places:
        start[place] = True
    return [(int(row), int(count)) for row, count in np.argwhere(siblings.hide(start, changed))]


def test_one_hidden_member_takes_the_smallest_other_with_it():
    siblings = sum_of((200, 95, 0), (100, 40, 0), (60, 25, 0), (40, 30, 0), width=2)
    assert hidden(siblings, (1, 1)) == [(1, 1), (2, 1)]


def test_members_that_are_few_together_take_another_and_in_the_end_the_sum():
    assert hidden(sum_of((30, 9, 0), (15, 4, 0), (15, 5, 0), width=2, parents_width=2), (1, 1)) == [
        (0, 1),
        (1, 1),
        (2, 1),
    ]


def test_a_sum_of_another_table_that_has_no_such_count_is_left_alone():
    # nothing is left to hide: the parent has its first count only
    siblings = sum_of((30, 0, 0), (15, 4, 0), (15, 5, 0), width=2, parents_width=1)
    assert hidden(siblings, (1, 1)) == [(1, 1), (2, 1)]


def test_what_was_published_before_is_not_hidden():
    siblings = sum_of((200, 95, 0), (100, 40, 0), (60, 25, 0), (40, 30, 0), width=2)
    fixed = np.array([False, False, True, False])
    assert hidden(Siblings(replace(siblings.cells, fixed=fixed), Rules()), (1, 1)) == [(1, 1), (3, 1)]


@pytest.mark.parametrize("changed", [None, [1], [3]])
def test_only_sums_about_a_changed_cell_are_looked_at_again(changed):
    siblings = sum_of((200, 95, 0), (100, 40, 0), (60, 25, 0), (40, 30, 0), width=2)
    assert hidden(siblings, (1, 1), changed=changed) == [(1, 1), (2, 1)]
    assert hidden(siblings, (1, 1), changed=[]) == [(1, 1)]
