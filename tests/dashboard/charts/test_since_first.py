"""Values over months since a beginning: steps with their band, named at their ends, or in a legend where these meet."""

import polars as pl

from dashboard.charts.since_first import since_first
from queries.semantic.unit import SHARE
from tests.dashboard.charts.drawing import PASSPORT, axis, fields, layer, rows, scale

SCHEMA = ["name", "months", "value", "low", "high", "text"]


def curve(name: str) -> list[tuple]:
    """Nobody at first, 12% came back within a year, 18% within two."""
    points = [(0, 0.0, "0%"), (12, 0.12, "12%"), (24, 0.18, "18%")]
    return [(name, months, share, share - 0.01, share + 0.01, text) for months, share, text in points]


def drawn(*names: str):
    rows = [row for name in names for row in curve(name)]
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    return since_first("Who comes back", frame, "Share of learners", PASSPORT, "returns", unit=SHARE)


def test_lines_step_from_point_to_point_with_their_band():
    card = drawn("All")
    assert layer(card, "line")["mark"]["interpolate"] == "step-after"
    assert fields(card, "line") == {"x": "months", "y": "value", "color": "name"}
    assert fields(card, "area") == {"x": "months", "y": "low", "y2": "high", "color": "name"}
    assert "%" in axis(card, "line", "y")["labelExpr"]


def test_the_axis_of_months_leaves_room_for_the_name_at_the_end():
    assert scale(drawn("All"), "line", "x")["domain"] == [0, 24 + 7]


def test_years_that_end_one_after_another_are_named_below_their_ends():
    lengths = {"FY2023": 3, "FY2024": 2, "FY2025": 1}
    points = [row for name, length in lengths.items() for row in curve(name)[:length]]
    frame = pl.DataFrame(points, schema=SCHEMA, orient="row")
    card = since_first("Who comes back", frame, "Share of learners", PASSPORT, "returns", unit=SHARE)
    assert layer(card, "line")["encoding"]["color"]["legend"] is None
    assert layer(card, "text")["mark"]["dy"] > 0
    *_, ends = (pl.read_ipc_stream(data) for data in card.spec["datasets"].values())
    assert ends.select("name", "months").rows() == [("FY2023", 24), ("FY2024", 12), ("FY2025", 0)]


def test_two_lines_are_named_at_their_ends_and_three_that_end_together_in_a_legend():
    two, three = drawn("A", "B"), drawn("A", "B", "C")
    assert layer(two, "line")["encoding"]["color"]["legend"] is None
    assert layer(three, "line")["encoding"]["color"]["legend"] is not None
    assert scale(three, "line", "color")["domain"] == ["A", "B", "C"]  # in the order given
    assert ("A", 24) in rows(two, "name", "months")


def test_the_sentence_says_where_each_line_ends():
    assert "All, 18% after 24 months" in drawn("All").summary


def test_without_points_nothing_is_drawn():
    assert drawn().spec is None
