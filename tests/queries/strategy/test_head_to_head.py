"""One program beside its nearest on the other side."""

from dataclasses import replace

import pytest

from queries.strategy import head_to_head


@pytest.fixture
def scope(home_with):
    return home_with("programs")


@pytest.fixture
def chosen(scope):
    """Web Certificate: 11.0801, 480 hours, $3,000."""
    found = head_to_head.program(scope, "2")
    assert found is not None
    return found


def test_the_same_group_comes_first_then_the_field_then_the_hours(scope, chosen):
    found = [(program.title, near) for program, near in head_to_head.nearest(scope, chosen, "alternative")]
    assert found == [
        ("Immersive Coding", "Same program group, same hours"),
        ("Evening Coding", "Same program group, 88% fewer hours"),
        ("Free or Silent", "Same field, 83% fewer hours"),  # 11.09; the nurse aides are of another field
    ]


def test_rivals_are_offered_nearest_first_and_stand_beside_it_as_chosen(scope, chosen):
    offered = head_to_head.rivals(scope, chosen, "alternative")
    assert [label.split(" · ")[0] for label in offered.values()] == [
        "Immersive Coding",
        "Evening Coding",
        "Free or Silent",
    ]
    first, _, last = offered
    picked = head_to_head.beside(scope, chosen, "alternative", (last, first))
    assert [program.title for program, _ in picked] == ["Immersive Coding", "Free or Silent"]
    assert head_to_head.rivals(scope, replace(chosen, field=None), "alternative") == {}


def test_more_than_twice_the_hours_is_said_as_times(scope):
    evening = head_to_head.program(scope, "5")
    assert evening is not None
    words = {p.title: near for p, near in head_to_head.nearest(scope, evening, "institution")}
    assert words["Web Certificate"] == "Same program group, 8.0 times the hours"


def test_hours_that_are_not_stated_come_last_and_are_said(scope, chosen):
    found = head_to_head.nearest(scope, replace(chosen, contact_hours=None), "alternative")
    assert {near for _, near in found} == {"Same program group, hours not stated", "Same field, hours not stated"}


def test_a_program_is_never_its_own_neighbor(scope, chosen):
    titles = [program.title for program, _ in head_to_head.nearest(scope, chosen, "institution")]
    assert titles == ["Web Coding Boot Camp", "Networks"]


def test_the_standing_widens_to_the_field_where_the_group_is_small(scope, chosen):
    standing = head_to_head.standing(scope, chosen, "alternative")
    assert standing is not None
    assert (standing.group, standing.programs) == ("Computing", 3)
    # $3,000 against $12,000 and $5,000; the third states no price
    assert (standing.positions["price"].above, standing.positions["price"].programs) == (1, 2)
    assert standing.positions["hours"].below == pytest.approx(2 / 3)  # the third is a tie


def test_the_bundled_statistics_give_the_same_standing(home_with, chosen):
    exact = head_to_head.standing(home_with("programs"), chosen, "alternative")
    stated = head_to_head.standing(home_with("statistics"), chosen, "alternative")
    assert exact is not None
    assert stated is not None
    assert (stated.group, stated.programs) == (exact.group, exact.programs)
    assert stated.positions.keys() <= exact.positions.keys()  # fewer than three prices are not published


def test_a_program_without_a_field_cannot_be_placed(scope):
    odd = head_to_head.program(scope, "8")
    assert odd is not None
    assert odd.side is None
    assert head_to_head.standing(scope, odd, "alternative") is None
    assert head_to_head.nearest(scope, odd, "alternative") == []


def test_a_program_that_is_not_there_is_none(scope):
    assert head_to_head.program(scope, "nothing") is None


def test_titles_that_repeat_carry_their_id(scope):
    assert head_to_head.titles(scope, "Campus A") == {"2": "Web Certificate", "1": "Web Coding Boot Camp"}
