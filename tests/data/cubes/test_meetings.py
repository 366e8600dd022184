"""Where and when sections meet: what the contract takes falls into one group, what is not stated into `not_known`."""

import polars as pl
import pytest

from data.contracts.meetings import DAYS_PATTERN, TIME_PATTERN
from data.cubes import meetings

TIMES = [
    ("09:30", "morning"),
    ("0930", "morning"),  # as Banner writes it
    ("930", "morning"),  # with its zero lost in a spreadsheet
    ("18:00:00", "evening"),
    ("11:59 AM", "morning"),
    ("12:00", "afternoon"),
    ("12:15 pm", "afternoon"),
    ("12:00 AM", "morning"),
    ("4:59 p.m.", "afternoon"),
    ("5:00PM", "evening"),
    (None, "not_known"),
]


@pytest.mark.parametrize(("time", "band"), TIMES)
def test_a_time_has_its_part_of_the_day(time, band):
    frame = pl.DataFrame({"start_time": [time]}, {"start_time": pl.String})
    assert frame.select(pl.col("start_time").str.contains(TIME_PATTERN)).item() in (True, None)
    assert frame.select(meetings.time_of_day()).item() == band


@pytest.mark.parametrize("time", ["25:00", "9", "noon", "12:60", "18:00-20:00"])
def test_what_is_no_time_is_no_time_of_the_contract(time):
    assert not pl.Series([time]).str.contains(TIME_PATTERN).item()


@pytest.mark.parametrize(("days", "is_taken"), [("TR", True), ("MTWRFSU", True), ("RT", False), ("Mon", False)])
def test_days_stand_in_the_order_of_the_week(days, is_taken):
    assert pl.Series([days]).str.contains(DAYS_PATTERN).item() == is_taken


def test_what_is_not_stated_is_not_known():
    frame = pl.DataFrame({"campus": ["North", " ", None], "meeting_days": ["S", None, "MW"]})
    assert frame.select(meetings.campus()).to_series().to_list() == ["North", "not_known", "not_known"]
    assert frame.select(meetings.meeting_days()).to_series().to_list() == ["S", "not_known", "MW"]
