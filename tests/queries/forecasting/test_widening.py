"""Bands that have been too narrow are widened, by what had come due only."""

from datetime import date

import polars as pl
import pytest

from data.periods import add_months, month_end
from queries.forecasting.series import Histories
from queries.forecasting.widening import with_widening

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


def test_bands_that_missed_are_stretched_once_enough_has_come_due():
    rows = made(half=10, missed=15)
    # After a year nine calls have settled, which is too few to judge by; after three years twenty-four have.
    assert [rows[o]["widened_by"] for o in ORIGINS] == [1.0, 1.0, pytest.approx(1.5)]
    last = rows[ORIGINS[-1]]
    assert (last["low_80"], last["high_80"]) == pytest.approx((85, 115))
    assert last["high_95"] >= last["high_80"]


def test_nothing_falls_below_zero_by_widening():
    assert made(half=60, missed=200)[ORIGINS[-1]]["low_80"] == 0
