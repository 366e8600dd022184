"""Histories of a kind of their own: young ones, those that are mostly zeros, and those with a closure."""

import numpy as np
import pytest

from queries.engines.forecast.closures import closures
from queries.engines.forecast.history import checked
from queries.engines.forecast.models import forecast
from queries.engines.forecast.rare import is_rare
from queries.engines.forecast.young import is_young

YEAR = [60.0, 55, 70, 65, 50, 40, 30, 90, 120, 80, 70, 45]
CLOSED = {16: 50, 17: 40, 18: 30}
"""Place of three months of the second year, and what the same months bring in each other year."""


def with_closure(years: int = 4) -> list[float]:
    y = YEAR * years
    for place in CLOSED:
        y[place] = 0
    return y


@pytest.mark.parametrize(("size", "season_length", "expected"), [
    (14, 12, True), (15, 12, False), (8, 4, True), (9, 4, False), (8, 3, True), (9, 3, False), (5, 1, False),
])  # fmt: skip
def test_under_fifteen_months_or_nine_terms_a_history_is_young(size, season_length, expected):
    assert is_young(checked(list(range(size)), season_length)) is expected


def test_one_month_that_came_again_is_no_season_yet():
    y = [9.0, 22, 8, 12, 7, 9, 11, 8, 10, 9, 12, 9, 14]  # thirteen months, the last above the first
    made = forecast(y, 12, 12)
    assert max(made.mean) < 22


def test_a_small_new_offering_gets_a_band_near_what_it_has_seen():
    made = forecast([4.0, 7, 10, 6, 8, 9], 12, 12)
    assert max(made.bands[95][1]) < 5 * 10
    assert min(made.mean) >= 4
    assert max(made.mean) <= 10
    assert made.members == ("the level of the newest periods",)


def test_counts_stray_by_chance_though_the_few_that_are_known_hardly_did():
    narrow = forecast([4.5, 4.6, 4.5, 4.6, 4.5, 4.6], 12, 1).bands[80]
    counted = forecast([5.0, 5, 5, 5, 5, 4], 12, 1).bands[80]
    assert narrow[1][0] - narrow[0][0] < 2
    assert counted[1][0] - counted[0][0] > 5


def test_a_steady_fall_in_a_new_offering_is_not_drawn_out_to_nothing():
    assert min(forecast([40.0, 36, 30, 26, 20, 17, 12], 12, 12).mean) > 0


def test_more_than_a_fifth_of_zeros_is_rare_unless_the_same_months_are_always_closed():
    assert is_rare(checked([0.0, 0, 3, 2, 2, 1, 4] * 5, 12))
    assert not is_rare(checked([0.0, 3, 2, 2, 1] * 7, 12))  # a fifth of zeros is not more than a fifth
    closed_each_summer = [5.0, 6, 7, 5, 0, 0, 0, 0, 0, 6, 7, 5] * 3
    assert not is_rare(checked(closed_each_summer, 12))


def test_a_series_that_was_rare_long_ago_is_so_no_longer():
    once, now = [0.0, 0, 3, 0, 0, 1] * 8, [4.0, 6, 5, 7, 6, 8] * 6
    assert is_rare(checked(once + now[:12], 12))
    assert not is_rare(checked(once + now, 12))


def test_a_rare_count_is_forecast_at_what_it_brings_in_a_year():
    y = [0.0] * 20
    y[14] = 5
    made = forecast(y, 12, 12)
    assert 1 < sum(made.mean) < 6
    assert all(high > 0 for high in made.bands[95][1])


def test_the_average_of_a_rare_count_lies_in_its_wide_band_and_above_its_middle():
    made = forecast([0.0, 0, 0, 4, 0] * 7, 12, 12, (20, 80))
    assert made.bands[20] == ((0.0,) * 12, (0.0,) * 12)
    assert 0 < min(made.mean) <= max(made.mean) <= min(made.bands[80][1])


def test_a_rare_count_is_held_down_for_it_may_stop_and_less_where_it_is_young():
    # Five months bring five: one a month on average, and a little more by the newest, of which the last but one brought three.
    long, short = (forecast([0.0, 2, 0, 3, 0] * times, 12, 1).mean[0] for times in (7, 2))
    assert 0.7 < long < 0.95
    assert long < short < 1.05


def test_one_large_order_hardly_raises_what_is_expected():
    usual = [0.0, 2, 0, 0, 3, 0, 0] * 5
    odd = [*usual[:-2], 300.0, 0.0]
    assert sum(forecast(odd, 12, 12).mean) < 2 * sum(forecast(usual, 12, 12).mean)


def test_a_closure_is_filled_from_the_years_beside_it():
    assert closures(checked(with_closure(), 12)) == CLOSED
    made = forecast(with_closure(), 12, 12)
    assert made.mean == pytest.approx(forecast(YEAR * 4, 12, 12).mean)
    assert set(CLOSED) <= set(made.cleaned)


def test_a_closure_of_last_year_is_not_expected_again():
    # Ten months later the closed months are the next ones.
    made = forecast(with_closure(3)[:28], 12, 3)
    assert np.array(made.mean) == pytest.approx([50, 40, 30], rel=0.35)
    assert min(made.bands[80][0]) > 0


def test_a_season_without_registrations_recurs_and_stays():
    y = YEAR * 4
    for place in (16, 17, 40, 41):
        y[place] = 0
    assert closures(checked(y, 12)) == {}


def test_zeros_up_to_now_may_be_the_end_and_stay():
    assert closures(checked([*YEAR * 3, 0, 0, 0], 12)) == {}


def test_a_small_series_falls_to_zero_by_chance():
    small = [float(1 + place % 3) for place in range(36)]
    small[14] = small[20] = 0  # as evenly as the large one below, yet of twos
    assert closures(checked(small, 12)) == {}
    assert set(closures(checked([10 * value for value in small], 12))) == {14, 20}
    rng = np.random.default_rng(4)
    assert closures(checked(rng.poisson(1.2, 48).astype(float).tolist(), 12)) == {}
