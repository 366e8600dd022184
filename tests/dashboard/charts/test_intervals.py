"""Values with their intervals."""

import polars as pl
import pytest

from dashboard.charts.card import ACCENT, MUTED
from dashboard.charts.intervals import CLOSED, GAP, IS_WIDE, LETTER, NARROWEST, intervals
from tests.dashboard.charts.drawing import PASSPORT, colors, parameters, scale

ROWS = pl.DataFrame(
    {
        "name": ["Health", "Business"],
        "value": [1.08, 0.88],
        "low": [1.02, 0.83],
        "high": [1.14, 0.94],  # below the goal, so that the gray tick lies right of the interval
        "text": ["108%", "88%"],
        "state": [CLOSED, CLOSED],
    }
)


def layers(axis: str) -> list[dict]:
    chart = intervals("Title", ROWS, "Unit", PASSPORT, "key", axis=axis)
    return chart.spec["layer"] if chart.spec else []


def value_text(axis: str) -> dict:
    (found,) = [one for one in layers(axis) if one["encoding"].get("text", {}).get("field") == "text"]
    return found


@pytest.mark.parametrize(("axis", "end"), [("goal", "max(datum.high, 1.0)"), ("points", "max(datum.high, 0.0)")])
def test_a_value_stands_right_of_its_interval_and_of_the_gray_tick(axis, end):
    text = value_text(axis)
    assert text["transform"] == [{"as": "end", "calculate": end}]
    assert text["encoding"]["x"]["field"] == "end"
    assert text["mark"]["align"] == "left"
    assert text["mark"]["dx"] > 0


@pytest.mark.parametrize("axis", ["share", "usd", "whole", "count", "points", "goal"])
def test_no_gridline_runs_through_names_and_values(axis):
    axes = [one["encoding"]["x"]["axis"] for one in layers(axis) if "axis" in one["encoding"]["x"]]
    assert axes
    assert not any(axis["grid"] for axis in axes)


@pytest.mark.parametrize(
    ("axis", "least", "most"),
    [
        ("whole", 0, 1),  # shares of a whole
        ("count", 0, 1.14),  # from zero
        ("goal", 0.83 - 0.05 * 0.31, 1.14 + 0.02 * 0.31),  # from the lowest end to the highest
        ("points", 0 - 0.05 * 1.14, 1.14 + 0.02 * 1.14),  # around the line at zero
    ],
)
def test_the_axis_goes_as_far_as_its_kind_says(axis, least, most):
    known = parameters(intervals("Title", ROWS, "Unit", PASSPORT, "key", axis=axis))
    assert (known["least"], known["most"]) == (pytest.approx(least), pytest.approx(most))


@pytest.mark.parametrize("axis", ["share", "usd", "count", "points", "goal"])
@pytest.mark.parametrize("text", ["88%", "$58,400 a year", "109.1% of goal, > 95% likely"])
def test_every_value_has_room_beside_its_interval_on_the_narrowest_screen(axis, text):
    rows = ROWS.with_columns(text=pl.lit(text))
    known = parameters(intervals("Title", rows, "Unit", PASSPORT, "key", axis=axis))
    for high in rows["high"]:
        at = (max(high, {"goal": 1.0, "points": 0.0}.get(axis, high)) - known["least"]) / (
            known["most"] - known["least"]
        )
        assert at * NARROWEST + GAP + LETTER * len(text) <= NARROWEST + known["after"] + 1e-6


def test_an_axis_that_does_not_start_at_zero_says_so():
    assert "zero" in intervals("Title", ROWS, "Unit", PASSPORT, "key", axis="share").unit_line
    assert intervals("Title", ROWS, "Unit", PASSPORT, "key", axis="count").unit_line == "Unit"


def test_states_differ_in_color_and_shape_and_the_sentence_says_every_value():
    card = intervals("Title", ROWS, "Unit", PASSPORT, "key")
    assert colors(card, "point") == {"closed": ACCENT, "open": MUTED, "range": ACCENT}
    assert scale(card, "point", "shape")["range"] == ["circle", "diamond", "square"]
    assert "Health 108%; Business 88%" in card.summary


def test_a_row_without_a_value_is_not_drawn():
    unknown = ROWS.with_columns(value=pl.lit(None, pl.Float64))
    assert intervals("Title", unknown, "Unit", PASSPORT, "key").spec is None


def test_names_stand_left_of_their_rows_where_there_is_room_and_above_them_elsewhere():
    chart = intervals("Title", ROWS, "Unit", PASSPORT, "key")
    (names,) = [one for one in layers("share") if one["encoding"].get("text", {}).get("field") == "name"]
    assert names["mark"]["dy"] == {"expr": f"{IS_WIDE} ? 0 : -14"}
    left, right = scale(chart, "rule", "x")["range"]
    assert (left, right) == ({"expr": f"{IS_WIDE} ? beside : 0"}, {"expr": "width - after"})
    assert parameters(chart)["beside"] > len("Business") * 6  # pixels
