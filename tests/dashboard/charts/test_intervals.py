"""Values with their intervals."""

import polars as pl
import pytest

from dashboard.charts.card import FramePassport
from dashboard.charts.intervals import CLOSED, intervals

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
    chart = intervals("Title", ROWS, "Unit", FramePassport((), lambda: ""), "key", axis=axis)
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
