"""A backtest knows at every origin only what was known then, and says when the model earns nothing."""

import numpy as np
import polars as pl
import pytest

from queries.engines.forecast.backtest import backtest

RNG = np.random.default_rng(5)
YEAR = np.array([60, 55, 70, 65, 50, 40, 30, 90, 120, 80, 70, 45], dtype=float)
STEADY = np.tile(YEAR, 5) * (1 + 0.1 * np.arange(60) / 12) + RNG.normal(0, 3, 60)


def test_a_future_shock_leaves_no_trace_in_earlier_origins():
    shocked = STEADY.copy()
    shocked[54:] *= 7
    columns = ["forecast", "low", "high", "naive", "seasonal_naive"]
    before, after = (backtest(y.tolist(), 12, 6).rows.filter(pl.col("origin") <= 54) for y in (STEADY, shocked))
    assert before.height > 0
    assert before.select(columns).equals(after.select(columns))


def test_figures_are_those_of_a_plain_loop():
    tested = backtest(STEADY.tolist(), 12, 3, origins=6)
    rows = tested.rows.to_dicts()
    missed = [abs(r["forecast"] - r["actual"]) for r in rows]
    usual = [abs(STEADY[r["origin"] + r["lead"] - 13] - r["actual"]) for r in rows]
    yearly = [abs(STEADY[t] - STEADY[t - 12]) for t in range(12, 60)]
    assert len(rows) == 3 + 3 + 3 + 3 + 2 + 1
    assert tested.mase == pytest.approx(np.mean(missed) / np.mean(yearly))
    assert tested.wape_share == pytest.approx(sum(missed) / sum(r["actual"] for r in rows))
    assert tested.bias_share == pytest.approx(
        sum(r["forecast"] - r["actual"] for r in rows) / sum(r["actual"] for r in rows)
    )
    assert tested.skill_share == pytest.approx(1 - np.mean(missed) / np.mean(usual))
    assert tested.coverage_share == pytest.approx(np.mean([r["low"] <= r["actual"] <= r["high"] for r in rows]))


def test_a_growing_program_is_worth_a_model():
    tested = backtest(STEADY.tolist(), 12, 6)
    assert tested.shown == "model"
    assert tested.skill_share > 0
    assert tested.diebold_mariano_p is not None


def test_where_last_year_is_better_it_is_named_and_said():
    # Each year repeats the one before to the unit, so nothing can beat it.
    tested = backtest(np.tile(RNG.integers(0, 100, 12).astype(float), 4).tolist(), 12, 12)
    assert tested.shown == "seasonal_naive"
    assert "last year's values are shown" in tested.verdict


def test_the_record_says_the_figures():
    tested = backtest(STEADY.tolist(), 12, 6)
    assert f"was off by {tested.wape_share:.1%}, {tested.skill_share:.0%} less than last year's" in tested.record()
    assert f"{tested.coverage_share:.0%} of the actual values fell inside" in tested.record()
    assert f"(p = {tested.diebold_mariano_p:.2f})" in tested.record()


def test_under_eight_values_there_is_no_model():
    tested = backtest([4.0, 6, 5, 7, 6], 1, 3)
    assert tested.rows.is_empty()
    assert tested.shown == "naive"
    assert "no model" in tested.verdict
    assert tested.record() == ""


@pytest.mark.parametrize("y", [[0.0] * 20, [3.0] * 9, [0.0] * 19 + [4.0]])
def test_degenerate_histories_are_tested_without_error(y):
    tested = backtest(y, 4, 4)
    assert tested.verdict.endswith(".")
    assert np.isfinite(tested.rows.select("forecast", "low", "high").to_numpy()).all()
