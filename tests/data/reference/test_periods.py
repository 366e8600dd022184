"""Periods: names, edges and the same point last year, in the calendar of any college."""

from datetime import date, timedelta
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.cubes import fiscal
from data.reference import periods
from data.reference.periods import STANDARD, Calendar, fiscal_year_name

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
calendars = st.integers(1, 12).map(Calendar)
kinds = st.sampled_from(periods.KINDS)


@given(days, kinds, calendars)
def test_a_period_contains_its_day_and_is_found_by_its_name(day, kind, calendar):
    period = calendar.containing(day, kind)
    assert period.start <= day <= period.end
    assert calendar.parse(period.name) == period


@given(days, kinds, calendars)
def test_a_year_back_is_the_same_months_one_year_earlier(day, kind, calendar):
    period = calendar.containing(day, kind)
    before = period.previous_year()
    assert before.kind == kind
    assert before.start == period.start.replace(year=period.start.year - 1)
    assert (before.end.year, before.end.month) == (period.end.year - 1, period.end.month)


@given(days, calendars)
def test_a_year_ends_with_the_month_of_its_last_day_and_no_other(day, calendar):
    year = calendar.containing(day, "fiscal_year")
    months = calendar.between(year.start, year.end, "month")
    assert [month.end for month in months if calendar.ends_year(month.end)] == [year.end]


def test_a_year_starts_in_july_unless_a_college_says_otherwise():
    assert STANDARD.containing(date(2026, 6, 30), "fiscal_year").start == date(2025, 7, 1)


@given(days, calendars)
def test_months_make_quarters_and_quarters_make_years(day, calendar):
    year = calendar.containing(day, "fiscal_year")
    for kind, count in (("quarter", 4), ("month", 12)):
        parts = calendar.between(year.start, year.end, kind)
        assert len(parts) == count
        assert (parts[0].start, parts[-1].end) == (year.start, year.end)
        assert all(b.start == a.end + timedelta(days=1) for a, b in pairwise(parts))


@given(days, calendars)
def test_columns_of_days_have_the_same_years_halves_and_quarters(day, calendar):
    column, quarter = pl.lit(day), calendar.containing(day, "quarter")
    number = fiscal.quarter(column, calendar)
    found = pl.select(
        fiscal.start(column, calendar).alias("year"),
        fiscal.quarter_start(number, calendar).alias("start"),
        fiscal.quarter_end(number, calendar).alias("end"),
        fiscal.half_end(column, calendar).alias("half"),
    ).row(0)
    assert found[:3] == (calendar.containing(day, "fiscal_year").start, quarter.start, quarter.end)
    assert calendar.half_ends(day, quarter.end + timedelta(days=100))[:1] == [found[3]]


@pytest.mark.parametrize(
    ("starts_in", "first", "name"),
    [
        (7, date(2025, 7, 1), "FY2026"),  # as at most US public colleges
        (9, date(2025, 9, 1), "FY2026"),  # as in Texas
        (10, date(2025, 10, 1), "FY2026"),  # as in Alabama
        (1, date(2026, 1, 1), "FY2026"),  # the calendar year
    ],
)
def test_the_fiscal_year_is_named_after_the_year_in_which_it_ends(starts_in, first, name):
    calendar = Calendar(starts_in)
    assert calendar.containing(first, "fiscal_year").name == fiscal_year_name(first) == name
    assert calendar.containing(first - timedelta(days=1), "fiscal_year").name == "FY2025"


def test_a_quarter_is_named_after_the_calendar_quarter_in_which_it_starts():
    assert STANDARD.containing(date(2025, 11, 30), "quarter").name == "2025-Q4"
    texan = Calendar(9).containing(date(2025, 11, 30), "quarter")
    assert (texan.name, texan.label()) == ("2025-Q3", "Sep–Nov 2025")


def test_a_month_that_is_none_starts_no_year():
    with pytest.raises(ValueError, match="from 1 to 12"):
        Calendar(13)


def test_leap_day_last_year_is_the_28th():
    assert periods.same_day_last_year(date(2024, 2, 29)) == date(2023, 2, 28)


@pytest.mark.parametrize("name", ["2026-13", "26", "FY", "2026-Q5", "", "latest"])
def test_an_unknown_name_is_refused_with_a_sentence(name):
    with pytest.raises(ValueError, match="is no period: write"):
        periods.STANDARD.parse(name)


@pytest.mark.parametrize("name", ["FY26", "fy2026", " FY2026 "])
def test_a_fiscal_year_is_understood_in_short(name):
    assert periods.STANDARD.parse(name).name == "FY2026"
