"""Whether what was called likely happened as often as it was said: dots against the line of equality."""

from datetime import date

import polars as pl
import pytest

from dashboard.charts.card import MUTED
from dashboard.charts.reliability import reliability
from tests.dashboard.charts.drawing import SCOPE, axis, fields, layer, rows, scale

SAID = pl.DataFrame(
    [
        (0.12, False),  # two of the second tenth: 15% on average, none came true
        (0.18, False),
        (0.85, True),  # one of the ninth tenth
    ],
    schema=["probability", "came_true"],
    orient="row",
).with_columns(threshold=1.0, as_of=date(2025, 1, 31), due_on=date(2025, 6, 30))


def test_a_dot_per_tenth_of_what_was_stated_sized_by_how_often():
    card = reliability.__wrapped__(SAID, SCOPE)
    assert rows(card, "stated", "came_true", "statements") == [
        (pytest.approx(0.15), 0.0, 2),
        (0.85, 1.0, 1),
    ]
    assert fields(card, "point") == {"x": "stated", "y": "came_true", "size": "statements"}


def test_the_dashed_line_is_where_both_are_equal_on_axes_from_0_to_100_percent():
    card = reliability.__wrapped__(SAID, SCOPE)
    line = layer(card, "line")["mark"]
    assert (line["color"], bool(line["strokeDash"])) == (MUTED, True)
    assert rows(card, "x", "y") == [(0.0, 0.0), (1.0, 1.0)]
    for channel in ("x", "y"):
        assert scale(card, "line", channel)["domain"] == [0, 1]
        assert axis(card, "line", channel)["format"] == ".0%"


def test_without_statements_nothing_is_drawn():
    assert reliability.__wrapped__(SAID.clear(), SCOPE).spec is None
