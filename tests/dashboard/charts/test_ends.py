"""Names at the ends of lines."""

import polars as pl

from dashboard.charts.ends import APART, ends

LINES = pl.DataFrame(
    {
        "line": ["This year", "This year", "Prior year", "Prior year", "Prior year"],
        "month": [1, 2, 1, 2, 3],
        "value": [50.0, 98.0, 40.0, 100.0, None],  # the last month of the prior year is not known
    }
)


def test_a_name_stands_at_the_last_point_that_is_known():
    assert ends(LINES, "month", "value", "line").select("line", "month").rows() == [("This year", 2), ("Prior year", 2)]


def test_names_of_lines_that_end_together_do_not_lie_on_each_other():
    places = ends(LINES, "month", "value", "line")["place"]
    assert places[0] == 98
    assert places[1] == 98 + APART * 100


def test_no_line_has_no_name():
    assert ends(LINES.clear(), "month", "value", "line").is_empty()
