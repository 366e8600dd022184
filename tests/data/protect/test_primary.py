"""Cells that are hidden for themselves: few people, few in a part, or few who changed since the cell was last shown."""

import numpy as np
import pytest

from data.protect import Rules
from data.protect.primary import primary
from tests.data.protect.literal import cells_of


def hidden(cells) -> list[tuple[int, int]]:
    """Places (row, count) that are hidden."""
    return [(int(row), int(count)) for row, count in np.argwhere(primary(cells, Rules()))]


@pytest.mark.parametrize(
    ("started", "completed", "counts"),
    [
        (60, 30, []),  # enough of both
        (10, 0, [1]),  # exactly ten started: shown; that nobody completed is not
        (9, 5, [0, 1]),  # nine started: hidden, and what is inside with them
        (0, 0, [0, 1]),  # nobody looks like few
        (60, 55, [1]),  # five did not complete, so how many did is hidden
        (60, 4, [1]),  # four completed
        (20, 10, []),  # ten and ten
    ],
)
def test_a_cell_with_few_people_or_few_in_a_part_is_hidden(started, completed, counts):
    assert hidden(cells_of((started, completed))) == [(0, count) for count in counts]


def test_a_change_of_few_people_hides_the_later_point_in_time():
    cells = cells_of(
        (100, 50),  # shown first
        (103, 52),  # three more started, two more completed
        before=[-1, 0],
    )
    assert hidden(cells) == [(1, 0), (1, 1)]


def test_a_change_counts_from_when_the_cell_was_last_shown():
    cells = cells_of(
        (100,),
        (106,),  # six more: hidden
        (112,),  # six more again, twelve since it was last shown
        before=[-1, 0, 1],
    )
    assert hidden(cells) == [(1, 0)]


def test_a_cell_that_has_not_changed_stays_shown():
    assert hidden(cells_of((100, 50), (100, 50), before=[-1, 0])) == []


def test_a_change_is_large_enough_only_in_every_part():
    cells = cells_of(
        (100, 50),  # 50 completed, 50 did not
        (112, 51),  # twelve more started; one of them completed
        before=[-1, 0],
    )
    assert hidden(cells) == [(1, 1)]


def test_later_points_in_time_never_change_what_is_shown_earlier():
    first = cells_of((100, 50), (120, 60), before=[-1, 0])
    more = cells_of((100, 50), (120, 60), (121, 61), before=[-1, 0, 1])
    assert hidden(first) == [place for place in hidden(more) if place[0] < 2] == []


def test_a_count_that_everybody_knows_is_not_hidden():
    assert hidden(cells_of((9, 4), open=1)) == [(0, 1)]


def test_what_was_published_stands_and_a_limit_holds():
    cells = cells_of(
        (4, 2),  # published before: stands, though small
        (60, 30),  # may show its first count only
        shown=[2, 1],
        fixed=[True, False],
    )
    assert hidden(cells) == [(1, 1)]
