"""Where one program lies from the lowest to the highest of many, measure by measure."""

from dashboard.charts.card import ALTERNATIVE, INSTITUTION
from dashboard.charts.positions import positions
from queries.strategy.distributions import Position
from queries.strategy.head_to_head import Standing
from tests.dashboard.charts.drawing import SCOPE, axis, layer, rows, scale

STANDING = Standing(
    "alternative",
    "Health",
    312,
    {
        "price": Position(0.1, 0.9, 312, False),  # a tenth costs less
        "hours": Position(0.7, 0.1, 200, False),  # a fifth is just as long: in the middle of it
    },
)


def drawn(standing: Standing | None = STANDING):
    return positions.__wrapped__("Against alternatives", standing, SCOPE)


def test_a_dot_stands_at_the_share_below_with_half_of_those_that_are_equal():
    assert [round(place, 2) for (place,) in rows(drawn(), "place")] == [0.1, 0.8]


def test_the_axis_is_all_programs_from_0_to_100_percent_with_the_middle_half_shaded():
    assert scale(drawn(), "point", "x")["domain"] == [0, 1]
    assert axis(drawn(), "point", "x")["format"] == ".0%"
    assert rows(drawn(), "low", "high") == [(0.25, 0.75)] * 2


def test_the_dot_has_the_color_of_the_program_and_the_band_that_of_the_others():
    assert layer(drawn(), "point")["mark"]["color"] == INSTITUTION
    assert layer(drawn(), "bar")["mark"]["color"] == ALTERNATIVE


def test_a_label_stands_where_there_is_room_for_it():
    texts = [one for one in drawn().spec["layer"] if one["mark"]["type"] == "text"]
    assert [one["mark"]["align"] for one in texts] == ["left", "center", "right"]
    assert all(one["transform"] for one in texts)


def test_the_sentence_says_lower_or_higher_than_how_many():
    assert "lower than 90% of 312" in drawn().summary
    assert "higher than 70% of 200" in drawn().summary


def test_without_programs_to_compare_with_nothing_is_drawn():
    assert drawn(None).spec is None
