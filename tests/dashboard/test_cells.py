"""Cells: a number reads in words as it does in the browser's grid, and a column that is no plain number stays words."""

import polars as pl
import pytest

from dashboard import cells, wording
from queries.semantic.column import Column
from queries.semantic.table import Table
from queries.semantic.unit import CHANCE, COUNT, HOURS, MISSING, POINTS, SHARE, USD, WEEKS, Unit
from tests.dashboard.charts.drawing import SCOPE


def of(values: list, unit: Unit, **parts: list) -> tuple[Table, Column]:
    """A table of one column, with the columns that are shown as part of it."""
    column = Column("value", "Value", unit, **{name: name for name in parts})
    return Table(pl.DataFrame({"value": values} | parts, strict=False), (column,), SCOPE), column


@pytest.mark.parametrize(
    ("unit", "values", "words", "numbers", "format_"),
    [
        (USD, [1510.0, 23.51], ["$1,510", "$23.51"], [1510.0, 23.51], "$%,.2f"),  # cents below $100, so for all
        (USD, [450.0, 49.0], ["$450", "$49.00"], [450.0, 49.0], "$%,.0f"),  # cents that are none
        (USD, [-1008.4, 9000.0], ["-$1,008", "$9,000"], [-1008.0, 9000.0], "dollar"),
        (SHARE, [0.095, None], ["9.5%", MISSING], [9.5, None], "%,.1f%%"),
        (POINTS, [0.064, -0.02], ["+6.4 points", "-2.0 points"], [6.4, -2.0], "%+,.1f points"),
        (HOURS, [576.0, 12.5], ["576 hours", "12.5 hours"], [576.0, 12.5], "%,.1f hours"),
        (WEEKS.whole.bare, [12.5, 13.5], ["12", "14"], [12.0, 14.0], "%,.0f"),  # the browser alone would say 13 and 14
        (COUNT, [12_470, 8], ["12,470", "8"], [12_470, 8], "%,.0f"),
        (CHANCE, [0.42, 0.61], ["42%", "61%"], [42.0, 61.0], "%,.0f%%"),
    ],
)
def test_words_and_grid_say_the_same(unit, values, words, numbers, format_):
    table, column = of(values, unit)
    assert cells.words(table, column).to_list() == words
    shown = cells.as_numbers(table, column)
    assert shown is not None
    assert (shown[0].to_list(), shown[1]) == (numbers, format_)


@pytest.mark.parametrize(
    ("unit", "values", "parts", "words"),
    [
        (CHANCE, [0.01, 0.42], {}, ["< 5%", "42%"]),
        (USD.signed, [8.37, -900.0], {}, ["+$8.37", "-$900"]),  # no format of the browser has a plus before the dollar
        (USD.in_short, [12_900_000.0, 370_000.0], {}, ["$12.90M", "$370K"]),
        (COUNT, [9, None], {"until": [14, None]}, ["9 to 14", MISSING]),
        (COUNT, [12, None], {"instead": [None, "hidden"]}, ["12", wording.HIDDEN]),
        (COUNT, [5.0, 0.05], {"unit_of": ["weeks", "share"]}, ["5 weeks", "5.0%"]),
    ],
)
def test_what_is_no_plain_number_stays_words(unit, values, parts, words):
    table, column = of(values, unit, **parts)
    assert cells.as_numbers(table, column) is None
    assert cells.words(table, column).to_list() == words
