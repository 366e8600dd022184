"""Scores, against a plain loop over the same calls."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.forecasting.scoreboard import extremes, scores, totals

amounts = st.floats(0, 1000).map(lambda x: round(x, 2))
calls_of = st.lists(st.tuples(st.integers(1, 3), amounts, amounts, amounts, amounts, amounts), min_size=1, max_size=30)


def framed(rows) -> pl.DataFrame:
    columns = ["lead", "point", "actual", "naive", "seasonal_naive", "half"]
    frame = pl.DataFrame(rows, schema=columns, orient="row", schema_overrides=dict.fromkeys(columns[1:], pl.Float64))
    bands = {f"{end}_{level}": pl.col("point") + sign * times * pl.col("half")
             for level, times in ((80, 1), (95, 2)) for end, sign in (("low", -1), ("high", 1))}  # fmt: skip
    return frame.with_columns(**bands)


@given(calls_of)
def test_scores_are_what_a_plain_loop_finds(rows):
    frame = framed(rows)
    for found in scores(frame, ("lead",)).to_dicts():
        size = missed = naive = year = bias = inside = wide = count = 0.0
        for call in frame.to_dicts():
            if call["lead"] != found["lead"]:
                continue
            count += 1
            size += call["actual"]
            missed += abs(call["point"] - call["actual"])
            naive += abs(call["naive"] - call["actual"])
            year += abs(call["seasonal_naive"] - call["actual"])
            bias += call["point"] - call["actual"]
            inside += call["low_80"] <= call["actual"] <= call["high_80"]
            wide += call["low_95"] <= call["actual"] <= call["high_95"]
        assert found["calls"] == count
        assert found["coverage_80"] == pytest.approx(inside / count)
        assert found["coverage_95"] == pytest.approx(wide / count)
        if size == 0:
            assert found["error_share"] is None
            continue
        assert found["error_share"] == pytest.approx(missed / size)
        assert found["naive_share"] == pytest.approx(naive / size)
        assert found["seasonal_naive_share"] == pytest.approx(year / size)
        assert found["bias_share"] == pytest.approx(bias / size)
        if bar := min(naive, year):
            assert found["value_added"] == pytest.approx(1 - missed / bar)
        else:
            assert found["value_added"] is None


def test_what_has_no_bands_and_no_baseline_is_scored_on_its_error_alone():
    (row,) = scores(pl.DataFrame({"point": [16056.0], "actual": [10333.0]})).to_dicts()
    assert row["error_share"] == pytest.approx(0.5539, abs=1e-4)
    assert row["coverage_80"] is None
    assert row["value_added"] is None


def test_no_calls_no_scores():
    assert scores(pl.DataFrame(), ("lead",)).is_empty()


def test_extremes_leave_out_periods_with_next_to_nothing():
    frame = pl.DataFrame(
        {
            "value": ["all"] * 4,
            "target": [1, 2, 3, 4],
            "lead": [1] * 4,
            # The third period is a summer with one seat: missed by 900%, which says nothing.
            "point": [100.0, 130.0, 10.0, 90.0],
            "actual": [100.0, 100.0, 1.0, 100.0],
        }
    )
    found = extremes(frame, 1)
    assert found.select("kind", "target").rows() == [("best", 1), ("worst", 2)]


def test_totals_only_where_every_period_has_come_due():
    frame = pl.DataFrame({"value": ["all"] * 3, "origin": [1, 1, 2], "lead": [1, 2, 1], "point": [1.0, 2.0, 9.0],
                          "actual": [2.0, 2.0, 9.0], "naive": [0.0] * 3, "seasonal_naive": [1.0] * 3})  # fmt: skip
    assert totals(frame, (1, 2)).select("origin", "point", "actual").rows() == [(1, 3.0, 4.0)]
