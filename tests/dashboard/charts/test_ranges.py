"""The middle half of list prices by side, the median as a tick."""

import polars as pl

from dashboard.charts.card import ALTERNATIVE, INSTITUTION
from dashboard.charts.ranges import ranges
from queries.answer import Answer
from queries.metrics.offerings import MEDIAN_PRICE, PROGRAMS
from tests.dashboard.charts.drawing import SCOPE, axis, colors, fields, rows, scale

PRICES = [
    ("institution", "51", 40, 1_000.0, 2_000.0, 3_000.0),
    ("alternative", "51", 20, 2_000.0, 4_000.0, 6_000.0),
    ("institution", "11", 30, 900.0, 1_500.0, 2_500.0),
    ("alternative", "47", 2, None, None, None),  # fewer than three prices: in the table only
]


def drawn(prices: list = PRICES):
    schema = ["side", "field", "programs", "price_q1", "median_price", "price_q3"]
    frame = pl.DataFrame(prices, schema=schema, orient="row")
    answer = Answer(frame, (MEDIAN_PRICE, PROGRAMS), ("side", "field"), SCOPE)
    return ranges.__wrapped__("Prices", answer, "field")


def test_a_row_per_value_and_side_institutions_first():
    assert rows(drawn(), "name", "n") == [
        ("Computing · inst.", "30 programs"),
        ("Health · inst.", "40 programs"),
        ("Health · alt.", "20 programs"),
    ]


def test_bars_run_over_the_middle_half_and_the_tick_is_the_median():
    assert fields(drawn(), "bar") == {"x": "price_q1", "x2": "price_q3", "y": "name", "color": "side"}
    assert fields(drawn(), "tick")["x"] == "median_price"
    assert colors(drawn(), "bar") == {"institution": INSTITUTION, "alternative": ALTERNATIVE}


def test_the_axis_is_in_dollars_from_zero():
    assert scale(drawn(), "bar", "x") == {"zero": True}
    assert "$" in axis(drawn(), "bar", "x")["labelExpr"]


def test_only_the_values_with_most_programs_are_drawn(monkeypatch):
    monkeypatch.setitem(ranges.__wrapped__.__globals__, "MOST", 1)
    assert [name for (name,) in rows(drawn(), "name")] == ["Health · inst.", "Health · alt."]


def test_the_sentence_names_the_highest_and_the_lowest_median():
    assert "$4,000 for Health at alternative providers" in drawn().summary
    assert "$1,500 for Computing at institutions" in drawn().summary


def test_without_quartiles_nothing_is_drawn():
    assert drawn(PRICES[3:]).spec is None
