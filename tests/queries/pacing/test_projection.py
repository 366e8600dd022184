"""The projection: never above the seats, never narrower at a higher level, wider where an offering is new."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.engines.pacing.projection import Points, fit, project


def points(net, capacity, offering=None) -> Points:
    net = np.asarray(net, dtype=float)
    zeros = np.zeros(len(net), dtype=np.int64)
    seats = np.broadcast_to(np.asarray(capacity, dtype=float), net.shape)
    return Points(net, seats, zeros if offering is None else np.asarray(offering), zeros, np.zeros(len(net)))


def history(seed: int, count: int = 60, capacity: float = 20.0):
    """Past sections of six offerings: half of the final is reached at the point, give or take."""
    rng = np.random.default_rng(seed)
    final = np.minimum(rng.poisson(14, count), capacity)
    return points(rng.binomial(final.astype(int), 0.5), capacity, np.arange(count) % 6), final.astype(float)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_a_projection_never_exceeds_the_seats_or_those_already_taken(seed, net):
    past, final = history(seed)
    found = project(fit(past, final), points(net, 20.0))
    for end in (*found.band(), *found.band(0.01, 0.99)):
        assert (end >= 0).all()
        assert (end <= np.maximum(20, net)).all()


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.integers(0, 20))
def test_a_wider_band_holds_a_narrower_one_and_chances_fall_with_what_is_asked(seed, net):
    past, final = history(seed)
    found = project(fit(past, final), points([net], 20.0))
    (low95, high95), (low80, high80), (low50, high50) = (
        found.band(*ends) for ends in ((0.025, 0.975), (0.1, 0.9), (0.25, 0.75))
    )
    assert low95 <= low80 <= low50 <= high50 <= high80 <= high95
    chances = [found.chance(np.array([float(least)]))[0] for least in range(22)]
    assert all(0 < c < 1 for c in chances)
    assert chances == sorted(chances, reverse=True)


def test_a_section_that_offers_no_seat_is_not_full():
    net, capacity = np.r_[np.full(10, 20.0), np.full(10, 5.0), 0.0], np.r_[np.full(20, 20.0), 0.0]
    past = points(net, capacity)
    learned = fit(past, np.r_[net[:-1], 9.0])
    is_full = learned.group(past, learned.expected) == len(learned.edges) + 1
    assert is_full.tolist() == [True] * 10 + [False] * 11


def test_a_section_is_compared_with_those_expected_to_be_about_as_full():
    # Offerings that fill to a quarter end where they are expected, those that fill to seven tenths stray widely.
    rng = np.random.default_rng(8)
    offering = np.arange(400) % 8
    final = np.where(offering < 4, 10.0, np.clip(rng.normal(28, 8, 400).round(), 5, 40))
    past = points(np.where(offering < 4, 3.0, 7.0), 40.0, offering)
    found = project(fit(past, final), points([3, 7], 40.0, [0, 4]))
    low, high = found.band()
    assert high[0] - low[0] <= 6
    assert high[1] - low[1] >= 15


def test_with_few_past_sections_all_of_them_are_compared_with():
    past, final = history(2, count=100)
    assert fit(past, final).edges.size == 0


def test_more_seats_taken_never_lower_the_projection():
    past, final = history(1)
    expected = project(fit(past, final), points(np.arange(20), 20.0)).expected
    assert (np.diff(expected) >= 0).all()


def test_an_offering_without_a_past_has_a_wider_band():
    # Four offerings of very different size at the same capacity: not knowing which it is matters.
    rng = np.random.default_rng(3)
    offering = np.arange(80) % 4
    final = rng.poisson(np.array([5, 12, 25, 60])[offering]).astype(float)
    past = points(rng.binomial(final.astype(int), 0.2), 200.0, offering)
    known, new = project(fit(past, final), points([5, 5], 200.0, [2, 9])).spread
    assert new > 1.5 * known


def test_unlimited_seats_have_no_ceiling():
    past, final = history(4, capacity=np.inf)
    found = project(fit(past, final), points([40], np.inf, [0]))
    assert np.isinf(found.ceiling).all()
    assert np.isfinite(found.expected).all()


def test_where_seats_were_added_in_the_past_the_ceiling_gives_way():
    past, final = history(5)
    found = project(fit(past, final + 8), points([19], 20.0))
    assert found.band()[1][0] > 20


def test_what_is_expected_ends_at_the_seats_although_some_past_sections_went_beyond():
    # Rooms of 20 that are half full seven weeks ahead fill up; one in ten got two more seats.
    rng = np.random.default_rng(3)
    net = rng.integers(6, 15, 60).astype(float)
    final = np.minimum(np.round(2 * net), 20) + np.where(np.arange(60) % 10, 0, 2)
    found = project(fit(points(net, 20.0, np.arange(60) % 6), final), points([14], 20.0, [0]))
    assert 19 < found.expected[0] <= 20
    assert found.band(0.01, 0.99)[1][0] > 20


def test_where_rooms_are_usually_made_larger_more_than_the_seats_is_expected():
    rng = np.random.default_rng(3)
    net = rng.integers(11, 16, 60).astype(float)
    learned = fit(points(net, 20.0, np.arange(60) % 6), 2 * net)
    assert not learned.is_held
    assert project(learned, points([14], 20.0, [0])).expected[0] > 25


def test_too_few_past_sections_give_no_projection():
    past, final = history(6, count=7)
    assert fit(past, final) is None


def test_no_minimum_no_chance():
    past, final = history(7)
    assert np.isnan(project(fit(past, final), points([5], 20.0)).chance(np.array([np.nan]))[0])


def with_list(share: float) -> tuple[Points, np.ndarray]:
    """Past sections of any size, half of which have people who wait; such a share of those takes a seat in the end."""
    rng = np.random.default_rng(5)
    net = rng.integers(10, 60, 80).astype(float)
    taken = points(net, np.inf, np.arange(80) % 8)
    waiting = np.where(np.arange(80) % 2, np.floor(net / 2), 0.0)
    past = Points(taken.net, taken.capacity, taken.offering, taken.kind, waiting)
    return past, 1.5 * (net + share * waiting)


def test_a_waiting_list_counts_only_where_past_sections_bear_it_out():
    assert fit(*with_list(0.2)).waiting_share == 0.2
    assert fit(*with_list(0.0)).waiting_share == 0


@pytest.mark.parametrize("waiting", [0.0, 15.0])
def test_a_waiting_list_counts_for_a_fifth(waiting):
    now = points([10], np.inf, [0])
    with_list = Points(now.net, now.capacity, now.offering, now.kind, np.array([waiting]))
    assert with_list.with_waiting().net[0] == 10 + 0.2 * min(waiting, 5)
