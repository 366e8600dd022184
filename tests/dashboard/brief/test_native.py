"""A drawing becomes a chart that slides can edit only where its lines are all that it says."""

from datetime import date

import pytest

from dashboard.brief.native import Lines, lines

ROWS = [
    {"month": "2026-01-01T00:00:00", "seats": 5, "year": "This year"},
    {"month": "2026-02-01T00:00:00", "seats": 7, "year": "This year"},
    {"month": "2026-02-01T00:00:00", "seats": 4, "year": "Prior year"},  # January of it is not known
]
X, Y = {"field": "month", "type": "temporal"}, {"field": "seats", "type": "quantitative"}
LINE = {
    "data": {"name": "rows"},
    "mark": {"type": "line", "point": True},
    "encoding": {"x": X, "y": Y, "color": {"field": "year", "type": "nominal"}},
}


def drawing(*layers: dict) -> dict:
    return {"layer": list(layers), "datasets": {"rows": ROWS}}


def test_lines_come_with_every_series_and_a_day_without_a_value_is_null():
    days = [date(2026, 1, 1), date(2026, 2, 1)]
    assert lines(drawing(LINE)) == Lines("seats", days, {"This year": [5, 7], "Prior year": [None, 4]})


def test_a_line_without_names_is_one_series():
    one = LINE | {"encoding": {"x": X, "y": Y}}
    assert lines({"datasets": {"rows": ROWS[:2]}} | one) == Lines(
        "seats", [date(2026, 1, 1), date(2026, 2, 1)], {"": [5, 7]}
    )


def test_words_and_the_days_of_events_are_said_beside_the_chart():
    words = {"mark": "text", "encoding": {"x": X, "y": Y, "text": {"field": "year"}}}
    event = {"mark": {"type": "rule"}, "encoding": {"x": {"field": "on_date", "type": "temporal"}}}
    assert lines(drawing(words, event, LINE)) is not None


@pytest.mark.parametrize(
    "layer",
    [
        {"mark": "bar", "encoding": {"x": Y, "y": {"field": "name", "type": "nominal"}}},
        {
            "mark": "area",
            "encoding": {"x": X, "y": {"field": "low"}, "y2": {"field": "high"}},
        },  # a range around the line
        {"mark": "rule", "encoding": {"y": {"field": "goal", "type": "quantitative"}}},  # a goal across the chart
        {"mark": "line", "encoding": {"x": X, "y": Y}},  # a second line of other rows
    ],
)
def test_a_drawing_that_says_more_is_none(layer):
    assert lines(drawing(LINE, layer)) is None
    assert lines(drawing(layer | {"data": {"name": "rows"}, "transform": [{"filter": "datum.seats > 5"}]})) is None
