"""Both sides and the college on one scale from zero, each with its value and a shape of its own."""

from typing import Any

import polars as pl

from dashboard.charts.card import ALTERNATIVE, INSTITUTION, LABEL
from dashboard.charts.versus import COLLEGE, dots, fields
from queries.semantic.unit import USD
from queries.strategy.versus import Figure, Line
from tests.dashboard.charts.drawing import PASSPORT, axis, colors, rows, scale


def line(**figures: float) -> Line:
    """A price of each side that is given."""
    known = {who: Figure(value) for who, value in figures.items()}
    badge: Any = None  # whether the sides may be compared is no matter of the chart
    sides = (known.get("institution"), known.get("alternative"), known.get(COLLEGE))
    return Line("Offerings", "Price", USD, *sides, sides=badge, own=badge, source="texas")


def drawn(**figures: float):
    return dots("Price", "US dollars", line(**figures), "A sentence.", PASSPORT, "price")


def test_the_lower_side_is_named_to_the_left_the_higher_to_the_right_and_the_college_below():
    card = drawn(institution=3_692.0, alternative=5_777.0, college=900.0)
    assert rows(card, "who", "text", "place") == [
        ("institution", "$3,692", "left"),
        ("alternative", "$5,777", "right"),
        (COLLEGE, "$900", "below"),
    ]


def test_a_side_that_is_not_known_has_no_dot():
    assert rows(drawn(alternative=5.0), "who", "place") == [("alternative", "right")]
    assert drawn().spec is None


def test_the_scale_starts_at_zero_and_colors_and_shapes_are_fixed():
    card = drawn(institution=1.0, alternative=2.0)
    points = [one for one in card.spec["layer"] if one["mark"]["type"] == "point"]
    assert points
    for point in points:
        assert point["encoding"]["x"]["scale"]["zero"] is True
        assert point["encoding"]["color"]["scale"]["range"] == [INSTITUTION, ALTERNATIVE, LABEL]
        assert len(set(point["encoding"]["shape"]["scale"]["range"])) == 3


FIELDS = pl.DataFrame(
    [
        ("Health", 4_000.0, 3_000.0),
        ("Business", 1_000.0, 5_000.0),  # widest apart
        ("Crafts", None, 700.0),  # not known at institutions
    ],
    schema=["name", "institution", "alternative"],
    orient="row",
)


def test_fields_keep_their_order_on_one_axis_in_the_unit():
    card = fields("Price by field", "US dollars", FIELDS, USD, PASSPORT, "fields")
    assert list(dict.fromkeys(name for (name,) in rows(card, "name"))) == ["Health", "Business", "Crafts"]
    assert [text for name, text in rows(card, "name", "text") if name == "Crafts"] == ["$700"]
    assert scale(card, "point", "x")["zero"] is True
    assert "$" in axis(card, "point", "x")["labelExpr"]
    assert colors(card, "point")["institution"] == INSTITUTION


def test_the_sentence_names_where_the_sides_are_widest_apart_first():
    summary = fields("Price by field", "US dollars", FIELDS, USD, PASSPORT, "fields").summary
    assert summary.index("Business") < summary.index("Health")
    assert "Crafts" not in summary
