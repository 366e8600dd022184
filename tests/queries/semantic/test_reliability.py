"""Stated beside come true, by tenth of probability."""

import polars as pl
import pytest

from queries.semantic.reliability import by_tenth


def test_what_was_said_stands_beside_what_happened():
    said = pl.DataFrame(
        {
            # Two statements of the lowest tenth, and a certain one that belongs to the highest.
            "probability": [0.05, 0.09, 0.9, 1.0],
            "came_true": [False, True, True, True],
        }
    )
    low, high = by_tenth(said).to_dicts()
    assert low == {"tenth": 0, "statements": 2, "stated": pytest.approx(0.07), "came_true": 0.5}
    assert high == {"tenth": 9, "statements": 2, "stated": pytest.approx(0.95), "came_true": 1.0}


def test_nothing_said_is_no_row():
    assert by_tenth(pl.DataFrame(schema={"probability": pl.Float64, "came_true": pl.Boolean})).is_empty()
