"""Text in files that spreadsheets open: nothing of it is run, and numbers stay numbers."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference.spreadsheet import neutralised, restored


@pytest.mark.parametrize("start", list("=+-@\t\r\n"))
def test_text_that_a_spreadsheet_would_run_is_made_plain(start):
    assert neutralised(pl.DataFrame({"title": [f"{start}1+1"]}))["title"].to_list() == [f"'{start}1+1"]


@pytest.mark.parametrize("number", ["-$8.37", "+3.1%", "-$73K", "-1,200", "+0.9 points", "-4"])
def test_a_number_keeps_its_sign(number):
    assert neutralised(pl.DataFrame({"change": [number]}))["change"].to_list() == [number]


@pytest.mark.parametrize("text", ["-1+cmd|' /C calc'!A0", "+1 points+2", "-2-3", "+A1"])
def test_what_only_begins_like_a_number_is_made_plain(text):
    assert neutralised(pl.DataFrame({"change": [text]}))["change"].to_list() == [f"'{text}"]


@pytest.mark.parametrize("text", ["=1+1", "\n1", "-4", "'quoted'", "plain", None])
def test_what_was_made_plain_comes_back_as_it_was(text):
    frame = pl.DataFrame({"title": [text]}, schema={"title": pl.String})
    assert restored(neutralised(frame)).equals(frame)


@pytest.mark.parametrize("start", list("=+-@\t\r\n"))
def test_a_heading_that_a_spreadsheet_would_run_is_made_plain(start):
    assert neutralised(pl.DataFrame({f"{start}1+1": [1], "-4": [2], "Net": [3]})).columns == [
        f"'{start}1+1",
        "-4",
        "Net",
    ]


@given(st.lists(st.text("='-+4a", max_size=4), unique=True))
def test_headings_stay_apart_and_come_back_as_they_were(headings):
    frame = pl.DataFrame({name: [1] for name in headings})
    plain = neutralised(frame)
    assert not any(name.startswith(("=", "-a", "+a")) for name in plain.columns)
    assert restored(plain).columns == headings
