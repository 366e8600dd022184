"""A forecast of any valid series is finite, nested, repeatable and never a negative count."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from queries.engines.forecast import band_coefficients
from queries.engines.forecast.bands import FEATURES
from queries.engines.forecast.history import checked
from queries.engines.forecast.models import combined, forecast

counts = st.lists(
    st.one_of(st.just(0.0), st.integers(0, 40).map(float), st.floats(0, 1e9, allow_subnormal=False)),
    min_size=1,
    max_size=50,
)
YEAR = [60, 55, 70, 65, 50, 40, 30, 90, 120, 80, 70, 45]


@settings(max_examples=60, deadline=None)
@given(counts, st.sampled_from([1, 3, 4, 12]), st.integers(1, 18))
@example([0.0] * 20 + [1.0], 12, 12)  # a single sale after nothing
@example([7.0] * 30, 12, 12)  # never changes
@example([1e-300, 1.0, 1e9] * 12, 12, 6)  # spans every size
@example([2.0**t for t in range(40)], 4, 12)  # grows without end
@example([0.0, 5.0], 12, 3)  # two values
def test_awkward_counts(y, season_length, horizon):
    made = forecast(y, season_length, horizon, levels=(50, 80, 95))
    assert made == forecast(y, season_length, horizon, levels=(50, 80, 95))
    low, high = (np.array([made.bands[level][side] for level in (95, 80, 50)]) for side in (0, 1))
    mean = np.array(made.mean)
    assert low.shape == high.shape == (3, horizon)
    assert np.isfinite([*low, mean, *high]).all()
    slack = 1e-9 * max(1.0, *y)
    assert (np.diff([*low, *high[::-1]], axis=0) >= -slack).all()
    # A narrow band of a rare count holds its middle, which lies below its average.
    assert (np.diff([low[1], mean, high[1]], axis=0) >= -slack).all()
    assert low.min() >= 0


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=5, max_size=40), st.sampled_from([1, 4, 12]))
def test_balances_may_be_negative(y, season_length):
    made = forecast(y, season_length, 6)
    assert np.isfinite([made.mean, *made.bands[80], *made.bands[95]]).all()


def test_bands_widen_with_the_lead_where_nothing_is_clipped():
    rng = np.random.default_rng(1)
    y = [v * 1000 + rng.normal(0, 2000) for v in YEAR * 5]
    low, high = np.array(forecast(y, 12, 12).bands[80])
    width = high - low
    assert width[-1] > width[0]


@pytest.mark.parametrize("with_zero", [False, True])
def test_a_band_is_as_wide_in_cents_as_in_dollars(with_zero):
    rng = np.random.default_rng(2)
    y = np.array([v + rng.normal(0, 9) for v in YEAR * 3])
    if with_zero:  # no logarithms then
        y[7] = 0
    dollars, cents = forecast(y.tolist(), 12, 12), forecast((y * 100).tolist(), 12, 12)
    for level in (80, 95):
        assert np.array(cents.bands[level]) == pytest.approx(100 * np.array(dollars.bands[level]))


def test_a_steady_year_is_found_again():
    made = forecast([v + 0.1 * t for t, v in enumerate(YEAR * 5)], 12, 12)
    assert np.abs(np.array(made.mean) - YEAR - 6.5).max() < 5


def test_growth_is_not_forecast_below_its_last_value():
    grown = [100 + 5 * t for t in range(48)]
    assert min(forecast(grown, 12, 12).mean) >= grown[-1]


@pytest.mark.parametrize("season_length", [1, 4, 12])
def test_a_straight_line_has_a_band_that_is_neither_nothing_nor_everything(season_length):
    made = forecast([1000.0 + 20 * t for t in range(40)], season_length, 6)
    for low, high in (made.bands[80], made.bands[95]):
        width = np.subtract(high, low)
        assert (width > 0).all()
        assert width.max() < 1000
    assert made.mean[5] == pytest.approx(1900, rel=0.03)


def test_members_with_a_share_of_their_own_move_the_middle_by_it():
    history = checked([10.0 + t % 12 for t in range(60)], 12)
    ordinary = {f"member {n}, level scale": np.full(3, 12.0) for n in range(4)}
    apart = {"far trend, level scale": np.full(3, 22.0), "far trend, log scale": np.full(3, 42.0)}
    plain, moved = (combined(history, paths, 3)[0] for paths in (ordinary, ordinary | apart))
    share = 1 - (0.1 + 5 / 200)  # the rest is last year's
    assert moved - plain == pytest.approx(np.full(3, share * 0.2 * (32 - 12)))
    diverged = {"far trend, level scale": np.full(3, 1e6)}
    assert combined(history, ordinary | diverged, 3)[0] == pytest.approx(plain)
    assert combined(history, apart, 3)[1][0] == "last value"


def test_which_members_a_history_of_months_has_follows_from_its_length():
    rng = np.random.default_rng(5)
    y = [v * (1 + t / 100) + rng.normal(0, 5) for t, v in enumerate(YEAR * 6)]
    with_share = {size: {m.split(",")[0] for m in forecast(y[:size], 12, 12).members} for size in (30, 48, 72)}
    assert not {"far trend", "seasonal smoothing"} & with_share[30]
    assert "seasonal smoothing" in with_share[48]
    assert "far trend" not in with_share[48]
    assert "far trend" in with_share[72]
    assert "seasonal smoothing" not in with_share[72]


def test_an_outlier_is_named_and_cleaning_can_be_switched_off():
    rng = np.random.default_rng(3)
    y = [v * (10 + t / 12) + rng.normal(0, 5) for t, v in enumerate(YEAR * 5)]
    y[33] *= 4  # one month in which a partner enrolled its whole staff
    cleaned = forecast(y, 12, 12)
    assert set(cleaned.cleaned) == {33}
    assert cleaned.cleaned[33] < y[33] / 2
    assert any("outlier" in note for note in cleaned.notes)
    assert forecast(y, 12, 12, clean=False).cleaned == {}


def test_the_newest_values_are_never_cleaned():
    y = [v * 10.0 for v in YEAR * 5]
    y[-1] *= 5
    assert 59 not in forecast(y, 12, 12).cleaned


@pytest.mark.parametrize(
    ("y", "words"),
    [
        ([3.0, 4.0], "only 2 values"),
        ([5.0] * 24, "never changed"),
    ],
)
def test_too_little_to_learn_from_says_so(y, words):
    made = forecast(y, 12, 4)
    assert made.mean == (y[-1],) * 4
    assert made.bands[80][1][0] > y[-1]
    assert words in made.notes[0]


@pytest.mark.parametrize(
    ("y", "season_length", "horizon", "levels"),
    [
        ([], 12, 3, (80,)),
        ([1.0, float("nan"), 2.0], 12, 3, (80,)),
        ([1.0, float("inf")], 12, 3, (80,)),
        ([[1.0], [2.0]], 12, 3, (80,)),
        ([1.0, 2.0], 0, 3, (80,)),
        ([1.0, 2.0], 12, 0, (80,)),
        ([1.0, 2.0], 12, 3, (100,)),
        ([1.0, 2.0], 12, 3, ()),
    ],
)
def test_an_impossible_question_gets_a_sentence(y, season_length, horizon, levels):
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$"):
        forecast(y, season_length, horizon, levels)


def test_the_table_of_coefficients_fits_the_features_and_says_where_it_is_from():
    assert band_coefficients.FEATURES == FEATURES
    assert "queries.engines.forecast.calibrate" in band_coefficients.COMMAND
    assert all(
        len(row) == len(FEATURES)
        for r in band_coefficients.COEFFICIENTS.values()
        for s in r.values()
        for row in s.values()
    )


def test_forecasting_needs_neither_pandas_nor_statsmodels():
    script = (
        "import sys; from queries.engines.forecast.models import forecast; forecast([1., 2., 4., 3.] * 9, 4, 4);"
        "assert not {'pandas', 'statsmodels', 'scipy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
