"""Both sides on one line per name, in the order given."""

import polars as pl

from dashboard.charts.card import ALTERNATIVE, INSTITUTION
from dashboard.charts.pairs import pairs
from queries.metrics.offerings import MEDIAN_PRICE
from tests.dashboard.charts.drawing import PASSPORT, axis, colors, fields, layer, rows, scale

PRICES = pl.DataFrame(
    [
        ("Health", 4_000.0, 3_000.0),
        ("Business", 1_000.0, 5_000.0),  # widest apart
        ("Crafts", None, 700.0),  # no price at institutions
    ],
    schema=["name", "institution", "alternative"],
    orient="row",
)


def drawn(frame: pl.DataFrame = PRICES, **more):
    return pairs("Price", frame, MEDIAN_PRICE, PASSPORT, "price", **more)


def test_names_keep_their_order_and_a_side_that_is_not_known_has_no_dot():
    assert [row for row in rows(drawn(), "name", "side", "text") if row[0] != "Health"] == [
        ("Business", "institution", "$1,000"),
        ("Business", "alternative", "$5,000"),
        ("Crafts", "alternative", "$700"),
    ]
    assert rows(drawn(), "name")[0] == ("Health",)


def test_sides_differ_in_color_and_in_shape():
    assert colors(drawn(), "point") == {"institution": INSTITUTION, "alternative": ALTERNATIVE}
    assert scale(drawn(), "point", "shape")["range"] == ["circle", "diamond"]


def test_a_line_joins_the_two_sides_of_a_name_on_an_axis_in_dollars_that_starts_at_zero():
    assert fields(drawn(), "line") == {"x": "value", "y": "name", "detail": "name"}
    assert layer(drawn(), "line")["encoding"]["y"]["sort"] is None
    assert scale(drawn(), "point", "x") == {"zero": True}
    assert "$" in axis(drawn(), "point", "x")["labelExpr"]


def test_the_sentence_names_where_the_sides_are_widest_apart():
    assert "Business, $1,000 at institutions and $5,000" in drawn().summary
    assert drawn(said="Another one.").summary == "Another one."


def test_where_both_sides_are_known_nowhere_the_sentence_says_so():
    one_side = pl.DataFrame({"name": ["A"], "institution": [None], "alternative": [5.0]})
    assert drawn(one_side.cast({"institution": pl.Float64})).summary != drawn().summary
    assert drawn(PRICES.clear()).spec is None
