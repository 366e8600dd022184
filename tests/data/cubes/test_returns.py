"""The life tables of coming back: exact against an independent Kaplan–Meier, and never about few people."""

from collections import defaultdict
from datetime import date

import polars as pl
import pytest

from data import demo
from data.cubes import returns
from data.publish import counting
from queries.outcomes.lifecycle import _curve

ENDS = [date(2024, 12, 31), date(2025, 6, 30), date(2025, 12, 31)]


@pytest.fixture(scope="module")
def facts():
    return counting.whole({name: frame.lazy() for name, frame in demo.generate(8_000, 3).items()}).facts


@pytest.fixture(scope="module")
def bands(facts) -> pl.DataFrame:
    return returns.build(returns.count(facts), ENDS)


def product_limit(people: list[tuple[int, bool]], day: float) -> float:
    """Share back by that day, day by day: an independent loop over (days followed, came back)."""
    events = defaultdict(lambda: [0, 0])
    for days, is_back in people:
        events[days][0 if is_back else 1] += 1
    still, at_risk = 1.0, len(people)
    for when in sorted(events):
        if when >= day:
            break
        still *= 1 - events[when][0] / at_risk
        at_risk -= sum(events[when])
    return 1 - still


def followed(facts, as_of: date) -> list[tuple[int, bool]]:
    """(days until back or until the as-of date, whether back) of every learner."""
    visits = defaultdict(list)
    for learner, day, dropped in (
        facts["registrations"].collect().select("learner_id", "registered_on", "dropped_on").rows()
    ):
        if dropped is None and day <= as_of:
            visits[learner].append(day)
    people = []
    for days in visits.values():
        days.sort()
        people.append(((days[1] - days[0]).days, True) if len(days) > 1 else ((as_of - days[0]).days, False))
    return people


@pytest.mark.parametrize("months", [6, 9, 12])
@pytest.mark.parametrize("as_of", ENDS[1:])
def test_the_curve_agrees_with_a_day_by_day_kaplan_meier_at_every_point_in_time(facts, bands, months, as_of):
    curve = _curve(bands.filter(pl.col("as_of") == as_of, stratum="all").sort("month_from"))
    exact = product_limit(followed(facts, as_of), months * returns.MONTH_DAYS)
    assert curve.filter(months=months)["share"][0] == pytest.approx(exact, abs=0.012)


def test_where_learners_of_a_section_come_back_alike_ranges_are_wider_and_shares_the_same(bands):
    mine = bands.filter(pl.col("as_of") == ENDS[-1], stratum="all").sort("month_from")
    alone, alike = (_curve(mine, effect).filter(months=12).row(0, named=True) for effect in (1.0, 4.0))
    assert alone["share"] == alike["share"]
    assert alike["high"] - alike["low"] == pytest.approx(2 * (alone["high"] - alone["low"]), rel=0.02)


def test_a_band_counts_those_who_are_followed_to_its_end(facts, bands):
    as_of, (start, end) = ENDS[-1], (3 * returns.MONTH_DAYS, 6 * returns.MONTH_DAYS)
    registrations = followed(facts, as_of)
    row = bands.filter(pl.col("as_of") == as_of, stratum="all", month_from=3).row(0, named=True)
    assert row["returned"] <= sum(is_back and start <= days < end for days, is_back in registrations)
    # nobody who is not back can be in it without having been followed for six months
    assert row["followed"] - row["returned"] >= sum(not is_back and days >= end for days, is_back in registrations)


def test_neither_count_ever_falls(bands):
    for _, rows in bands.sort("as_of").group_by("stratum", "value", "month_from"):
        for count in returns.COUNTS:
            assert rows[count].is_sorted()
        assert (rows["followed"] - rows["returned"]).is_sorted()


def test_strata_lose_nobody(bands):
    for _, rows in bands.group_by("as_of", "month_from"):
        whole = dict(rows.group_by("stratum").agg(pl.col("followed").sum()).rows())
        assert whole["stacks"] == whole["all"] == whole["field"]


def test_no_registrations_give_no_bands(facts):
    assert returns.build(returns.count(facts | {"seats": facts["seats"].head(0)}), ENDS).is_empty()
