"""Downloads: plain numbers first, names beside codes, no formula that runs, and below it what the numbers are."""

import csv
import io
from datetime import date

import polars as pl
import pytest

from dashboard import cells, export, passport
from dashboard.wording import escaped
from data.reference import periods
from queries import college as colleges
from queries.answer import measure
from queries.metrics.enrollment import NET_REVENUE
from queries.semantic.column import Column, of_dimension
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import CENTS, COUNT, INDEX, POINTS, SHARE, TEXT, USD

SCOPE = Scope("version", "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31), (("field", "11"),))


@pytest.fixture(autouse=True)
def no_files(monkeypatch):
    """No version stands behind the small tables of this file."""
    monkeypatch.setattr("queries.provenance.files", lambda *_: [])


def rows_of(text: str) -> list[list[str]]:
    """The file as a spreadsheet lays it out."""
    return list(csv.reader(text.removeprefix(export.BOM).splitlines()))


def file_of(frame: dict, *columns: Column) -> str:
    return export.file(passport.Passport(Table(pl.DataFrame(frame), columns, SCOPE)))


def test_a_program_that_skips_lines_with_a_number_sign_reads_the_table_alone():
    text = file_of({"field": ["11", "51"], "seats": [12, None]}, of_dimension("field"), Column("seats", "Seats", COUNT))
    read = pl.read_csv(io.BytesIO(text.encode()), comment_prefix="#", schema_overrides={"field": pl.String})
    assert read.rows() == [("11", "Computing", 12), ("51", "Health", None)]
    assert read.columns == ["field", "field_name", "seats"]
    assert text.encode()[:3] == b"\xef\xbb\xbf"  # says UTF-8 to a spreadsheet


@pytest.mark.parametrize(
    ("unit", "held", "kept"),
    [
        (USD, 1_312_682.1500000001, "1312682.15"),  # added up in binary
        (USD, 12_900_000.0, "12900000.00"),  # never $12.90M
        (USD, 0.1 + 0.2, "0.30"),
        (CENTS, -123_450, "-1234.50"),
        (SHARE, 0.316625412541, "0.316625"),  # a share, not a percentage
        (POINTS, -0.0123456789, "-0.012346"),
        (COUNT, 12.0, "12"),
        (COUNT, 3, "3"),
        (INDEX, 1.0123456, "1.0123"),
        (USD, None, ""),
        (SHARE, float("nan"), ""),
    ],
)
def test_numbers_are_plain_and_end_where_their_unit_says(unit, held, kept):
    name = "net_cents" if unit is CENTS else "net"
    frame = {name: pl.Series([held], dtype=pl.Int64 if isinstance(held, int) else pl.Float64)}
    head, first, *_ = rows_of(file_of(frame | {"n": [1]}, Column(name, "Net", unit), Column("n", "n", COUNT)))
    assert (head[0], first[0]) == ("net_usd" if unit is CENTS else "net", kept)


def test_a_range_is_two_columns_and_a_reason_stands_beside_the_number_that_it_replaces():
    table = file_of(
        {"low": [9.0, 2.0], "high": [14.0, None], "share": [0.5, None], "why": [None, "hidden"]},
        Column("low", "Range", COUNT, until="high"),
        Column("share", "Share", SHARE, instead="why"),
    )
    assert rows_of(table)[:3] == [["low", "high", "share", "why"], ["9", "14", "0.5", ""], ["2", "", "", "hidden"]]


def test_each_row_may_have_a_unit_of_its_own_which_stands_beside_it():
    column = Column("value", "Value", USD, unit_of="unit")
    table = file_of({"value": [0.123456789, 42_000.129], "unit": ["share", "usd"]}, column)
    assert rows_of(table)[:3] == [["value", "unit"], ["0.123457", "share"], ["42000.13", "usd"]]


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "@SUM(A1)", "-2+3", "\tx"])
def test_nothing_that_a_spreadsheet_would_run_leaves_as_it_is(text):
    file = file_of({text: [text], "n": [1]}, Column(text, "Name", TEXT), Column("n", "n", COUNT, text))
    assert not any(cell.startswith(text) for row in rows_of(file) for cell in row)


def test_facts_are_one_cell_each_and_plain():
    known = passport.Passport(
        Table(pl.DataFrame({"n": [1]}), (), SCOPE),
        (passport.Fact("Hidden", f'**{escaped("*A* at www.b.example")}**, "x"'),),
    )
    assert ["#", "Hidden", 'A at www.b.example, "x"'] in rows_of(export.csv(known))


def test_a_file_says_of_what_and_as_of_when_it_is_and_what_each_column_holds(demo_version):
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    facts = {
        row[1]: row[2]
        for row in rows_of(export.file(passport.of_answer(measure(NET_REVENUE, by=["field"], scope=scope))))
        if row[0] == "#" and len(row) > 1
    }
    assert facts["net_revenue"].startswith("Net tuition revenue (US dollars, to the cent). ")
    assert facts["Period"] == "FY2026, Jul 1, 2025 to Jun 30, 2026"
    assert facts["As of"] == "Mar 31, 2026"
    assert facts["College"] == "Demo college (fictional)"
    assert facts["Data version"] == demo_version
    assert "fictional" in facts["Note"]  # nothing of the demo leaves without saying that it is fictional


def test_an_offering_named_like_a_field_lends_it_no_title(demo_version, monkeypatch):
    monkeypatch.setattr(colleges, "titles", lambda version, college: {"11": "Welding for Beginners"})
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    known = passport.of_answer(measure(NET_REVENUE, by=["field", "offering"], scope=scope))
    assert "Welding for Beginners" not in export.file(known)
    assert "Welding for Beginners" not in cells.in_words(known.table)["Field"]


def test_codes_have_their_names_beside_them_and_months_stay_days(demo_version):
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    head, first, *_ = rows_of(export.file(passport.of_answer(measure(NET_REVENUE, by=["month", "field"], scope=scope))))
    assert head == ["month", "field", "field_name", "net_revenue"]
    assert first[:3] == ["2025-07-01", "11", "Computing"]


def test_a_title_names_its_file():
    assert export.slug("Most similar on: Own catalog") == "most-similar-on-own-catalog"
