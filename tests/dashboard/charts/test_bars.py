"""One metric by one dimension: longest first, twelve at most, the value beside each bar."""

import polars as pl

from dashboard.charts.bars import MOST, THICKEST, bars, parts
from queries.answer import Answer
from queries.metrics.enrollment import NET_REVENUE
from tests.dashboard.charts.drawing import SCOPE, axis, fields, layer, rows


def by_field(revenue: dict[str, float | None]) -> Answer:
    frame = pl.DataFrame({"field": revenue.keys(), NET_REVENUE.name: pl.Series(revenue.values(), dtype=pl.Float64)})
    return Answer(frame, (NET_REVENUE,), ("field",), SCOPE)


def test_the_longest_bar_stands_first_with_its_value_in_short_words():
    card = bars.__wrapped__("Revenue", by_field({"11": 1_200.0, "51": 4_200_000.0, "52": None}))
    # Business is not known: no bar
    assert rows(card, "name", "value", "text") == [
        ("Health", 4_200_000.0, "$4.20M"),
        ("Computing", 1_200.0, "$1,200"),
    ]


def test_bars_run_along_x_without_an_axis_and_start_at_zero():
    card = bars.__wrapped__("Revenue", by_field({"11": 5.0}))
    assert fields(card, "bar") == {"x": "value", "y": "name"}
    assert axis(card, "bar", "x") is None  # the value stands beside each bar
    assert "scale" not in layer(card, "bar")["encoding"]["x"]  # bars start at zero by themselves
    assert layer(card, "bar")["encoding"]["y"]["sort"] is None  # in the order of the rows
    assert str(THICKEST) in layer(card, "bar")["mark"]["height"]["expr"]


def test_of_more_than_twelve_the_first_twelve_are_drawn_and_the_card_says_so():
    card = bars.__wrapped__("Revenue", by_field({f"{code:02}": float(code) for code in range(1, MOST + 4)}))
    assert len(rows(card, "value")) == MOST
    assert f"{MOST} of {MOST + 3}" in card.unit_line


def test_the_title_of_parts_names_the_dimension_and_the_sentence_both_ends():
    card = parts.__wrapped__("Revenue", by_field({"11": 10.0, "51": 40.0}))
    assert card.title == "Revenue by field"
    assert card.summary.index("Health") < card.summary.index("Computing")


def test_where_nothing_is_known_nothing_is_drawn():
    assert bars.__wrapped__("Revenue", by_field({"11": None})).spec is None
