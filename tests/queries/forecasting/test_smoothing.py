"""The grid of smoothings agrees with statsmodels, setting for setting."""

import numpy as np
import pytest
from statsmodels.tsa.holtwinters import ExponentialSmoothing, SimpleExpSmoothing

from queries.engines.forecast.seasonal_smoothing import seasonal_smoothing
from queries.engines.forecast.seasonality import seasonal_factors
from queries.engines.forecast.smoothing import FAR, smooth

RNG = np.random.default_rng(7)
WANDERING = 100 + np.cumsum(RNG.normal(0.5, 2, 60)) + RNG.normal(0, 3, 60)


def test_simple_smoothing_is_as_good_as_an_optimizers():
    ours = smooth(WANDERING[:, None])[0]["simple"]
    theirs = SimpleExpSmoothing(WANDERING, initialization_method="estimated").fit()
    assert np.sum(ours.errors**2) <= theirs.sse * 1.01
    assert ours.ahead(1)[-1, 0] == pytest.approx(theirs.forecast(1)[0], rel=0.01)


@pytest.mark.parametrize(("family", "damped"), [("trend", False), ("damped", True)])
def test_trends_are_as_good_as_an_optimizers(family, damped):
    ours = smooth(WANDERING[:, None])[0][family]
    theirs = ExponentialSmoothing(WANDERING, trend="add", damped_trend=damped, initialization_method="estimated").fit()
    assert np.sum(ours.errors**2) <= theirs.sse * 1.02


def test_a_straight_line_goes_on():
    line = 3 + 2.0 * np.arange(20)
    assert smooth(line[:, None])[0]["trend"].ahead(4)[-1] == pytest.approx([43, 45, 47, 49])


def test_noise_has_no_season_and_a_strong_season_is_kept():
    noise = RNG.normal(0, 1, (200, 48))
    shrunk = np.mean([seasonal_factors(row, 12) ** 2 for row in noise])
    plain = np.mean([np.var(row.reshape(4, 12).mean(axis=0)) for row in noise])
    assert shrunk < plain / 2
    season = np.tile([5.0, -5, 3, -3], 12)
    assert seasonal_factors(season + 0.1 * noise[0], 4) == pytest.approx([5, -5, 3, -3], abs=0.2)


def test_factors_add_up_to_zero_and_need_more_than_a_year():
    assert seasonal_factors(WANDERING, 12).sum() == pytest.approx(0, abs=1e-9)
    assert not seasonal_factors(WANDERING[:13], 12).any()


def test_a_trend_chosen_by_misses_far_ahead_looks_through_swings_that_come_back():
    # Growth of one a period under a slow swing: one period ahead it pays to follow the swing, a year ahead it does not.
    time = np.arange(84)
    swinging = 100 + time + 12 * np.sin(2 * np.pi * time / 15)
    of_column = smooth(swinging[:, None])[0]
    lead = np.arange(84, 96)
    missed = {n: np.abs(of_column[n].ahead(12)[-1] - (100 + lead)).mean() for n in ("trend", FAR)}
    assert missed[FAR] < missed["trend"] / 2
    assert FAR not in smooth(swinging[:59, None])[0]


def test_seasonal_smoothing_is_about_as_good_as_an_optimizers():
    season = np.tile([5.0, -5, 3, -3, 8, -8, 1, -1, 4, -4, 2, -2], 5)
    series = WANDERING[:48] + season[:48]
    fitted = ExponentialSmoothing(series, trend="add", damped_trend=True, seasonal="add", seasonal_periods=12).fit()
    ours = seasonal_smoothing(series, seasonal_factors(series, 12), 12)
    assert ours == pytest.approx(fitted.forecast(12), abs=6)
    assert np.abs(ours - ours.mean() - (season[48:] - season[48:].mean())).mean() < 3


def test_seasonal_smoothing_follows_a_season_that_moves():
    old = np.array([10.0, -10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    series = 50 + np.r_[np.tile(old, 2), np.tile(np.roll(old, 4), 3)]
    ahead = seasonal_smoothing(series, seasonal_factors(series, 12), 12)
    assert ahead.argmax() == 4
    assert ahead.argmin() == 5
