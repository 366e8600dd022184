"""Tables: numbers stand at the right and sort as numbers, names and days read in words, and a phone shows both."""

import json
from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import column_widths, export, screen
from dashboard.passport import of_table
from dashboard.tables import TO_RIGHT
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
    assert bool(first.get("pinned")) == is_cut
    assert (column_widths.NAME <= first.get("width", 0) < column_widths.PHONE) == is_cut


def test_a_table_that_fits_shows_every_column_and_asks_nothing():
    app = drawn({"field": ["Health"], "seats": [1]}, Column("field", "Field"), Column("seats", "Seats", COUNT))
    assert shown(app) == ["Field", "Seats"]
    assert not app.toggle


@pytest.mark.parametrize("is_phone", [False, True])
def test_a_table_that_does_not_fit_shows_what_is_needed_first_and_all_of_it_by_choice(monkeypatch, is_phone):
    monkeypatch.setattr(screen, "is_phone", lambda: is_phone)
    many = [Column(f"c{n}", f"A column that is number {n}", COUNT) for n in range(12)]
    rows = {"field": ["Health administration and coding"], **{column.name: [7] for column in many}}
    app = drawn(rows, Column("field", "Field"), *many, first=("c9", "c2"))
    needed = ["Field", many[9].label] if is_phone else ["Field", many[2].label, many[9].label]
    assert shown(app) == needed
    assert config(app)["Field"].get("width", 0) > column_widths.NAME or not is_phone
    assert app.toggle[0].label == "All 13 columns"
    app.toggle[0].set_value(True).run()
    assert shown(app) == ["Field", *(column.label for column in many)]
    assert config(app)["Field"].get("pinned") == (True if is_phone else None)


def test_columns_that_do_not_fit_are_in_the_file_and_in_the_table_to_print():
    columns = [Column(f"c{n}", f"A column that is number {n}", COUNT) for n in range(12)]
    rows = {column.name: [n] for n, column in enumerate(columns)}
    assert len(shown(drawn(rows, *columns))) < 12
    table = Table(pl.DataFrame(rows), tuple(columns), SCOPE)
    assert export.csv(of_table(table)).startswith(",".join(rows))
    app = AppTest.from_function(_page, args=("A table", table), default_timeout=60)
    app.query_params["print"] = "true"
    html = app.run().get("html")[0].proto.body
    assert all(column.label in html for column in columns)


def test_words_that_are_cut_get_the_room_that_is_left():
    rows = {"field": ["Health"], "why": ["An explanation " * 9], **{f"c{n}": [n] for n in range(4)}}
    columns = Column("field", "Field"), *(Column(f"c{n}", f"Number {n}", COUNT) for n in range(4)), Column("why", "Why")
    assert column_widths.LONG < config(drawn(rows, *columns))["Why"]["width"] < column_widths.PAGE


def test_a_table_names_no_column_first_that_it_does_not_have():
    with pytest.raises(ValueError, match="not a column: seats"):
        Table(pl.DataFrame({"field": ["Health"]}), (Column("field", "Field"),), SCOPE, first=("seats",))


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


def drawn(rows: dict, *columns: Column, title: str = "A table", first: tuple[str, ...] = ()) -> AppTest:
    """A table on a page of its own."""
    table = Table(pl.DataFrame(rows, strict=False), columns, SCOPE, first=first)
    return AppTest.from_function(_page, args=(title, table), default_timeout=60).run()


def _page(title, table):
    from dashboard import tables

    tables.table(title, table)


def config(app: AppTest) -> dict:
    """How the first table shows its columns."""
    return json.loads(app.dataframe[0].proto.columns)


def shown(app: AppTest) -> list[str]:
    """The headings that the first table shows."""
    return list(app.dataframe[0].proto.column_order)


def test_a_heading_is_not_cut_where_one_cell_among_short_ones_sets_the_width():
    words, label = pl.Series([*"371358", "$5,399"]), "Needed a week until the end"
    assert column_widths.of_words(words, label, 3) == column_widths.pixels(label) + column_widths.CELL_PADDING
