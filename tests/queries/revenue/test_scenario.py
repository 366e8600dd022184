"""A scenario moves revenue, contribution and chances by the same draws, and says what it does not know."""

from dataclasses import asdict, replace
from datetime import date

import numpy as np
import pytest

from dashboard import cells
from dashboard.wording import scenario as scenario_words
from data.ingest.saved import SCENARIOS
from data.reference import periods
from data.store.store import Store
from queries.answer import measure
from queries.engines import lots
from queries.metrics.revenue import CONTRIBUTION
from queries.revenue import rest_contribution, scenario
from queries.revenue.rest_contribution import Costs, costs
from queries.revenue.rest_of_year import Rest, rest
from queries.revenue.stacked import Later, Moved, added_up
from queries.semantic.scope import Scope

NOTHING = scenario.Change()


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


def by_hand() -> tuple[Rest, Costs]:
    """Three open sections in two draws, each a case of its own, and one that is not open yet."""
    names = np.array(["runs", "cancelled", "uncosted"])
    is_cancelled = np.packbits(np.array([[False, False], [True, False], [False, False]]), axis=1)
    finals = np.array([[5, 6], [3, 1], [2, 2]], dtype=np.uint8)
    left = Rest(
        names,
        np.array(["a", "a", "a"]),
        names,
        names,
        cents_each=np.array([100, 50, 70]),
        moved=Moved(finals, np.array([4.0, 1.0, 1.0]), np.ones(3), is_cancelled),
        later=later(times=[1, 0]),
    )
    known = Costs(
        counts=np.array([True, True, True]),
        is_costed=np.array([True, True, False]),
        taken_seats=np.array([4, 1, 1]),
        taken_cents=np.array([400, 50, 60]),
        variable=np.array([10.0, 10.0, 10.0]),
        direct=np.array([150.0, 40.0, 0.0]),
        before=np.zeros(3),
        gross=np.array([4.0, 1.0, 1.0]),
    )
    return left, known


def later(times: list[int], by: float = 1.0) -> Later:
    """Two sections of offering b that bring 3 seats at $1, cost $0.20 a seat and $0.90 in all, as often in each draw as `times` says."""
    sums = tuple(np.array([times]) * 2 * each for each in (3, 300, 60, 90))
    name, true = np.array(["later"]), np.array([True])
    return Later(np.array(["b"]), name, name, true, true, np.array([2]), np.full(len(times), by), sums)


def of_each(left: Rest, known: Costs, further: bool = True) -> list[list[float]]:
    """The contribution of every open section, with the seats still to come or without."""
    every = left.rows(())
    seats = left.moved[every]
    more = seats if further else np.zeros_like(seats)
    cents = more * left.cents_each[:, None]
    return known.contribution(more, cents, seats, left.moved.is_cancelled(every)).tolist()


def test_contribution_is_of_what_runs_and_has_a_cost():
    found = of_each(*by_hand())
    assert found[0] == [400 + 100 - 10 * 5 - 150, 400 + 200 - 10 * 6 - 150]
    assert found[1] == [0, 50 - 10 - 40]  # canceled in the first draw: neither revenue nor cost
    assert found[2] == [0, 0]  # no cost stated: left out, not free


def test_a_section_that_is_not_open_brings_and_costs_as_often_as_it_comes():
    left, known = by_hand()
    assert known.sums(left, (("offering", "b"),)).tolist() == [[6, 0], [600, 0], [2 * (300 - 60 - 90), 0]]
    often = replace(left, later=later(times=[1, 2], by=0.5))
    assert known.sums(often, (("offering", "b"),))[2].tolist() == [150, 300]


def test_an_offering_that_is_not_opened_any_more_costs_nothing():
    left, known = by_hand()
    nothing = scenario.Change(retired="b")

    def further(seats: np.ndarray, price: np.ndarray, offering: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        runs = np.where(offering == nothing.retired, 0.0, 1.0)[:, None]
        return seats * runs, seats * runs * price

    assert known.sums(left, (("offering", "b"),), further, "b").tolist() == [[0, 0]] * 3
    assert of_each(left, known, further=False)[0] == [400 - 40 - 150] * 2  # an open one still runs


def test_direct_cost_is_divided_by_the_seats_of_the_period():
    left, known = by_hand()
    found = of_each(left, replace(known, before=np.array([5.0, 0.0, 0.0])))
    assert found[0] == pytest.approx([500 - 10 * 5 - 150 * 5 / 10, 600 - 10 * 6 - 150 * 6 / 11])


@pytest.mark.parametrize("most", [1, 6, 1_000_000])
def test_sums_are_those_of_the_kept_sections_however_many_are_added_at_a_time(monkeypatch, most):
    monkeypatch.setattr(lots, "MOST_AT_ONCE", most)
    (left, known), keep = by_hand(), (("offering", "a"),)
    seats, every = left.moved[left.rows(keep)], left.rows(())
    wanted = [seats.sum(axis=0), left.cents_each @ seats, np.sum(of_each(left, known), axis=0)]
    assert known.sums(left, keep).tolist() == np.array(wanted).tolist()
    assert left.total(keep).tolist() == np.array(wanted[:2]).tolist()
    both = known.sums(left, keep) + known.sums(left, (("offering", "b"),))
    assert known.sums(left, ()).tolist() == both.tolist()
    assert len(every) == len(left.rows(keep)) == 3


def test_those_that_will_count_are_counted_and_those_without_a_cost():
    left, known = by_hand()
    assert known.counted(left, ()) == (5, 1)
    assert known.counted(left, (("offering", "b"),)) == (2, 0)
    none = replace(known, counts=np.zeros(3, dtype=bool))
    assert none.counted(left, (("offering", "a"),)) == (0, 0)


def test_sums_by_offering_are_the_sums_of_a_filter(scope):
    left, known = rest(scope), costs(scope)
    for where in ((), (("field", "11"),), (("offering", left.offering[0]),), (("field", "no such field"),)):
        assert rest_contribution.sums(scope, where) == pytest.approx(known.sums(left, where))


def test_small_whole_numbers_are_kept(scope):
    left = rest(scope)
    assert left.moved.finals.dtype == np.uint8
    assert left.moved._cancelled.shape == (len(left.section), left.draws // 8)
    assert all(one.dtype.kind in "iu" for one in left.later.whole)
    assert len(left.later.offering) < left.later.sections.sum()


@pytest.mark.parametrize("most", [1, 12, 1_000_000])
def test_sections_that_come_again_are_added_up_over_those_alike(monkeypatch, most):
    monkeypatch.setattr(lots, "MOST_AT_ONCE", most)
    each, group = np.array([[3.0, 0.0, -2.0, 400.0], [1.0, 2.0, 3.0, 4.0]]), np.array([1, 0, 1, 0])
    times = np.random.default_rng(5).poisson(2, (4, 6))
    found = added_up(each, group, 2, np.random.default_rng(5), 2, 6)
    for sums, numbers in zip(found, each, strict=True):
        by_hand = [(numbers[group == one, None] * times[group == one]).sum(axis=0).tolist() for one in (0, 1)]
        assert sums.tolist() == by_hand


def test_what_open_sections_bring_is_worked_out_of_where_they_end():
    finals = np.array([[12, 3, 9], [20, 20, 5], [7, 8, 9]], dtype=np.uint8)
    is_cancelled = np.array([[False, True, False], [False, False, True], [False, False, False]])
    moved = Moved(finals, np.array([10.0, 4.0, 9.0]), np.array([1.0, 0.5, 1.0]), np.packbits(is_cancelled, axis=1))
    # The seats still to come or given back, half of them where half comes in the period; canceled, all are given back.
    by_hand = np.array([[2, -10, -1], [8, 8, -4], [-2, -1, 0]])
    assert moved[np.arange(3)].tolist() == by_hand.tolist()
    assert moved[np.array([2])].tolist() == by_hand[2:].tolist()
    assert (moved.is_cancelled(slice(0, 3)) == is_cancelled).all()


def test_the_end_of_a_period_is_what_the_margin_page_shows(scope):
    over = replace(scope, period=periods.STANDARD.parse("FY2025"))
    outcome = scenario.play(over, NOTHING)
    assert outcome.contribution_usd == pytest.approx(measure(CONTRIBUTION, scope=over).value(CONTRIBUTION))


@pytest.mark.parametrize("day", [date(2023, 9, 30), date(2024, 4, 30), date(2024, 9, 30), date(2025, 4, 30)])
def test_what_was_foreseen_holds_what_came(scope, day):
    year = periods.STANDARD.containing(day, "fiscal_year")
    then = replace(scope, period=year, as_of=day)
    low, high = np.quantile(scenario.play(then, NOTHING).contribution_usd, [0.01, 0.99])
    assert low <= measure(CONTRIBUTION, scope=replace(then, as_of=year.end)).value(CONTRIBUTION) <= high


def test_a_dearer_seat_goes_to_contribution_whole(scope):
    plain, dearer = scenario.play(scope, NOTHING), scenario.play(scope, scenario.Change(price=0.1))
    more = dearer.contribution_usd - plain.contribution_usd
    assert (more >= -0.01).all()
    # Seats of sections that start after the period bring revenue in it and no contribution yet.
    assert more.mean() < (dearer.revenue_usd - plain.revenue_usd).mean()


def test_a_launch_without_a_cost_is_in_revenue_only_and_says_so(scope):
    plain = scenario.play(scope, NOTHING)
    launch = scenario.Change(launched_seats=20, launched_price_usd=500.0)
    free, costed = (scenario.play(scope, replace(launch, launched_cost_usd=c)) for c in (None, 4000.0))
    assert free.contribution_usd == pytest.approx(plain.contribution_usd)
    assert costed.contribution_usd == pytest.approx(plain.contribution_usd + 6000)
    assert any("contribution does not" in s for s in scenario_words.gaps(free))
    assert scenario_words.gaps(costed) == []


def test_missing_costs_are_sentences_and_never_zeros(scope):
    outcome = scenario.play(scope, NOTHING)
    some = replace(outcome, sections=12, uncosted=3)
    assert scenario_words.gaps(some)[0].startswith(
        "3 of 12 sections that may still start in the period state no direct cost"
    )
    none = replace(outcome, contribution_usd=None)
    assert "contribution is not known" in scenario_words.sentence_of_scenario("", none, none, "FY2026")
    assert cells.in_words(scenario_words.sums(none, none, scope)).row(2) == (
        "Contribution",
        "No change",
        "–",
        "–",
        "–",
    )


def test_where_nothing_is_to_come_there_is_nothing_to_cost(scope, monkeypatch):
    """A college whose last section has started, and last year nothing opened after the same day."""
    names, numbers, empty = np.zeros(0), np.zeros((0, 2)), np.zeros(0, dtype=bool)
    again = Later(names, names, names, empty, empty, names, np.ones(2), (numbers,) * 4)
    moved = Moved(numbers, names, names, np.zeros((0, 1), dtype=np.uint8))
    nothing = Rest(names, names, names, names, names, moved, again)
    monkeypatch.setattr(rest_contribution, "rest", lambda *_: nothing)
    known = rest_contribution._costs.__wrapped__(scope.version, "demo", scope.period, scope.as_of, 2)
    assert known.sums(nothing, ()).tolist() == [[0, 0]] * 3


def test_costs_stand_in_the_order_of_the_draws(scope):
    left, known = rest(scope), costs(scope)
    assert known.direct.shape == left.section.shape


def test_a_saved_scenario_is_the_change_it_was(demo_home, scope):
    store, change = Store(demo_home), scenario.Change(0.05, retired="x", launched_cost_usd=4000.0)
    row = {"name": "One", "saved_on": date(2026, 4, 1), "period": "FY2026", "as_of": scope.as_of, "field": "11"}
    assert scenario.saved(scope.version, "demo").is_empty()
    try:
        version = SCENARIOS.save(store, "demo", row["name"], [row | asdict(change)])
        (again,) = scenario.saved(version.id, "demo").to_dicts()
        assert scenario.change_of(again) == change
        assert "list price +5%, no new registrations for x" in scenario_words.change(change, {})
    finally:
        store.rollback(scope.version)
