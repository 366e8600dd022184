"""The attacker: which hidden numbers can be narrowed to fewer than three people, and what gives them away."""

import numpy as np
import pytest

from data.protect import Rules
from data.protect.audit import audit, whole
from data.protect.knowledge import knowledge
from tests.data.protect.literal import cells_of, places

COUNTS = 4


def attacked(cells, *hidden: tuple[int, int], **more):
    return audit(cells, knowledge(cells, Rules()), places(cells, *hidden), Rules(), **more)


def test_the_only_hidden_part_of_a_sum_is_found_exactly():
    found = attacked(cells_of((108,), (8,), (100,), sums=[(0, [1, 2])]), (1, 0))
    assert (found.numbers, len(found.weak)) == (1, 1)
    assert set(found.weak[0].tolist()) <= {0, 2 * COUNTS}  # the sum and the other part
    assert found.weak[0].size


def test_two_hidden_parts_with_room_stay_uncertain():
    found = attacked(cells_of((130,), (8,), (22,), (100,), sums=[(0, [1, 2, 3])]), (1, 0), (2, 0))
    assert (found.numbers, found.weak, found.is_whole) == (2, [], True)
    assert found.narrowest >= Rules().width
    assert len(found.wide) == 2


def test_two_hidden_parts_between_earlier_and_later_values_give_each_other_away():
    # Q1, Q2, Q3 of a and b: nobody leaves, so a's hidden 21 lies between 20 and 22
    rows = [(20,), (40,), (60,), (21,), (41,), (62,), (22,), (42,), (64,)]
    sums = [(2, [0, 1]), (5, [3, 4]), (8, [6, 7])]
    cells = cells_of(*rows, sums=sums, before=[-1, -1, -1, 0, 1, 2, 3, 4, 5])
    found = attacked(cells, (3, 0), (4, 0))
    assert (found.numbers, len(found.weak)) == (2, 2)


def test_what_the_rule_alone_tells_is_told_to_the_attacker():
    # two parts hidden for being under ten that are 18 in sum are 9 and 9
    found = attacked(cells_of((118,), (9,), (9,), (100,), sums=[(0, [1, 2, 3])]), (1, 0), (2, 0))
    assert len(found.weak) == 2


def test_a_number_that_was_wide_is_not_looked_at_again():
    cells = cells_of((130,), (8,), (22,), (100,), sums=[(0, [1, 2, 3])])
    first = attacked(cells, (1, 0), (2, 0))
    again = attacked(cells, (1, 0), (2, 0), before=first)
    assert again.programs == first.programs


def test_an_audit_may_stop_at_enough_narrow_numbers_and_says_so():
    rows = [(108,), (8,), (100,)] * 3
    cells = cells_of(*rows, sums=[(0, [1, 2]), (3, [4, 5]), (6, [7, 8])])
    # three sums hang together through time
    cells = cells_of(*rows, sums=cells.sums, before=[-1, -1, -1, 0, 1, 2, 3, 4, 5])
    found = attacked(cells, (1, 0), (4, 0), (7, 0), most_weak=1)
    assert not found.is_whole
    assert len(found.weak) == 1
    assert attacked(cells, (1, 0), (4, 0), (7, 0)).is_whole


def test_what_was_published_before_and_hangs_together_with_nothing_new_is_not_looked_at():
    cells = cells_of((108,), (8,), (100,), sums=[(0, [1, 2])], fixed=[True, True, True])
    assert (attacked(cells, (1, 0)).programs, attacked(cells, (1, 0)).weak) == (0, [])


@pytest.mark.parametrize(
    ("low", "high", "size"),
    [
        (0.0, 9.0, 9),  # 0 to 9
        (4.2, 6.9, 1),  # 5 or 6
        (4.9999999, 8.0000001, 3),  # 5 to 8: what the solver leaves behind is no person
    ],
)
def test_a_range_is_as_wide_as_its_whole_numbers(low, high, size):
    assert whole(np.array(low), np.array(high)) == size
