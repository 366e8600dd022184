"""Tables with all their rows, for paper."""

import polars as pl
import pytest

from dashboard import printing
from queries.semantic.column import Column
from queries.semantic.table import Table
from queries.semantic.unit import TEXT, USD
from tests.dashboard.charts.drawing import SCOPE

COLUMNS = (Column("name", "Offering", TEXT), Column("net", "Net revenue", USD))


@pytest.fixture
def html(monkeypatch) -> list[str]:
    """What was drawn, in order."""
    drawn: list[str] = []
    monkeypatch.setattr(printing.st, "html", drawn.append)
    monkeypatch.setattr(printing.st, "caption", drawn.append)
    return drawn


def test_every_row_is_printed_and_numbers_stand_at_the_right(html):
    printing.whole(Table(pl.DataFrame({"name": ["Welding", "Phlebotomy"], "net": [1200.0, None]}), COLUMNS, SCOPE))
    assert html[0].count("<tr>") == 3
    assert '<th scope=row style="text-align:left' in html[0]
    assert ">$1,200" in html[0]
    assert ">–" in html[0]


def test_names_from_data_are_text(html):
    printing.whole(Table(pl.DataFrame({"name": ["<img src=x onerror=alert(1)>"], "net": [1.0]}), COLUMNS, SCOPE))
    assert "<img" not in html[0]
    assert "&lt;img" in html[0]


def test_a_very_long_table_says_how_many_rows_are_left_out(html):
    rows = printing.MOST_ROWS + 1
    printing.whole(Table(pl.DataFrame({"name": ["a"] * rows, "net": [1.0] * rows}), COLUMNS, SCOPE))
    assert html[1] == "500 of 501 rows are shown. The CSV file has all of them."
