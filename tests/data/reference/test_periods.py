"""Periods: names, edges and the same point last year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference import periods

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(days, st.sampled_from(periods.KINDS))
def test_a_period_contains_its_day_and_is_found_by_its_name(day, kind):
    period = periods.containing(day, kind)
    assert period.start <= day <= period.end
    assert periods.parse(period.name) == period


@given(days, st.sampled_from(periods.KINDS))
def test_a_year_back_keeps_the_kind(day, kind):
    before = periods.containing(day, kind).previous_year()
    assert before.kind == kind
    assert before.start == periods.containing(day, kind).start.replace(year=before.start.year)


def test_the_fiscal_year_is_named_after_the_year_in_which_it_ends():
    assert periods.containing(date(2025, 7, 1), "fiscal_year").name == "FY2026"
    assert periods.containing(date(2025, 6, 30), "fiscal_year").name == "FY2025"


def test_leap_day_last_year_is_the_28th():
    assert periods.same_day_last_year(date(2024, 2, 29)) == date(2023, 2, 28)


@pytest.mark.parametrize("name", ["2026-13", "26", "FY", "2026-Q5", "", "latest"])
def test_an_unknown_name_is_refused_with_a_sentence(name):
    with pytest.raises(ValueError, match="is no period: write"):
        periods.parse(name)


@pytest.mark.parametrize("name", ["FY26", "fy2026", " FY2026 "])
def test_a_fiscal_year_is_understood_in_short(name):
    assert periods.parse(name).name == "FY2026"
