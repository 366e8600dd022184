"""Dates, numbers and codes from text: never guessed where they can be read in two ways."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.readers import cip, dates, numbers, words


def days(*texts: str | None, stated: str | None = None) -> list[date | None]:
    return dates.read(pl.Series(texts, dtype=pl.String), stated).to_list()


MARCH_4, MARCH_25 = date(2025, 3, 4), date(2025, 3, 25)


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-04",
        "2025/3/4",
        "2025-03-04 13:14:00",
        "March 4, 2025",
        "Mar 4, 2025 1:14 PM",
        "4 March 2025",
        "4-Mar-2025",
        "20250304",
    ],
)
def test_a_day_that_can_be_read_in_one_way_is_read(text):
    assert days(text, None) == [MARCH_4, None]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_eight_digits_have_one_reading(day):
    assert days(f"{day:%Y%m%d}") == [day]
    if f"{day:%d%m%Y}" != f"{day:%Y%m%d}":
        assert days(f"{day:%d%m%Y}") == [None]


def test_a_column_with_a_day_above_twelve_settles_its_order():
    assert days("03/04/2025", "03/25/2025") == [MARCH_4, MARCH_25]
    assert days("04/03/2025", "25.03.2025") == [MARCH_4, MARCH_25]


def test_a_column_that_settles_nothing_is_refused():
    with pytest.raises(dates.AmbiguousDates, match="03/04/2025, which can be read in two ways"):
        days("03/04/2025", "05/06/2025")


def test_a_column_with_both_orders_is_refused():
    with pytest.raises(dates.AmbiguousDates, match="both 03/25/2025 and 25/03/2025"):
        days("03/25/2025", "25/03/2025")


def test_a_stated_order_is_followed():
    assert days("03/04/2025", stated=dates.MONTH_FIRST) == [MARCH_4]
    assert days("04/03/2025", stated=dates.DAY_FIRST) == [MARCH_4]
    assert days("04_03_2025", stated="%d_%m_%Y") == [MARCH_4]


@pytest.mark.parametrize("text", ["03/04/25", "3-4-25 13:14"])
def test_a_year_of_two_digits_is_read_in_a_stated_order_only(text):
    assert days(text, stated=dates.MONTH_FIRST) == [MARCH_4]
    assert days(text) == [None]


@pytest.mark.parametrize("text", ["04-MAR-25", "4 March 25", "04.Mar.2025", "04-MAR-25 10:30", "March 4, 2025"])
def test_a_named_month_needs_no_order(text):
    assert days(text) == [MARCH_4]


def test_a_pattern_with_a_named_month_and_two_digits_of_the_year_is_taken():
    assert dates.known_format("%d-%b-%y") == "%d-%b-%y"
    assert days("04-MAR-25", stated="%d-%b-%y") == [MARCH_4]
    assert dates.known_format("%d-%b") is None


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["3/25/25", "3-4-25"], "its year has two digits. State the date_format, month/day/year or day/month/year"),
        (["45123", "45123.5"], "a spreadsheet's number of a day. Format its column as a date"),
        (["3/25/25", "soon"], "2100"),  # no one fault
    ],
)
def test_values_that_are_no_days_are_told_what_to_do_where_they_share_a_fault(texts, said):
    assert said in dates.faults(pl.Series(texts)).why


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("Canceled", "cancelled"), ("E-mail", "email"), ("Walk-In", "walk_in"), ("25 – 34", "25_34"), ("55+", "55_plus"),
     ("Deceased", "died"), ("Health/Medical", "medical"), ("Reserve Forces Called to Active Duty", "military_service")],
)  # fmt: skip
def test_words_of_closed_lists_are_read_in_other_spellings(theirs, ours):
    assert words.plain(pl.Series([theirs])).to_list() == [ours]


def test_the_same_day_and_month_needs_no_order():
    assert days("03/03/2025") == [date(2025, 3, 3)]


@pytest.mark.parametrize("text", ["2025-02-30", "13/13/2025", "44481", "0205-01-01", "2925-01-01", "soon", "3/25/25"])
def test_what_is_no_believable_day_is_none(text):
    assert days(text) == [None]


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_iso_dates_come_back_as_they_are(day):
    assert days(day.isoformat()) == [day]


def read(*texts: str, **how) -> list[float | None]:
    return numbers.read(pl.Series(texts, dtype=pl.String), **how).to_list()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1200", 1200), ("$1,200", 1200), ("1,200.50", 1200.5), ("(5.00)", -5), ("1e3", 1000), (" 7 USD", 7),
        ("12,50", 12.5), ("1.234,5", 1234.5), ("nan", None), ("inf", None), ("ERROR", None), ("1,20,0", None), ("1.2.3", None),
    ],
)  # fmt: skip
def test_a_number(text, number):
    assert read(text) == [number]


def test_one_decimal_comma_settles_the_column():
    assert read("1,200", "12,50") == [1.2, 12.5]


def test_a_comma_between_semicolons_may_be_either():
    with pytest.raises(numbers.AmbiguousNumbers, match="1,200"):
        read("1,200", is_semicolon=True)
    assert read("1,200", is_semicolon=True, decimal=",") == [1.2]
    assert read("1,200", is_semicolon=True, decimal=".") == [1200]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("11.0701", "11.0701"), ("1.0101", "01.0101"), ("110701", "11.0701"), ("10101", "01.0101"), (" '11.0701' ", "11.0701"),
        ("51.081", "51.0810"), ("11.020099999999999", "11.0201"), ("48.05", None), ("11", None), ("51.1", None), ("INVALID CODE", None),
    ],
)  # fmt: skip
def test_a_cip_code_is_restored_only_where_it_is_certain(text, code):
    assert pl.select(cip.six_digits(pl.lit(text))).item() == code


@pytest.mark.parametrize(
    ("text", "number"),
    [("1495,00", 1495), ("1 495,00", 1495), ("1\u202f495,00", 1495), ("1.495,00", 1495), ("1.495.000", 1495000)],
)
def test_thousands_are_parted_by_blanks_points_or_nothing_where_the_decimal_is_a_comma(text, number):
    assert read(text, is_semicolon=True) == [number]
    assert read(text, "0", "495", decimal=",") == [number, 0, 495]


@pytest.mark.parametrize("text", ["1'495.00", "1\u2019495.00", "1 495.00", "US$ 1,495.00"])
def test_thousands_are_parted_by_apostrophes_blanks_or_commas_where_the_decimal_is_a_point(text):
    assert read(text) == [1495]


def test_a_point_before_three_digits_is_refused_where_cells_are_parted_by_semicolons():
    with pytest.raises(numbers.AmbiguousNumbers, match=r"1\.495, in which the point"):
        read("1.495", "0", is_semicolon=True)
    assert read("1.495", decimal=",") == [1495]
    assert read("1.495", "12.5", is_semicolon=True) == [1.495, 12.5]  # the other value settles it


@pytest.mark.parametrize("text", ["£495.00", "495 €", "EUR 495", "C$495", "495 GBP"])
def test_an_amount_in_another_currency_is_no_number_of_dollars(text):
    assert read(text, "$495") == [None, 495]
    assert numbers.currency(pl.Series([text]))


def test_half_a_cent_is_rounded_up_however_it_is_stored():
    amounts = pl.Series([1.005, 0.005, 33.333333, -1.005, 2.675, 1.0049])
    assert numbers.to_cents(amounts).to_list() == [1.01, 0.01, 33.33, -1.01, 2.68, 1.0]
