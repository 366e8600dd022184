"""One metric over time: times in their order, a line per group, the largest groups where there are many."""

from datetime import date

import polars as pl

from dashboard.charts.lines import MOST, lines
from queries.answer import Answer
from queries.metrics.enrollment import NET_REVENUE
from tests.dashboard.charts.drawing import SCOPE, axis, colors, fields, rows, scale

JULY, AUGUST = date(2025, 7, 1), date(2025, 8, 1)


def by_month(*cells: tuple[date, str, float | None]) -> Answer:
    schema = {"month": pl.Date, "field": pl.String, NET_REVENUE.name: pl.Float64}
    return Answer(pl.DataFrame(cells, schema=schema, orient="row"), (NET_REVENUE,), ("month", "field"), SCOPE)


def test_a_group_has_a_line_with_its_name_and_a_month_in_which_nothing_is_known_has_no_point():
    card = lines.__wrapped__(
        "Revenue", by_month((JULY, "11", 10.0), (JULY, "51", 4.0), (AUGUST, "11", None)), unit_line="$"
    )
    assert rows(card, "at", "line", "value", "text") == [
        ("Jul 25", "Computing", 10.0, "$10.00"),
        ("Jul 25", "Health", 4.0, "$4.00"),
    ]
    assert [*colors(card, "line")] == ["Computing", "Health"]


def test_times_stand_in_the_order_of_the_rows_and_values_start_at_zero():
    card = lines.__wrapped__("Revenue", by_month((JULY, "11", 10.0), (AUGUST, "11", 12.0)), unit_line="$")
    assert fields(card, "line") == {"x": "at", "y": "value", "color": "line"}
    assert scale(card, "line", "y") == {"zero": True}
    assert (axis(card, "line", "x") or {})["labelOverlap"] is True  # no month is written over another


def test_of_many_groups_the_largest_are_drawn_and_the_card_says_so():
    cells = [(JULY, f"{code:02}", float(code)) for code in range(1, MOST + 3)]
    card = lines.__wrapped__("Revenue", by_month(*cells), unit_line="$")
    assert sorted(value for (value,) in rows(card, "value")) == [float(code) for code in range(3, MOST + 3)]
    assert card.unit_line == f"$ · {MOST} of {MOST + 2} shown"


def test_a_line_without_groups_has_no_legend():
    answer = Answer(pl.DataFrame({"month": [JULY], NET_REVENUE.name: [1.0]}), (NET_REVENUE,), ("month",), SCOPE)
    assert fields(lines.__wrapped__("Revenue", answer, unit_line="$"), "line") == {"x": "at", "y": "value"}
