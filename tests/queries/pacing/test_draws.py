"""Where open sections may end: the same numbers however many are worked out at a time, in as little memory as they need."""

from datetime import date

import numpy as np
import pytest

from queries.cubes import section_paths as ways
from queries.engines import lots
from queries.engines.lots import packed, stacked
from queries.engines.pacing.projection import Projection
from queries.enrollment import draws
from queries.enrollment.draws import projection_draws
from tests.queries.pacing.conftest import published
from tests.queries.pacing.test_point_in_time import FACTS


@pytest.mark.parametrize("most", [1, 700, 10**7])
def test_a_few_sections_at_a_time_have_the_same_draws(home, monkeypatch, most):
    scope = published(home, FACTS, date(2026, 2, 14))
    _, whole = projection_draws(scope, 300)
    monkeypatch.setattr(lots, "MOST_AT_ONCE", most)
    paths = ways.known(scope.version, "demo", scope.as_of)
    parts = list(draws._drawn(paths, 300, np.random.default_rng(7)))
    assert max(part.size for _, part in parts) <= max(most, 300)
    assert (stacked(whole.shape, parts) == whole).all()


def test_draws_are_kept_in_the_smallest_type(home):
    _, finals = projection_draws(published(home, FACTS, date(2026, 2, 14)), 300)
    assert finals.dtype == np.uint8
    assert finals.any()


def test_a_section_is_drawn_on_the_line_between_two_misses_of_its_own_pool():
    rng = np.random.default_rng(3)
    pools = [np.sort(rng.standard_normal(n)) for n in (1, 9, 400)]
    misses = [pools[n] for n in (2, 0, 1, 2)]
    projection = Projection(rng.random(4) * 30, rng.random(4) + 1, misses, np.array([25.0, np.inf, 40.0, 20.0]))
    levels = np.append(rng.random((4, 50)), np.array([[0.0, 1.0]] * 4), axis=1)
    one_by_one = [
        np.interp(row * (len(pool) - 1), np.arange(len(pool)), pool) for pool, row in zip(misses, levels, strict=True)
    ]
    assert (draws._finals(projection, levels) == projection.at(np.array(one_by_one))).all()
    assert (draws._finals(projection.take(slice(1, 3)), levels[1:3]) == draws._finals(projection, levels)[1:3]).all()


def test_whole_numbers_take_the_type_that_holds_the_largest():
    assert [packed(np.array([0.0, most])).dtype for most in (255, 256, 70_000)] == [np.uint8, np.uint16, np.uint32]
    assert [packed(np.array([-1, most])).dtype for most in (100, 255, 70_000)] == [np.int8, np.int16, np.int32]
    assert packed(np.empty((0, 4))).shape == (0, 4)


def test_a_part_with_larger_numbers_changes_none_of_the_others():
    parts = [(np.array([2]), np.array([[1.0, 255.0]])), (np.array([0]), np.array([[300.0, 2.0]]))]
    assert stacked((3, 2), parts).tolist() == [[300, 2], [0, 0], [1, 255]]


def test_lots_cover_every_row_once_and_none_is_empty():
    for rows, across in ((0, 5), (1, 10**8), (7, 400_000), (1000, 1000)):
        parts = list(lots.lots(rows, across))
        assert [row for part in parts for row in range(rows)[part]] == list(range(rows))
        assert all(
            (part.stop - part.start) * across <= lots.MOST_AT_ONCE or part.stop - part.start == 1 for part in parts
        )
