"""The board: what open sections are compared with, and the part of it that a list shows."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference.periods import STANDARD
from queries.cubes import board
from queries.cubes.board import FEWEST_RUNS, board_of, compared
from queries.engines.pacing.paths import ALIGNMENTS
from queries.engines.pacing.projection import Points
from queries.enrollment import at_risk
from queries.semantic.scope import Scope


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", STANDARD.parse("FY2026"), date(2026, 3, 31))


def points(net: list[int], offering: list[int]) -> Points:
    """Sections of these offerings, two to a kind."""
    group = np.array(offering, dtype=np.int64)
    return Points(np.array(net, dtype=float), np.full(len(net), np.inf), group, group // 2, np.zeros(len(net)))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5)), max_size=60), st.lists(st.integers(0, 7), min_size=1))
def test_sections_are_compared_with_the_narrowest_group_that_has_enough(past, now):
    before, opened = points(*zip(*past, strict=True)) if past else points([], []), points([1] * len(now), now)
    found = board._compared(before, opened)
    for at, offering in enumerate(now):
        groups = (before.net[before.offering == offering], before.net[before.kind == offering // 2], before.net)
        enough = [place for place in (0, 1) if len(groups[place]) >= FEWEST_RUNS]
        place = enough[0] if enough else 2
        assert found["comparable_to"][at] == board.BASES[place]
        assert found["comparable_runs"][at] == len(groups[0])
        seats = [found[name][at] for name in ("comparable_net", "comparable_low", "comparable_high")]
        if len(groups[place]):
            assert seats == [groups[place].mean(), *np.quantile(groups[place], board.TENTHS)]
        else:
            assert np.isnan(seats).all()


def test_one_section_has_the_numbers_of_the_whole_board(scope: Scope):
    for alignment in ALIGNMENTS:
        for row in board.board(scope, alignment).head(20).to_dicts():
            found = compared(scope, row["section_id"], alignment)
            assert found == {name: row[name] for name in found}
            assert board_of(scope, row["section_id"], alignment).to_dicts() == [row]


def test_a_section_outside_of_the_filters_is_not_on_the_board(scope: Scope):
    code = board.board(scope)["section_id"][0]
    other = scope.narrowed(field="no such field")
    assert compared(other, code, ALIGNMENTS[0]) is None
    assert board_of(other, code).is_empty()
    assert compared(scope, "no such section", ALIGNMENTS[0]) is None


def test_a_list_has_those_with_most_at_risk_and_the_one_that_is_asked_for(scope: Scope, monkeypatch):
    monkeypatch.setattr(at_risk, "MOST", 3)
    whole = board.board(scope)
    found, last = at_risk.listed(scope), whole["section_id"][-1]
    assert found.rows.equals(whole.head(3))
    assert found.sections == whole.height
    assert at_risk.listed(scope, code=last).rows.equals(pl.concat([whole.head(3), whole.tail(1)]))
    assert at_risk.listed(scope, text=last).rows.equals(whole.tail(1))
