"""Go or no-go: break-even by its formula, and changes that go the way they must."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.enrollment import draws, simulator
from queries.enrollment.draws import affordable, projection_draws
from tests.queries.pacing.conftest import OPENING, by_hand, published
from tests.queries.pacing.test_alignments import run


@pytest.fixture
def scope(home):
    drawn = {f"p{n:02}": run(50 * n, 50 * n + 40, 8 + n % 7) for n in range(20)}
    for name in ("one", "two"):
        drawn[name] = run(1000, 1040, 12)
        drawn[name]["takes"] = drawn[name]["takes"][:4]
    return published(home, by_hand(drawn), OPENING + timedelta(days=1016))


@given(st.integers(0, 10**7), st.integers(1, 10**6), st.integers(0, 10**6))
def test_break_even_is_the_least_number_of_seats_that_pays_the_direct_cost(direct, price, variable):
    seats = simulator.break_even(direct, price, variable)
    if price <= variable:
        assert seats is None
    else:
        assert seats * (price - variable) >= direct
        assert direct == 0 or (seats - 1) * (price - variable) < direct


def test_an_unknown_cost_has_no_break_even():
    assert simulator.break_even(None, 100, 0) is None
    assert simulator.break_even(100, None, 0) is None


def test_as_it_stands_it_agrees_with_the_board(scope):
    section = simulator.of_section(scope, "one")
    result = simulator.simulate(scope, "one", simulator.as_it_stands(section))
    assert result.chance_to_run == pytest.approx(section["chance_to_run"])
    assert result.expected == pytest.approx(section["projected"])  # and not the mean of the draws, which is near it
    assert result.break_even == 6  # 500 direct, 100 a seat, 10 variable: 5.6 seats
    assert result.contribution == pytest.approx(100 * (result.expected * 90 - 500), rel=0.01)


def test_changes_go_the_way_they_must(scope):
    stands = simulator.as_it_stands(simulator.of_section(scope, "one"))
    base = simulator.simulate(scope, "one", stands)
    dearer = simulator.simulate(scope, "one", replace(stands, price_cents=12_000))
    assert dearer.expected < base.expected
    assert dearer.break_even < base.break_even
    low, high = (simulator.simulate(scope, "one", replace(stands, minimum=m)).chance_to_run for m in (8, 9))
    assert high < low
    promoted = simulator.simulate(scope, "one", replace(stands, promotion_cents=200_000))
    assert promoted.expected == pytest.approx(base.expected + 1, abs=0.2)
    now = simulator.simulate(scope, "one", replace(stands, decision_days=24))
    assert base.waiting >= now.waiting >= 0


def test_two_thin_sections_earn_more_as_one(scope):
    merged = simulator.merge(scope, "one", "two", 1.0)
    assert merged.together > merged.apart
    assert merged.expected <= 100
    assert simulator.merge(scope, "one", "one") is None


def test_a_section_that_is_not_open_cannot_be_simulated(scope):
    assert simulator.of_section(scope, "p01") is None
    assert simulator.simulate(scope, "p01", simulator.Plan(100, 5, 7)) is None


def test_very_many_sections_have_fewer_draws_and_never_too_few(scope, monkeypatch):
    assert affordable(1_700, 4000) == 4000
    assert affordable(5_000, 4000) == affordable(5_000, 2000) == 2000  # both questions have the same draws
    assert affordable(10_000, 4000) == 1000
    assert affordable(20_000, 4000) == draws.FEWEST_DRAWS
    assert affordable(10**7, 4000) == draws.FEWEST_DRAWS
    assert affordable(10**7, 400) == 400
    _, every = projection_draws(scope, 4000)
    monkeypatch.setattr(draws, "MOST_CELLS", 1)
    ids, few = projection_draws(scope, 4000)
    assert few.shape == (len(ids), draws.FEWEST_DRAWS)
    assert few.mean(axis=1) == pytest.approx(every.mean(axis=1), rel=0.1)
