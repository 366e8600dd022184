"""Bands that have been too narrow are widened, by what was known at each origin only, and little while little is known."""

from datetime import date
from statistics import NormalDist

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference.periods import add_months, month_end
from queries.forecasting.issued.histories import Histories
from queries.forecasting.issued.widening import BELIEF, WIDEST, factor, misses, with_widening

ORIGINS = [date(2021, 12, 1), date(2022, 12, 1), date(2024, 12, 1)]
LEADS = 12


def made(half: float, missed: float) -> dict[date, dict]:
    """First row by origin, of bands of `half` around points that all miss by `missed`."""
    rows = [
        {"metric": "m", "grain": "all", "value": "all", "known_on": month_end(origin), "target": add_months(origin, lead),
         "point": 100.0, "low_80": 100 - half, "high_80": 100 + half, "low_95": 100 - 2 * half, "high_95": 100 + 2 * half}
        for origin in ORIGINS for lead in range(1, LEADS + 1)
    ]  # fmt: skip
    months = [add_months(date(2021, 1, 1), place) for place in range(48)]
    past = pl.DataFrame({"value": "all", "period": months, "y": 100.0 + missed, "settled": 100.0 + missed})
    known = {
        ("m", month_end(o)): Histories("m", "all", "month", month_end(o), past.filter(pl.col("period") <= o))
        for o in ORIGINS
    }
    frame = with_widening(pl.DataFrame(rows), known)
    return {o: frame.filter(pl.col("known_on") == month_end(o)).row(0, named=True) for o in ORIGINS}


def test_bands_that_held_stay_as_they_are():
    assert {row["widened_by"] for row in made(half=10, missed=5).values()} == {1.0}


def test_bands_that_missed_are_stretched_by_what_had_come_due():
    rows = made(half=10, missed=15)
    # Nothing had come due at the first origin, and everything missed by one and a half half-widths since.
    assert [rows[o]["widened_by"] for o in ORIGINS] == [1.0, pytest.approx(1.5), pytest.approx(1.5)]
    last = rows[ORIGINS[-1]]
    assert (last["low_80"], last["high_80"]) == pytest.approx((85, 115))
    assert last["high_95"] >= last["high_80"]


def test_nothing_falls_below_zero_by_widening():
    assert made(half=60, missed=200)[ORIGINS[-1]]["low_80"] == 0


def test_one_miss_alone_moves_a_band_only_a_little():
    # One call and six believed ones: the believed ones then have to hold (0.8 × 7) of 6.
    held = 0.8 * (1 + BELIEF) / BELIEF
    expected = NormalDist().inv_cdf(0.5 + held / 2) / NormalDist().inv_cdf(0.9)
    assert factor(np.array([3.0]), 80) == pytest.approx(expected, abs=0.01)
    assert factor(np.array([]), 80) == 1


def test_many_calls_decide_alone():
    missed = np.linspace(0, 2, 2001)
    assert factor(missed, 80) == pytest.approx(1.6, abs=0.02)
    assert factor(missed / 10, 80) == 1
    assert factor(missed * 100, 80) == WIDEST


@given(st.lists(st.floats(0, 10), max_size=60), st.floats(0, 10))
def test_a_further_miss_never_narrows(missed, further):
    before = factor(np.array(missed), 80)
    after = factor(np.array([*missed, further]), 80)
    assert after >= before if further > before else after <= before


def test_a_miss_is_counted_in_half_widths_of_its_own_side():
    calls = pl.DataFrame(
        {
            "point": [10.0, 10.0, 10.0, 10.0],
            "low_80": [8.0, 8.0, 10.0, 10.0],
            "high_80": [14.0, 14.0, 10.0, 10.0],
            "actual": [16.0, 7.0, 10.0, 11.0],  # above, below, a point band that held, and one that did not
        }
    )
    assert misses(calls, 80).tolist() == [1.5, 1.5, 0.0, np.inf]
