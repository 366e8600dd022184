"""Tables: numbers stand at the right and sort as numbers, names and days read in words, and a phone shows both."""

import json
from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import screen
from dashboard.tables import NAME_WIDTH, TO_RIGHT
from queries.semantic.column import Column
from queries.semantic.table import Table
from queries.semantic.unit import CHANCE, COUNT, DAY, MOMENT, MONTH, QUARTER, SHARE, TEXT, USD, WEEKS, YEAR
from tests.dashboard.charts.drawing import SCOPE


@pytest.fixture(autouse=True)
def no_files(monkeypatch):
    """No version stands behind the small tables of this file."""
    monkeypatch.setattr("queries.provenance.files", lambda *_: [])


@pytest.mark.parametrize(
    ("unit", "format_"),
    [(MONTH, "MMM YYYY"), (QUARTER, "[Q]Q YYYY"), (DAY, "MMM D, YYYY")],
    ids=["month", "quarter", "day"],
)
def test_a_day_reads_as_its_unit_says_and_stays_a_day(unit, format_):
    app = drawn({"when": [date(2025, 7, 1)]}, Column("when", "When", unit))
    assert config(app)["When"]["type_config"] == {"type": "date", "format": format_}
    assert app.dataframe[0].value["When"].dt.date.tolist() == [date(2025, 7, 1)]


def test_a_moment_reads_in_words_and_sorts_as_a_moment():
    made = [datetime(2026, 11, 26, 23, 14), datetime(2026, 2, 1, 9, 5)]
    app = drawn({"made_at": made}, Column("made_at", "Made, UTC", MOMENT))
    assert config(app)["Made, UTC"]["type_config"]["format"] == "MMM D, YYYY, HH:mm"
    assert app.dataframe[0].value["Made, UTC"].is_monotonic_decreasing


def test_exact_dollars_are_shown_as_whole_ones_rounded_and_sort_as_numbers():
    app = drawn({"net": [Decimal("-1234.56")]}, Column("net", "Net", USD))
    assert config(app)["Net"]["type_config"] == {"type": "number", "format": "dollar", "step": 1}
    assert app.dataframe[0].value["Net"].to_list() == [-1235]


def test_a_program_whose_title_a_spreadsheet_would_run_is_made_plain_where_the_grid_can_be_downloaded():
    app = drawn(
        {"title": ["=1+1", "Welding"], "change": [-4, 2]}, Column("title", "Title"), Column("change", "-4", COUNT)
    )
    assert app.dataframe[0].value.to_dict("list") == {"Title": ["'=1+1", "Welding"], "-4": [-4, 2]}


@pytest.mark.parametrize(
    ("is_phone", "names", "is_cut"),
    [
        (True, ["Health administration and coding", "Health"], True),
        (True, ["Health", "Business"], False),  # nothing to cut
        (False, ["Health administration and coding", "Health"], False),
    ],
)
def test_long_names_leave_room_for_numbers_on_a_phone(monkeypatch, is_phone, names, is_cut):
    monkeypatch.setattr(screen, "is_phone", lambda: is_phone)
    columns = Column("field", "Field"), Column("seats", "Seats", COUNT), Column("goal", "Goal", COUNT)
    first = config(drawn({"field": names, "seats": [1, 2], "goal": [3, 4]}, *columns))["Field"]
    assert (first.get("width"), first.get("pinned")) == ((NAME_WIDTH, True) if is_cut else (None, None))


@pytest.mark.parametrize(
    ("is_phone", "title", "has_room"),
    [
        (True, "What others publish as completion, and whether it compares with ours", True),
        (True, "By field", False),  # ends before the buttons
        (False, "What others publish as completion, and whether it compares with ours", False),  # they hide themselves
    ],
)
def test_the_buttons_of_a_table_cover_no_long_title_on_a_phone(monkeypatch, is_phone, title, has_room):
    monkeypatch.setattr(screen, "is_phone", lambda: is_phone)
    app = drawn({"field": ["Health"]}, Column("field", "Field"), title=title)
    assert not app.exception
    assert bool(app.get("space")) == has_room


def test_a_table_without_rows_keeps_no_room_for_buttons_that_it_does_not_have(monkeypatch):
    monkeypatch.setattr(screen, "is_phone", lambda: True)
    app = drawn({"field": []}, Column("field", "Field"), title="Where a simple rule has been better")
    assert app.info
    assert not app.get("space")


@pytest.mark.parametrize(
    ("values", "unit", "is_right"),
    [
        ([1, 2], COUNT, True),
        ([0.095, None], SHARE, True),
        ([0.01, 0.12], CHANCE, True),  # numbers in words
        ([None, None], WEEKS, True),  # numbers of which none is known
        (["2023", "2024"], YEAR, True),
        (["9 to 14", "2 to 3"], TEXT, False),
        (["9.5%", "12%"], TEXT, False),  # words are not read as numbers
    ],
)
def test_a_heading_stands_over_its_numbers_and_is_read_by_its_name(values, unit, is_right):
    app = drawn(
        {"field": ["Health", "Business"], "share": values}, Column("field", "Field"), Column("share", "Share", unit)
    )
    shown = config(app)["Share"]
    assert (shown["alignment"], shown["label"]) == (("right", f"{TO_RIGHT}Share") if is_right else ("left", "Share"))
    assert app.dataframe[0].value.columns.to_list() == ["Field", "Share"]  # what a download says


@pytest.mark.parametrize(
    ("names", "is_wide"),
    [
        (["NCES", "NCES", "NCES", "NCES", "NCES", "Bureau of Labor Statistics"], True),  # the browser leaves it out
        (["Course Report", "This dashboard", "Bureau of Labor Statistics"], False),
    ],
)
def test_one_long_name_among_short_ones_is_not_cut(names, is_wide):
    columns = Column("forecaster", "Forecaster"), Column("calls", "Calls", COUNT)
    width = config(drawn({"forecaster": names, "calls": [1] * len(names)}, *columns))["Forecaster"].get("width")
    assert width == (7 * len("Bureau of Labor Statistics") + 16 if is_wide else None)


def drawn(rows: dict, *columns: Column, title: str = "A table") -> AppTest:
    """A table on a page of its own."""
    table = Table(pl.DataFrame(rows, strict=False), columns, SCOPE)
    return AppTest.from_function(_page, args=(title, table), default_timeout=60).run()


def _page(title, table):
    from dashboard import tables

    tables.table(title, table)


def config(app: AppTest) -> dict:
    """How the first table shows its columns."""
    return json.loads(app.dataframe[0].proto.columns)
