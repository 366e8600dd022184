"""Downloads open in a spreadsheet: a table first, no odd letters, no formula that runs, and what it is below."""

import csv
from datetime import date
from decimal import Decimal

import polars as pl

from dashboard.export import BOM, file_name, frame_sheet, on_screen, sheet
from dashboard.wording import escaped
from data.reference import periods
from queries import college as colleges
from queries.answer import measure
from queries.metrics.enrollment import NET_REVENUE
from queries.semantic.scope import Scope


def cells(text: str) -> list[list[str]]:
    """The file as a spreadsheet lays it out."""
    return list(csv.reader(text.removeprefix(BOM).splitlines()))


def test_a_table_stands_first_and_each_sentence_is_one_cell_below_an_empty_row():
    frame = pl.DataFrame({"Month": [date(2025, 7, 1)], "Seats": [12]})
    about = ["**Seats.** Taken, and not dropped.", 'The "net" of it; a \\- b']
    assert cells(frame_sheet(frame, about)) == [
        ["Month", "Seats"],
        ["2025-07-01", "12"],
        [],
        ["Seats. Taken, and not dropped."],
        ['The "net" of it; a - b'],
    ]


def test_the_encoding_is_said_and_what_is_missing_is_an_empty_cell():
    text = frame_sheet(pl.DataFrame({"Field": ["Café – night", "–"], "Seats": [1, 2]}), [])
    assert text.encode()[:3] == b"\xef\xbb\xbf"
    assert cells(text)[1:3] == [["Café – night", "1"], ["", "2"]]


def test_dollars_that_were_added_up_end_at_the_cent():
    frame = pl.DataFrame({"usd": [0.1 + 0.2, 1_234_567.89, 0.0, None], "n": [3, 4, 5, 6]})
    assert [row[0] for row in cells(frame_sheet(frame, []))[1:5]] == ["0.3", "1234567.89", "0.0", ""]


def test_exact_dollars_keep_their_cents_and_are_numbers():
    frame = pl.DataFrame({"Net": [Decimal("-1234.50"), Decimal("0.07")]})
    assert [row[0] for row in cells(frame_sheet(frame, []))[1:3]] == ["-1234.50", "0.07"]


def test_a_sentence_of_the_screen_is_plain_in_a_file():
    said = f"**{escaped('*A* at www.b.example')}** is new."
    assert frame_sheet(pl.DataFrame({"n": [1]}), [said]).endswith('\n"A at www.b.example is new."\n')


def test_a_sentence_that_a_spreadsheet_would_run_is_made_plain():
    assert frame_sheet(pl.DataFrame({"n": [1]}), ["=1+1"]).endswith('\n"\'=1+1"\n')


def test_an_offering_named_like_a_field_lends_it_no_title(demo_version, monkeypatch):
    monkeypatch.setattr(colleges, "titles", lambda version, college: {"11": "Welding for Beginners"})
    scope = Scope(demo_version, "demo", periods.parse("FY2026"), date(2026, 3, 31))
    answer = measure(NET_REVENUE, by=["field", "offering"], scope=scope)
    assert "Welding for Beginners" not in sheet(answer)
    assert "Welding for Beginners" not in on_screen(answer)["Field"]


def test_codes_have_their_names_beside_them_and_months_stay_days(demo_version):
    scope = Scope(demo_version, "demo", periods.parse("FY2026"), date(2026, 3, 31))
    head, first, *_ = cells(sheet(measure(NET_REVENUE, by=["month", "field"], scope=scope)))
    assert head == ["month", "field", "field_name", "net_revenue"]
    assert first[:3] == ["2025-07-01", "11", "Computing"]
    head, first, *rest = cells(sheet(measure(NET_REVENUE, by=["offering", "field"], scope=scope)))
    assert head == ["offering", "offering_name", "field", "field_name", "net_revenue"]
    assert first[:2] == ["acct-cert", "Accounting Clerk Certificate"]
    notes = [row[0] for row in rest if len(row) == 1]
    assert notes[0].startswith("net_revenue: ")
    assert f"version {demo_version}, demo, FY2026, as of 2026-03-31" in notes
    assert any("generated" in note for note in notes)  # nothing of the demo leaves without saying that it is fictional


def test_a_title_names_its_file():
    assert file_name("Nearest on: Own catalogue") == "nearest-on-own-catalogue.csv"
