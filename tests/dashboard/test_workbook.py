"""A table as a workbook: numbers stay numbers, names stay text, and what they mean is in a sheet of its own."""

from datetime import date

import fastexcel
import polars as pl
import pytest

from dashboard.passport import of_table
from dashboard.workbook import ABOUT, NUMBERS, workbook
from data.reference.periods import STANDARD
from queries.semantic.column import Column
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import SHARE, USD

FRAME = pl.DataFrame(
    {
        "name": ["=1+1", "Health"],  # a name that a spreadsheet could take for a formula
        "revenue_usd": [1234.5, None],
        "rate": [0.25, None],
        "rate_note": [None, "hidden"],
    }
)
COLUMNS = (
    Column("name", "Name"),
    Column("revenue_usd", "Revenue", USD),
    Column("rate", "Rate", SHARE, "A rate.", instead="rate_note"),
)


@pytest.fixture
def book(demo_version) -> bytes:
    scope = Scope(demo_version, "demo", STANDARD.parse("FY2026"), date(2026, 3, 31))
    return workbook(of_table(Table(FRAME, COLUMNS, scope), "Source: nobody"))


def read(book: bytes, sheet: str) -> pl.DataFrame:
    return fastexcel.read_excel(book).load_sheet(sheet, header_row=None).to_polars()


def test_numbers_are_numbers_and_what_is_hidden_says_so(book):
    rows = read(book, NUMBERS).rows()
    assert rows[0] == ("Name", "Revenue", "Rate")
    assert [str(value) for value in rows[1]] == ["=1+1", "1234.5", "0.25"]
    assert rows[2][1] is None
    assert rows[2][2] == "Hidden to protect learners"


def test_the_second_sheet_says_what_the_numbers_are(book):
    about = dict(read(book, ABOUT).rows())
    assert about["Rate"] == "A rate."
    assert {"College", "Period", "As of", "Data version"} <= {*about}
