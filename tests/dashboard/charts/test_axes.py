"""Axes of values: the unit's format, few ticks, and none between two whole people."""

import pytest

from dashboard.charts.axes import TICKS, legend, value_axis
from queries.semantic.unit import COUNT, METRIC_UNITS, SHARE


@pytest.mark.parametrize("unit", METRIC_UNITS, ids=lambda unit: unit.name)
def test_every_unit_has_an_axis_in_its_own_format(unit):
    axis = value_axis(unit).to_dict()
    assert unit.axis in axis["labelExpr"]
    assert axis["tickCount"] == TICKS
    assert axis["title"] is None


def test_counts_have_no_tick_between_two_whole_numbers_and_shares_do():
    assert value_axis(COUNT).to_dict()["tickMinStep"] == 1
    assert "tickMinStep" not in value_axis(SHARE).to_dict()


def test_options_go_to_the_axis():
    assert value_axis(SHARE, grid=False).to_dict()["grid"] is False


def test_a_legend_is_one_row_above_its_chart():
    assert (legend().to_dict()["orient"], legend("square").to_dict()["symbolType"]) == ("top", "square")
