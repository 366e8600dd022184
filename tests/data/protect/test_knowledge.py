"""What an attacker knows: equations and inequalities that hold for the true counts, and none that do not."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from data.protect import Rules
from data.protect.cells import Linked
from data.protect.knowledge import knowledge
from tests.data.protect.literal import cells_of

COUNTS = 4
"""Variables of a cell, whether it has so many counts or not."""


def written(matrix, to=None) -> set[str]:
    """Every row in words: `r0c1 - r1c1 = 0`."""
    dense, lines = matrix.matrix.toarray(), set()
    for at, row in enumerate(dense):
        terms = [f"{factor:+g}·r{place // COUNTS}c{place % COUNTS}" for place, factor in enumerate(row) if factor]
        lines.add(" ".join(terms) + (" <= 0" if to is None else f" = {to[at]:g}"))
    return lines


def test_parts_add_up_to_their_whole_in_every_count():
    known = knowledge(cells_of((30, 9), (10, 4), (20, 5), sums=[(0, [1, 2])]), Rules())
    assert written(known.equal, known.equal_to) == {f"-1·r0c{c} +1·r1c{c} +1·r2c{c} = 0" for c in range(COUNTS)}


def test_counts_are_nested():
    known = knowledge(cells_of((30, 9)), Rules())
    assert written(known.at_most) == {f"-1·r0c{c} +1·r0c{c + 1} <= 0" for c in range(COUNTS - 1)}


def test_nobody_leaves_in_time():
    known = knowledge(cells_of((30, 9), (40, 12), before=[-1, 0]), Rules(outcomes_are_final=False))
    assert {"+1·r0c0 -1·r1c0 <= 0", "+1·r0c1 -1·r1c1 <= 0"} <= written(known.at_most)


def test_where_those_without_the_second_count_stay_without_it_they_do_not_fall_either():
    cells = cells_of((30, 9), (40, 12), before=[-1, 0])
    line = "+1·r0c0 -1·r0c1 -1·r1c0 +1·r1c1 <= 0"
    assert line in written(knowledge(cells, Rules()).at_most)
    assert line not in written(knowledge(cells, Rules(outcomes_are_final=False)).at_most)


def test_a_correction_that_lets_a_count_fall_is_not_taken_for_knowledge():
    cells = cells_of((30, 9), (28, 9), before=[-1, 0])  # two were entered by mistake
    assert "+1·r0c0 -1·r1c0 <= 0" not in written(knowledge(cells, Rules()).at_most)


def test_a_link_is_an_equation_of_its_own_after_those_within_tables():
    own = cells_of((12,), (9,))
    link = Linked(*(np.array(part) for part in ([0, 0], [0, 1], [0, 0], [1, -1])), np.array([3.0]), False)
    known = knowledge(replace(own, links=(link,)), Rules())
    assert known.within[0] == 0
    assert written(known.equal, known.equal_to) == {"+1·r0c0 -1·r1c0 = 3"}


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=5), st.booleans())
def test_whatever_is_known_is_true(parts, are_final):
    children = [(max(pair), min(pair)) for pair in parts]
    whole = tuple(sum(column) for column in zip(*children, strict=True))
    # each child stands at one point in time, and the second child is the first one later
    before = [-1, -1, 1, *[-1] * (len(children) - 2)]
    cells = cells_of(whole, *children, sums=[(0, [*range(1, len(children) + 1)])], before=before)
    known, truth = knowledge(cells, Rules(outcomes_are_final=are_final)), cells.counts.ravel()
    assert (known.equal.matrix @ truth == known.equal_to).all()
    assert (known.at_most.matrix @ truth <= 0).all()
