"""The probability of a goal is calibrated where the truth is known, and repeatable."""

import numpy as np
import pytest

from queries.engines.forecast.models import Forecast, forecast
from queries.engines.forecast.sums import CORRELATION, RARE_CORRELATION, goal_probability, totals


def normal_forecast(means, spread):
    """A forecast whose bands are those of independent normals with this mean and spread."""
    bands = {
        level: (tuple(m - z * spread for m in means), tuple(m + z * spread for m in means))
        for level, z in ((80, 1.28155), (95, 1.95996))
    }
    return Forecast(tuple(means), bands, ("normal",), {}, ())


@pytest.mark.parametrize("correlation", [0.0, CORRELATION, 0.8])
def test_the_total_has_the_spread_of_the_process(correlation):
    made = normal_forecast([1000.0] * 6, 10.0)
    outlook = goal_probability(made, 6000, correlation=correlation)
    sd = 10 * np.sqrt(6 + 30 * correlation)
    assert outlook.probability == pytest.approx(0.5, abs=0.02)
    assert (outlook.low, outlook.high) == pytest.approx((6000 - 1.28 * sd, 6000 + 1.28 * sd), abs=0.1 * sd)


def test_stated_probabilities_come_true_on_a_simulated_process():
    rng = np.random.default_rng(11)
    made = normal_forecast([100.0] * 4, 8.0)
    # 400 futures of the process that the forecast describes, each against a goal of its own.
    shared, own = rng.standard_normal((400, 1)), rng.standard_normal((400, 4))
    errors = np.sqrt(CORRELATION) * shared + np.sqrt(1 - CORRELATION) * own
    totals = (100 + 8 * errors).sum(axis=1)
    goals = rng.normal(400, 25, 400)
    stated = np.array([goal_probability(made, goal).probability for goal in goals])
    reached = totals >= goals
    for low, high in ((0, 0.3), (0.3, 0.7), (0.7, 1.01)):
        bin_ = (stated >= low) & (stated < high)
        assert reached[bin_].mean() == pytest.approx(stated[bin_].mean(), abs=0.1)


def test_seeded_and_monotone_in_the_goal():
    made = forecast([60.0, 40, 80, 50] * 6 + [70.0], 4, 4)
    first, again, other = (goal_probability(made, 240, seed=s) for s in (1, 1, 2))
    assert np.array_equal(first.draws, again.draws)
    assert not np.array_equal(first.draws, other.draws)
    ladder = [goal_probability(made, goal).probability for goal in (0, 200, 230, 260, 1e6)]
    assert ladder == sorted(ladder, reverse=True)
    assert (ladder[0], ladder[-1]) == (1, 0)


def rare_forecast(mean, high):
    return (mean,) * 12, {80: ((0.0,) * 12, (high,) * 12), 95: ((0.0,) * 12, (1.5 * high,) * 12)}


def test_sums_of_a_rare_count_are_on_average_what_is_expected_of_them():
    # With half a seat a month as the middle, and not as the average, a year would come to 7.1.
    assert totals(*rare_forecast(0.5, 1.0)).mean() == pytest.approx(6.0, rel=0.02)


def test_a_rare_count_may_well_bring_nothing_all_year():
    at_most_a_fifth = totals(*rare_forecast(0.3, 1.0))
    assert np.mean(at_most_a_fifth == 0) > 0.1
    assert np.array_equal(at_most_a_fifth, totals(*rare_forecast(0.3, 1.0), RARE_CORRELATION))


def test_what_is_already_there_counts_and_counts_are_never_negative():
    made = forecast([0.0, 3, 0, 1, 0, 0, 2, 0, 0, 1, 0, 0], 12, 3)
    assert goal_probability(made, 50, so_far=50).probability == 1
    assert goal_probability(made, 0, so_far=50).draws.min() >= 50


def test_an_impossible_question_gets_a_sentence():
    with pytest.raises(ValueError, match="between 0 and 1"):
        goal_probability(normal_forecast([1.0], 1), 3, correlation=1.0)
    with pytest.raises(ValueError, match="at least one band"):
        goal_probability(Forecast((1.0,), {}, (), {}, ()), 3)
