"""One linear program: how low and how high a hidden count can lie, and which shown counts hold it there."""

import numpy as np
import pytest

from data.protect import Rules
from data.protect.knowledge import knowledge
from data.protect.program import Program
from tests.data.protect.literal import cells_of

COUNTS = 4
WHOLE, A, B, C = 0, COUNTS, 2 * COUNTS, 3 * COUNTS
"""Variables: the first count of each cell."""


def program(part: list[int], high: float = 1000.0, **more) -> Program:
    """All is 100, of which c's 80 are shown; what is in `part` is not."""
    cells = cells_of((100,), (8,), (12,), (80,), sums=[(0, [1, 2, 3])], **more)
    bounds = np.tile([0.0, high], (cells.counts.size, 1))
    return Program(cells, knowledge(cells, Rules()), np.array(part), bounds)


def ends(hidden: Program, variable: int) -> tuple[float, float]:
    """The least and the largest value that one variable can have."""
    objective = np.zeros(len(hidden.counts))
    objective[variable] = 1
    return hidden.least(objective).x[variable], hidden.least(-objective).x[variable]


def test_two_hidden_parts_share_what_the_others_leave():
    assert ends(program([A, B]), A) == (0, 20)


def test_a_single_hidden_part_is_what_the_others_leave():
    assert ends(program([A]), A) == (8, 8)


def test_a_rule_that_tells_a_bound_narrows_both_parts():
    # whoever knows that each is under ten knows that none of them is under eleven less ten
    with pytest.raises(RuntimeError, match="failed"):
        ends(program([A, B], high=9.0), A)  # 9 + 9 is not 20: a wrong sum is an error, never a wide range
    assert ends(program([A, B], high=15.0), A) == (5, 15)


def test_shown_counts_stand_as_constants():
    end = program([A, B]).least(np.ones(4 * COUNTS))
    assert end.x[[WHOLE, C]].tolist() == [100, 80]


def test_an_end_leans_on_the_shown_counts_of_its_sum():
    hidden = program([A])
    objective = np.zeros(len(hidden.counts))
    objective[A] = 1
    assert {WHOLE, B, C} & set(hidden.leaned_on([hidden.least(objective)]).tolist())


def test_the_shown_count_before_bounds_a_hidden_one():
    cells = cells_of((30,), (34,), before=[-1, 0])  # nobody leaves: 34 is at least 30
    bounds = np.tile([0.0, 1000.0], (cells.counts.size, 1))
    later = Program(cells, knowledge(cells, Rules()), np.array([COUNTS]), bounds)
    objective = np.zeros(cells.counts.size)
    objective[COUNTS] = 1
    end = later.least(objective)
    assert end.x[COUNTS] == 30
    assert 0 in later.leaned_on([end])  # the count before


def test_a_restart_finds_the_same_ends():
    hidden = program([A, B])
    first = ends(hidden, A)
    hidden.restart()
    assert ends(hidden, A) == first
