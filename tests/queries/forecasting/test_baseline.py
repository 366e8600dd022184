"""The bars to beat, by hand."""

import pytest

from queries.engines.forecast.baseline import naive, seasonal_naive


def test_the_last_value_repeats_and_its_band_is_what_it_missed_by():
    found = naive([10, 12, 11, 15], 2)
    assert found.point == (15, 15)
    # One step ahead it missed by 2, 1 and 4: the largest of three holds 75%, so it is stretched to 80% and to 95%.
    # Two steps ahead it missed by 1 and 3, which would be narrower; a band never is at a longer lead.
    three_quarters, eighty, most = 1.1503, 1.2816, 1.9600  # normal quantiles of the shares inside
    assert found.half_width[80] == pytest.approx((4 * eighty / three_quarters,) * 2, rel=1e-3)
    assert found.half_width[95] == pytest.approx((4 * most / three_quarters,) * 2, rel=1e-3)


def test_the_year_before_repeats_and_the_next_year_too():
    found = seasonal_naive([1, 2, 3, 4, 11, 12, 13, 14], 4, 6)
    assert found.point == (11, 12, 13, 14, 11, 12)
    assert found.half_width[80][:4] == (10, 10, 10, 10)


def test_under_a_year_of_history_it_is_the_last_value():
    assert seasonal_naive([5, 6], 12, 2) == naive([5, 6], 2)


def test_with_many_misses_the_band_is_a_quantile_of_them():
    y = [0.0]
    for step in range(1, 20):  # misses of 1 to 19
        y.append(y[-1] + step)
    assert naive(y, 1).half_width[80] == (16,)
    assert naive(y, 1).half_width[95] == (19,)


def test_a_year_that_repeated_to_the_unit_still_has_a_band_with_width():
    found = seasonal_naive([10, 20, 30, 40] * 3, 4, 4)
    assert found.half_width[80] == (1, 2, 3, 4)
    assert found.half_width[95] == (1.5, 3, 4.5, 6)
