"""Go or no-go: break-even by its formula, and changes that go the way they must."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.engines import lots
from queries.enrollment import draws, plans, simulator
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


def facts(direct: float, variable: float) -> plans.Facts:
    """One section with these costs, cents; NaN where not known."""
    one = {name: np.array([0.0]) for name in plans.Facts.__dataclass_fields__}
    return plans.Facts(**one | {"direct": np.array([direct]), "variable": np.array([variable])})


@given(st.integers(0, 10**7), st.integers(1, 10**6), st.integers(0, 10**6))
def test_break_even_is_the_least_number_of_seats_that_pays_the_direct_cost(direct, price, variable):
    (seats,) = plans.break_even(facts(direct, variable), np.array([float(price)]))
    if price <= variable:
        assert np.isnan(seats)
    else:
        assert seats * (price - variable) >= direct
        assert direct == 0 or (seats - 1) * (price - variable) < direct


def test_an_unknown_cost_has_no_break_even():
    assert np.isnan(plans.break_even(facts(np.nan, 0), np.array([100.0]))).all()
    assert np.isnan(plans.break_even(facts(100, 0), np.array([np.nan]))).all()


@pytest.mark.parametrize("most", [1, 7000])
def test_many_plans_come_to_the_same_however_many_are_worked_out_at_a_time(scope, monkeypatch, most):
    sections = simulator.of_sections(scope, ["two", "one"])
    stand = [simulator.as_it_stands(row) for row in sections.to_dicts()]
    pairs = np.array([0, 1]), np.array([1, 0])
    wanted = simulator.played_out(scope, sections, stand), simulator.merged(scope, sections, *pairs, 0.5)
    monkeypatch.setattr(lots, "MOST_AT_ONCE", most)
    found = simulator.played_out(scope, sections, stand), simulator.merged(scope, sections, *pairs, 0.5)
    assert sections["section_id"].to_list() == ["one", "two"]
    for one, other in zip(wanted, found, strict=True):
        assert all((getattr(one, name) == getattr(other, name)).all() for name in one.__dataclass_fields__)
    alone = [simulator.simulate(scope, code, plan) for code, plan in zip(("one", "two"), stand, strict=True)]
    assert [one.contribution for one in alone] == found[0].contribution.tolist()
    assert simulator.merge(scope, "two", "one", 0.5).together == found[1].together[1]


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
