"""Tables: words that are numbers stand at the right and sort as numbers; all else stays as it is."""

import json
from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import scope_bar, screen
from dashboard.tables import NAME_WIDTH, TO_RIGHT, numbers
from data.reference.periods import parse
from queries.semantic.scope import Scope


@pytest.mark.parametrize(
    ("words", "values", "format_"),
    [
        (["$1,510", "$23.51"], [1510.0, 23.51], "$%,.2f"),  # one unit, the most decimals of the column
        (["$450", "$49.00"], [450.0, 49.0], "$%,.0f"),  # cents that are none
        (["$450.00", "$49.00"], [450.0, 49.0], "$%,.2f"),  # written with cents throughout
        (["9.5%", "–", None], [9.5, None, None], "%,.1f%%"),  # what is missing has no number
        (["576.0 hours"], [576.0], "%,.1f hours"),
        (["12,470", "8"], [12470.0, 8.0], "%,.0f"),
        (["+6.4 points", "-2.0 points"], [6.4, -2.0], "%+,.1f points"),  # signs sort too
        (["-32.9%", "9.5%"], [-32.9, 9.5], "%,.1f%%"),
        (["-$1,008.37", "$9.00"], [-1008.37, 9.0], "dollar"),
    ],
)
def test_words_that_are_numbers_become_numbers_that_read_the_same(words, values, format_):
    found, how = numbers(pl.Series("of", words, dtype=pl.String))
    assert (found.to_list(), how) == (values, format_)


@pytest.mark.parametrize(
    "words",
    [
        ["2020", "2021"],  # years are names
        ["-$8", "$9"],  # a sign before the unit, which only a format with cents writes there
        ["+$8.37", "$9.00"],
        ["$12.90M", "$370K"],  # short money is rounded
        ["12", "Hidden to protect learners"],
        ["9 to 14"],
        ["< 5%"],
        ["5 weeks", "5%"],  # two units
        ["–", None],
        [],
    ],
)
def test_other_words_stay_words(words):
    column = pl.Series("of", words, dtype=pl.String)
    found, how = numbers(column)
    assert how is None
    assert found.equals(column)


def test_whole_numbers_get_separators_and_years_do_not():
    assert numbers(pl.Series("Sections", [2068]))[1] == "%,d"
    assert numbers(pl.Series("Academic year", [2023]))[1] == "%d"


def test_fractions_show_as_many_decimals_as_they_have():
    assert numbers(pl.Series("Seats", [13.0, None]))[1] == "%,.0f"
    assert numbers(pl.Series("Seats", [13.0, 12.5]))[1] == "%,.1f"
    assert numbers(pl.Series("Seats", [1 / 3]))[1] == "%,.2f"


@pytest.mark.parametrize(
    ("heading", "format_"), [("Month", "MMM YYYY"), ("Quarter", "[Q]Q YYYY"), ("Starts", "MMM D, YYYY")]
)
def test_a_day_reads_as_what_its_heading_says_and_stays_a_day(heading, format_):
    app = AppTest.from_function(grid_of, args=({heading: [date(2025, 7, 1)]},), default_timeout=60).run()
    assert config(app)[heading]["type_config"] == {"type": "date", "format": format_}
    assert app.dataframe[0].value[heading].dt.date.tolist() == [date(2025, 7, 1)]


def test_exact_dollars_are_shown_as_whole_ones_rounded_and_sort_as_numbers():
    app = AppTest.from_function(
        grid_of, args=({"Field": ["Health"], "Net": [Decimal("-1234.56")]},), default_timeout=60
    ).run()
    assert config(app)["Net"]["type_config"] == {"type": "number", "format": "dollar", "step": 1}
    assert app.dataframe[0].value["Net"].to_list() == [-1235]


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
    app = AppTest.from_function(
        grid_of, args=({"Field": names, "Seats": [1, 2], "Goal": [3, 4]},), default_timeout=60
    ).run()
    first = config(app)["Field"]
    assert (first.get("width"), first.get("pinned")) == ((NAME_WIDTH, True) if is_cut else (None, None))


@pytest.mark.parametrize(
    ("is_phone", "title", "has_room"),
    [
        (True, "What others publish as completion, and whether it compares with ours", True),
        (True, "By field", False),  # ends before the buttons
        (
            False,
            "What others publish as completion, and whether it compares with ours",
            False,
        ),  # the buttons hide themselves
    ],
)
def test_the_buttons_of_a_table_cover_no_long_title_on_a_phone(monkeypatch, is_phone, title, has_room):
    monkeypatch.setattr(screen, "is_phone", lambda: is_phone)
    monkeypatch.setattr(scope_bar, "current", lambda: Scope("v", "demo", parse("FY2026"), date(2026, 3, 31)))
    app = AppTest.from_function(table_under, args=(title,), default_timeout=60).run()
    assert not app.exception
    assert bool(app.get("space")) == has_room


def test_a_table_without_rows_keeps_no_room_for_buttons_that_it_does_not_have(monkeypatch):
    monkeypatch.setattr(screen, "is_phone", lambda: True)
    title = "Where a simple rule has been better"
    app = AppTest.from_function(table_under, args=(title, ()), default_timeout=60).run()
    assert app.info
    assert not app.get("space")


@pytest.mark.parametrize(
    ("column", "is_right"),
    [
        ([1, 2], True),
        (["9.5%", "–"], True),
        (["< 5%", "12%"], True),  # numbers in words
        (["–", "–"], True),  # numbers of which none is known
        (["Not stated", "Not stated"], False),
        (["Not stated", "9,179"], True),
        (["9 to 14", "2 to 3"], False),
        (["Online", "Hybrid"], False),
    ],
)
def test_a_heading_stands_over_its_numbers_and_is_read_by_its_name(column, is_right):
    app = AppTest.from_function(
        grid_of, args=({"Field": ["Health", "Business"], "Share": column},), default_timeout=60
    ).run()
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
    app = AppTest.from_function(
        grid_of, args=({"Forecaster": names, "Calls": [1] * len(names)},), default_timeout=60
    ).run()
    width = config(app)["Forecaster"].get("width")
    assert width == (7 * len("Bureau of Labor Statistics") + 16 if is_wide else None)


def test_a_moment_reads_in_words_and_sorts_as_a_moment():
    made = [datetime(2026, 11, 26, 23, 14), datetime(2026, 2, 1, 9, 5)]
    app = AppTest.from_function(grid_of, args=({"Made, UTC": made},), default_timeout=60).run()
    assert config(app)["Made, UTC"]["type_config"]["format"] == "MMM D, YYYY, HH:mm"
    assert app.dataframe[0].value["Made, UTC"].is_monotonic_decreasing


def table_under(title, fields=("Health",)):
    import polars as pl

    from dashboard import tables

    tables.frame_table(title, pl.DataFrame({"Field": fields}, schema={"Field": pl.String}))


def grid_of(columns):
    import polars as pl

    from dashboard.tables import grid

    grid(pl.DataFrame(columns))


def config(app: AppTest) -> dict:
    """How the first table shows its columns."""
    return json.loads(app.dataframe[0].proto.columns)
