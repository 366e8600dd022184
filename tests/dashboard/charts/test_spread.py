"""How one metric spreads over groups: a stroke each, and a rule at the middle one."""

import polars as pl

from dashboard.charts.spread import spread
from queries.answer import Answer
from queries.metrics.enrollment import NET_REVENUE
from tests.dashboard.charts.drawing import SCOPE, fields, rows, scale


def by_field(*values: float | None) -> Answer:
    frame = pl.DataFrame({"field": ["11", "51", "52"], NET_REVENUE.name: pl.Series(values, dtype=pl.Float64)})
    return Answer(frame, (NET_REVENUE,), ("field",), SCOPE)


def test_every_group_that_is_known_has_a_stroke_and_the_middle_says_its_number():
    card = spread.__wrapped__("Revenue", by_field(10.0, None, 30.0), unit_line="$")
    assert rows(card, "name", "value") == [("Computing", 10.0), ("Business", 30.0)]
    assert pl.read_ipc_stream((card.spec or {})["datasets"]["middle"])["text"].to_list() == ["Middle: $20.00"]
    assert card.unit_line == "$ · 2 groups, a stroke each"


def test_the_axis_has_zero_on_it():
    card = spread.__wrapped__("Revenue", by_field(10.0, 20.0, 30.0), unit_line="$")
    assert fields(card, "tick") == {"x": "value"}
    assert scale(card, "tick", "x") == {"zero": True}


def test_where_nothing_is_known_nothing_is_drawn():
    assert spread.__wrapped__("Revenue", by_field(None, None, None), unit_line="$").spec is None
