"""One metric by two dimensions in shades: the number in each cell, no shade where nothing is known."""

import polars as pl

from dashboard.charts.heat import MOST_DOWN, heat
from queries.answer import Answer
from queries.metrics.enrollment import NET_REVENUE
from tests.dashboard.charts.drawing import SCOPE, fields, layer, parameters, rows


def by_field(*cells: tuple[str, str, float | None]) -> Answer:
    schema = {"field": pl.String, "modality": pl.String, NET_REVENUE.name: pl.Float64}
    return Answer(pl.DataFrame(cells, schema=schema, orient="row"), (NET_REVENUE,), ("field", "modality"), SCOPE)


def test_every_cell_says_its_number_and_one_that_is_not_known_has_no_shade():
    card = heat.__wrapped__("Revenue", by_field(("11", "online", 10.0), ("51", "online", None)), unit_line="$")
    assert rows(card, "down", "over", "text") == [("Computing", "Online", "$10.00"), ("Health", "Online", "–")]
    assert layer(card, "rect")["transform"] == [{"filter": "isValid(datum.value)"}]
    assert fields(card, "text")["text"] == "text"


def test_shades_begin_at_zero_so_that_a_small_difference_does_not_look_large():
    card = heat.__wrapped__("Revenue", by_field(("11", "online", 10.0), ("51", "online", 9.0)), unit_line="$")
    assert parameters(card) == {"least": 0.0, "most": 10.0}


def test_of_many_rows_the_largest_are_drawn_and_the_card_says_so():
    cells = [(f"{code:02}", "online", float(code)) for code in range(1, MOST_DOWN + 3)]
    card = heat.__wrapped__("Revenue", by_field(*cells), unit_line="$")
    assert min(value for (value,) in rows(card, "value")) == 3.0
    assert card.unit_line == f"$ · {MOST_DOWN} of {MOST_DOWN + 2} rows shown"


def test_the_sentence_names_both_values_of_a_cell():
    card = heat.__wrapped__("Revenue", by_field(("11", "online", 10.0), ("51", "hybrid", 4.0)), unit_line="$")
    assert card.summary == "Revenue: highest at $10.00 for Computing, Online, lowest at $4.00 for Health, Hybrid."
