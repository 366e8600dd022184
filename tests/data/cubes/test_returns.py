"""The life tables of coming back: exact against an independent Kaplan–Meier, and never about few people."""

from collections import defaultdict

import polars as pl
import pytest

from data import demo
from data.cubes import returns
from queries.lifecycle import _curve


@pytest.fixture(scope="module")
def facts():
    return {name: frame.lazy() for name, frame in demo.generate(8_000, 3).items()}


@pytest.fixture(scope="module")
def bands(facts) -> pl.DataFrame:
    return returns.build(facts["registrations"], facts["sections"], facts["offerings"])


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


@pytest.mark.parametrize("months", [6, 9, 12])
def test_the_curve_agrees_with_a_day_by_day_kaplan_meier(facts, bands, months):
    registrations = facts["registrations"].collect()
    as_of = max(registrations[c].drop_nulls().max() for c in ("registered_on", "completed_on", "dropped_on"))
    visits = defaultdict(list)
    for learner, day, dropped in registrations.select("learner_id", "registered_on", "dropped_on").rows():
        if dropped is None:
            visits[learner].append(day)
    people = []
    for days in visits.values():
        days.sort()
        people.append(((days[1] - days[0]).days, True) if len(days) > 1 else ((as_of - days[0]).days, False))
    curve = _curve(bands.filter(stratum="all").sort("month_from")).filter(pl.col("months") <= months)
    exact = product_limit(people, curve["months"][-1] * returns.MONTH_DAYS)
    assert curve["share"][-1] == pytest.approx(exact, abs=0.004)


def test_no_band_is_about_fewer_than_ten_people(bands):
    assert bands["returned"].min() >= returns.FEWEST
    assert bands.filter((pl.col("out_of_sight") > 0) & (pl.col("out_of_sight") < returns.FEWEST)).is_empty()


def test_bands_follow_each_other_and_lose_nobody(bands):
    for _, rows in bands.sort("month_from").group_by("stratum", "value"):
        left = rows["at_risk"] - rows["returned"] - rows["out_of_sight"]
        assert rows["at_risk"].to_list()[1:] == left.to_list()[:-1]
        assert rows["month_from"].to_list()[1:] == [m + 1 for m in rows["month_to"]][:-1]
    everybody = bands.filter(month_from=0).group_by("stratum").agg(pl.col("at_risk").sum())
    whole = dict(everybody.rows())
    assert whole["stacks"] == whole["all"]


def test_no_registrations_give_no_bands(facts):
    empty = returns.build(facts["registrations"].head(0), facts["sections"], facts["offerings"])
    assert empty.is_empty()
