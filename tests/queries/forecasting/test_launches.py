"""New offerings in the whole: at what they bring by now, with as many to come, and only where they can be told."""

from datetime import date

import polars as pl
import pytest

from data.reference.periods import add_months
from queries.forecasting.issued.launches import launches

FIRST = date(2023, 1, 1)


def offered(**months: list[float]) -> pl.DataFrame:
    """Offerings by their months up to the newest one, of which there are two years at most."""
    rows = [
        (name, add_months(FIRST, 24 - len(values) + place), value)
        for name, values in months.items()
        for place, value in enumerate(values)
    ]
    return pl.DataFrame(rows, ["value", "period", "settled"], orient="row")


def test_a_new_offering_is_added_at_the_share_of_its_newest_months():
    # It began at 10 a month and brings 20 by now, a fifth of what the others do.
    found = launches(offered(old=[100.0] * 24, new=[10.0, 10.0, *[20.0] * 6]), 12)
    assert found.offerings == 1
    assert found.others == (100.0,) * 24
    to_come = 140 / 1200
    assert found.factors[0] == pytest.approx(1.2 + to_come / 6.5)
    assert sum(found.factors) == pytest.approx(12 * (1.2 + to_come))


def test_months_before_its_launch_do_not_lower_its_share():
    # Two months old: both bring a tenth of what the others do in the same months.
    assert launches(offered(old=[100.0] * 22 + [50.0] * 2, new=[5.0, 5.0]), 1).factors[0] >= 1.1


def test_without_a_new_offering_the_whole_is_forecast_as_it_is():
    assert launches(offered(old=[100.0] * 24, older=[30.0] * 13), 12) is None


def test_an_offering_as_old_as_short_data_is_not_new():
    assert launches(offered(old=[100.0] * 17, new=[5.0] * 3), 12) is None


def test_a_college_of_new_offerings_is_forecast_as_it_is():
    assert launches(offered(old=[10.0] * 24, new=[50.0] * 6), 12) is None


def test_the_note_says_how_many():
    assert "The 1 offering of the last 12 months" in launches(offered(old=[9.0] * 24, new=[1.0] * 6), 12).note
    two = launches(offered(old=[9.0] * 24, new=[1.0] * 6, other=[1.0] * 3), 12)
    assert "The 2 offerings of the last 12 months" in two.note
