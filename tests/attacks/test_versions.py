"""The difference of two versions, which stay readable side by side, gives nobody away."""

from datetime import date
from functools import cache

import numpy as np
import polars as pl
import pytest

from data.cubes import placement
from data.protect import Published
from data.publish import people
from tests.attacks.attacker import Attacker
from tests.attacks.college import ATTRIBUTES, COHORTS, College, draw

MINIMUM = 10


def seen(college: College, published) -> dict:
    attacker = Attacker()
    attacker.read(published.frames["completion"].to_dicts(), ("kind", "value"))
    attacker.read(published.frames["groups"].to_dicts(), ("kind", "value"), ("attribute", "group"))
    return attacker.seen


def corrected(college: College, few: int, added: int) -> College:
    """The same college with `few` outcomes turned and `added` registrations more."""
    chance = np.random.default_rng(1)
    people = list(college.people)
    for i in chance.choice(len(people), few, replace=False):
        people[i] = (*people[i][:4], not people[i][4])
    for _ in range(added):
        groups = tuple((a, values[chance.integers(len(values))]) for a, values in ATTRIBUTES.items())
        people.append(
            (f"o{chance.integers(len(college.offerings))}", COHORTS[0], groups, 0, bool(chance.random() < 0.7))
        )
    return College(college.offerings, people)


@cache
def published(seed: int, learners: int) -> tuple[College, Published]:
    """A college and its first version, which no test changes."""
    college = draw(seed, 2, 6, learners)
    return college, college.published()


@pytest.mark.parametrize("seed", range(3))
def test_a_few_corrections_change_nothing_that_was_published(seed):
    college, first = published(seed, 500)
    second = corrected(college, few=3, added=2).published(first.past)
    assert seen(college, second) == seen(college, first)


@pytest.mark.parametrize("seed", range(3))
def test_where_much_is_brought_later_no_cell_shows_a_small_difference(seed):
    college, first = published(seed, 500)
    second = corrected(college, few=0, added=400).published(first.past)
    before, after = seen(college, first), seen(college, second)
    compared = [key for key in after if key in before and before[key] != after[key]]
    assert compared
    for key in compared:
        assert abs(after[key] - before[key]) >= MINIMUM


@pytest.mark.parametrize("seed", range(3))
def test_what_was_hidden_and_has_not_changed_stays_hidden(seed):
    college, first = published(seed, 500)
    later = corrected(college, few=0, added=400)
    before, after, truth = seen(college, first), seen(college, later.published(first.past)), college.truth()
    for cell, count in set(after) - set(before):
        assert later.truth()[cell] != truth[cell], (cell, count)


def moved(college: College, offering: str) -> College:
    """The same people, with one offering in the other field: a corrected CIP code."""
    (kind, field), *others = college.offerings[offering]
    return College(college.offerings | {offering: ((kind, {"f0": "f1", "f1": "f0"}[field]), *others)}, college.people)


def by_size(college: College) -> list[str]:
    return sorted(college.offerings, key=lambda name: sum(person[0] == name for person in college.people))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("place", [0, 3])  # few people, whose move changes hardly any count, and many
def test_after_an_offering_has_moved_nothing_is_shown_of_a_past_day_that_was_not(seed, place):
    college, first = published(seed, 300)
    second = moved(college, by_size(college)[place]).published(first.past)
    before, after = seen(college, first), seen(college, second)
    assert after
    assert {key for key in after if before.get(key) != after[key]} == set()


@pytest.mark.parametrize("seed", range(3))
def test_a_field_under_another_name_shows_what_it_showed(seed):
    college, first = published(seed, 300)
    named = {
        name: tuple((kind, {"f0": "new"}.get(value, value)) for kind, value in groups)
        for name, groups in college.offerings.items()
    }
    second = College(named, college.people).published(first.past)
    before, after = seen(college, first), seen(college, second)
    assert {key: n for key, n in before.items() if ("field", "f0") in key[0]}
    assert sorted(after.values()) == sorted(before.values())


def test_both_versions_of_an_offering_that_has_moved_tell_nothing_together():
    """The offering counts once in each field, so a sum without it and one with it could give others away."""
    college, first = published(1, 300)
    versions = [college, moved(college, by_size(college)[3])]
    attacker, above = Attacker(), {}
    for version, (one, shown) in enumerate(zip(versions, (first, versions[1].published(first.past)), strict=True)):
        for name, group in (("completion", None), ("groups", ("attribute", "group"))):
            rows = [row | {"kind": of(row["kind"], version)} for row in shown.frames[name].to_dicts()]
            attacker.read(rows, ("kind", "value"), group)
        for below, parents in one.parents().items():
            above.setdefault((of(below[0], version), below[1]), set()).update((of(k, version), v) for k, v in parents)
    attacker.connect(above)
    everything = attacker.solve()
    hidden = [c for c in attacker.cells if c[1][0] == "offering" and (c, "started") not in attacker.seen]
    assert hidden
    for cell in hidden:
        low, high = everything.ends({(cell, "started"): 1})
        assert high - low >= 3


def of(kind: str, version: int) -> str:
    """A field of one version has other parts than in another; everything else is the same in both."""
    return f"field {version}" if kind == "field" else kind


def test_a_median_stays_as_long_as_its_count():
    """One corrected learner moves a median; the difference of two versions would tell which pay is theirs."""
    day = date(2025, 6, 30)
    of = {"grain": "field", "value": "11", "cohort": date(2024, 7, 1)}
    placed = pl.DataFrame(
        [
            {**of, "known_on": day, "measure": placement.PAY, "known": 40, "placed": 40},
            {**of, "value": "52", "known_on": day, "measure": placement.PAY, "known": 55, "placed": 55},
        ]
    )
    first = people.with_pay(placed, medians(of, day, 41_000.0, 38_000.0))
    assert first["median_pay_usd"].to_list() == [41_000.0, 38_000.0]
    # of field 11 one pay was corrected, of field 52 five learners more are known
    again = placed.with_columns(known=pl.Series([40, 60]))
    moved = people.with_pay(again, medians(of, day, 41_300.0, 39_000.0), first.lazy())
    assert moved["median_pay_usd"].to_list() == [41_000.0, 39_000.0]


def test_a_median_time_stays_as_long_as_its_count_and_is_hidden_with_it():
    """One corrected registration moves it; the difference of two versions would tell when that learner went on."""
    way = {"kind": "stacked", "from_offering": "a", "known_on": date(2025, 6, 30)}
    went = pl.DataFrame([{**way, "to": "b", "went_on": 40}, {**way, "to": "c", "went_on": 55}, {**way, "to": "d", "went_on": None}])  # fmt: skip
    times = [{**way, "to": to, "median_months": months} for to, months in (("b", 4), ("c", 6), ("d", 2))]
    first = people.with_median(went, pl.DataFrame(times))
    assert first["median_months"].to_list() == [4, 6, None]
    # toward b one day was corrected, toward c five more went on
    again = went.with_columns(went_on=pl.Series([40, 60, None]))
    later = pl.DataFrame(times).with_columns(median_months=pl.Series([5, 7, 2]))
    assert people.with_median(again, later, first.lazy())["median_months"].to_list() == [4, 7, None]


def medians(of: dict, day: date, *values: float) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {**of, "value": field, "known_on": day, "median_pay_usd": v}
            for field, v in zip(("11", "52"), values, strict=True)
        ]
    )
