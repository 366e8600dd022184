"""The difference of two versions, which stay readable side by side, gives nobody away."""

import numpy as np
import pytest

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


@pytest.mark.parametrize("seed", range(3))
def test_a_few_corrections_change_nothing_that_was_published(seed):
    college = draw(seed, 2, 6, 500)
    first = college.published()
    second = corrected(college, few=3, added=2).published(first.past)
    assert seen(college, second) == seen(college, first)


@pytest.mark.parametrize("seed", range(3))
def test_where_much_is_brought_later_no_cell_shows_a_small_difference(seed):
    college = draw(seed, 2, 6, 500)
    first = college.published()
    second = corrected(college, few=0, added=400).published(first.past)
    before, after = seen(college, first), seen(college, second)
    compared = [key for key in after if key in before and before[key] != after[key]]
    assert compared
    for key in compared:
        assert abs(after[key] - before[key]) >= MINIMUM


@pytest.mark.parametrize("seed", range(3))
def test_what_was_hidden_and_has_not_changed_stays_hidden(seed):
    college = draw(seed, 2, 6, 500)
    first = college.published()
    later = corrected(college, few=0, added=400)
    before, after, truth = seen(college, first), seen(college, later.published(first.past)), college.truth()
    for cell, count in set(after) - set(before):
        assert later.truth()[cell] != truth[cell], (cell, count)


@pytest.mark.parametrize("seed", range(3))
def test_an_offering_that_moved_to_another_field_is_published_in_its_new_one_and_small_differences_stay_hidden(seed):
    """A corrected CIP code changes hardly any count, and what was published no longer adds up by field."""
    college = draw(seed, 2, 6, 500)
    size = {name: sum(person[0] == name for person in college.people) for name in college.offerings}
    smallest = min((name for name in size if size[name]), key=lambda name: size[name])
    (kind, field), *others = college.offerings[smallest]
    other = {"f0": "f1", "f1": "f0"}[field]
    moved = College(college.offerings | {smallest: ((kind, other), *others)}, college.people)
    first = college.published()
    before, after = seen(college, first), seen(moved, moved.published(first.past))
    compared = [key for key in after if key in before and before[key] != after[key]]
    assert all(abs(after[key] - before[key]) >= MINIMUM for key in compared)
    assert [key for key in after if key not in before and college.truth().get(key[0]) == moved.truth()[key[0]]] == []
