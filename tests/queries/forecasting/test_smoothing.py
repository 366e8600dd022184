"""The grid of smoothings agrees with statsmodels, setting for setting."""

import numpy as np
import pytest
from statsmodels.tsa.holtwinters import ExponentialSmoothing, SimpleExpSmoothing

from queries.engines.forecast.seasonality import seasonal_factors
from queries.engines.forecast.smoothing import smooth

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
