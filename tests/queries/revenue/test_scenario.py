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
from queries.revenue import rest_contribution, rest_of_year, scenario
from queries.revenue.rest_contribution import Costs, costs
from queries.revenue.rest_of_year import Rest, rest
from queries.revenue.stacked import Moved, Stacked
from queries.semantic.scope import Scope

NOTHING = scenario.Change()


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


def by_hand() -> tuple[Rest, Costs]:
    """Four sections in two draws, each a case of its own."""
    names = np.array(["runs", "cancelled", "uncosted", "later"])
    left = Rest(
        names,
        np.array(["a", "a", "a", "b"]),
        names,
        names,
        is_open=np.array([True, True, True, False]),
        seats_each=np.array([1, 1, 1, 3]),
        cents_each=np.array([100, 50, 70, 300]),
        moved=np.array([[1.0, 2.0], [-1.0, 0.0], [1.0, 1.0], [1.0, 0.0]]),
        is_cancelled=np.array([[False, False], [True, False], [False, False], [False, False]]),
    )
    known = Costs(
        counts=np.array([True, True, True, True]),
        is_costed=np.array([True, True, False, True]),
        taken_seats=np.array([4, 1, 1, 0]),
        taken_cents=np.array([400, 50, 60, 0]),
        variable=np.array([10.0, 10.0, 10.0, 20.0]),
        direct=np.array([150.0, 40.0, 0.0, 90.0]),
        before=np.zeros(4),
        gross=np.array([4.0, 1.0, 1.0, 0.0]),
    )
    return left, known


def test_contribution_is_of_what_runs_and_has_a_cost():
    left, known = by_hand()
    found = known.contribution(left, left.seats, left.cents, None)
    assert found[0].tolist() == [400 + 100 - 10 * 5 - 150, 400 + 200 - 10 * 6 - 150]
    assert found[1].tolist() == [0, 50 - 10 - 40]  # canceled in the first draw: neither revenue nor cost
    assert found[2].tolist() == [0, 0]  # no cost stated: left out, not free
    assert found[3].tolist() == [300 - 20 * 3 - 90, 0]


def test_an_offering_that_is_not_opened_any_more_costs_nothing():
    left, known = by_hand()
    nothing = np.zeros_like(left.seats)
    assert known.contribution(left, nothing, nothing, "b")[3].tolist() == [0, 0]
    assert known.contribution(left, nothing, nothing, "a")[0].tolist() == [400 - 40 - 150] * 2  # it still runs


def test_direct_cost_is_divided_by_the_seats_of_the_period():
    left, known = by_hand()
    known = replace(known, before=np.array([5.0, 0.0, 0.0, 0.0]))
    found = known.contribution(left, left.seats, left.cents, None)
    assert found[0].tolist() == pytest.approx([500 - 10 * 5 - 150 * 5 / 10, 600 - 10 * 6 - 150 * 6 / 11])


def test_a_section_that_comes_twice_brings_and_costs_twice():
    left, known = by_hand()
    twice = replace(left, moved=left.moved * [[1], [1], [1], [2]])
    once, found = (known.contribution(rest, rest.seats, rest.cents, None)[3] for rest in (left, twice))
    assert found.tolist() == (2 * once).tolist()


@pytest.mark.parametrize("lot", [1, 3, 400])
def test_sums_are_those_of_the_kept_sections_however_many_are_added_at_a_time(monkeypatch, lot):
    monkeypatch.setattr(rest_of_year, "LOT", lot)
    (left, known), keep = by_hand(), np.array([True, False, True, True])
    matrices = (left.seats, left.cents, known.contribution(left, left.seats, left.cents, None))
    found = known.sums(left, keep)
    assert found.tolist() == [matrix[keep].sum(axis=0).tolist() for matrix in matrices]
    assert left.total(left.seats_each, keep).tolist() == found[0].tolist()
    assert left.total(left.cents_each, keep).tolist() == found[1].tolist()


def test_one_number_is_kept_of_a_section_and_a_draw(scope):
    left = rest(scope)
    # Of an open section where it ends, of one not open yet how often it comes, and nothing on whether that is canceled.
    kept = [left.moved.held.finals, left.moved.times, left.is_cancelled.held, left.is_cancelled.times]
    assert [a.dtype for a in kept] == [np.uint8, np.uint8, np.bool_, np.bool_]
    assert kept[3].strides == (0, 0)


@pytest.mark.parametrize("most", [1, 12, 1_000_000])
def test_what_open_sections_bring_is_the_same_however_many_are_worked_out_at_a_time(monkeypatch, most):
    monkeypatch.setattr(lots, "MOST_AT_ONCE", most)
    finals = np.array([[12, 3, 9], [20, 20, 5], [7, 8, 9]], dtype=np.uint8)
    is_cancelled = np.array([[False, True, False], [False, False, True], [False, False, False]])
    moved = Moved(finals, np.array([10.0, 4.0, 9.0]), np.array([1.0, 0.5, 1.0]), is_cancelled)
    # The seats still to come or given back, half of them where half comes in the period; canceled, all are given back.
    by_hand = np.array([[2, -10, -1], [8, 8, -4], [-2, -1, 0]])
    assert moved[np.arange(3)].tolist() == by_hand.tolist()
    assert moved[np.array([2])].tolist() == by_hand[2:].tolist()
    assert (np.array([100, 10, 1]) @ moved).tolist() == (np.array([100, 10, 1]) @ by_hand).tolist()


def test_an_array_that_is_worked_out_is_read_like_one_that_is_held():
    rng = np.random.default_rng(1)
    held, times, by = rng.random((3, 5)), rng.poisson(2, (900, 5)).astype(np.uint8), rng.random(5)
    stacked, whole = Stacked(held, times, by), np.vstack([held, times * by])
    each, places = rng.random(903), np.array([0, 2, 3, 700])
    assert (np.asarray(stacked) == whole).all()
    assert (stacked[places] == whole[places]).all()
    assert (each @ stacked) == pytest.approx(each @ whole)


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
    nothing = Rest(names, names, names, names, empty, names, names, numbers, np.zeros((0, 2), dtype=bool))
    monkeypatch.setattr(rest_contribution, "rest", lambda *_: nothing)
    known = rest_contribution._costs.__wrapped__(scope.version, "demo", scope.period, scope.as_of, 2)
    assert known.sums(nothing, empty).tolist() == [[0, 0]] * 3


def test_costs_stand_in_the_order_of_the_draws(scope):
    left, known = rest(scope), costs(scope)
    assert known.direct.shape == left.section.shape
    assert known.taken_cents[~left.is_open].sum() == 0


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
