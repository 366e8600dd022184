"""What spreadsheets and report writers do to a file before it comes: rounded ids, turned days, days for none, headers on each page."""

import io

import polars as pl
import pytest
import xlsxwriter

from data.readers import canonical, dates, text
from data.readers.account_lines import AccountLines, summed
from data.readers.files import BadFile, Brought, Raw
from data.readers.mapping import Mapping

LEARNERS = Mapping("learners", {"who": "learner_id", "on": "first_seen_on"})


def tidied(who: list[str], on: list[str], header: str = "on"):
    mapping = Mapping("learners", {"who": "learner_id", header: "first_seen_on"})
    return canonical.tidy(
        Raw("a.csv", pl.DataFrame({"who": who, header: on}, schema_overrides={"who": pl.String})), mapping
    )


def codes(tidied) -> list[str]:
    return [*tidied.issues["code"], *tidied.doubts["code"]]


@pytest.mark.parametrize(
    ("ids", "refused"),
    [
        (["1.23457E+11", "a2"], 1),
        (["1E+11", "a2"], 1),
        (["1E10", "2E10"], 0),  # a code with a letter
        ([f"90012345678{n:04}0" for n in range(10, 16)], 6),  # 16 digits, of which a spreadsheet keeps 15
        ([f"90012345678{n:04}0" for n in range(10, 13)], 0),  # three may end in zero by chance
        (
            [*(f"90012345678{n:04}0" for n in range(10, 16)), "9001234567800017"],
            0,
        ),  # one shows that all digits are there
    ],
)
def test_ids_that_a_spreadsheet_rounded_are_refused(ids, refused):
    assert codes(tidied(ids, ["2025-01-01"] * len(ids))) == ["rounded_id"] * refused


@pytest.mark.parametrize(
    "day",
    [
        "1900-01-01",
        "9999-12-31",
        "0000-00-00",
        "0001-01-01 00:00:00",
        "1/1/1900",
        "12/30/1899",
        "12/31/9999",
        "31.12.2099",
    ],
)
def test_days_that_stand_for_none_are_left_empty_and_counted(day):
    mapping = Mapping("registrations", {"day": "dropped_on", "who": "learner_id"})
    raw = Raw("a.csv", pl.DataFrame({"day": [day, "2025-01-15"], "who": ["l1", "l2"]}))
    done = canonical.tidy(raw, mapping)
    assert done.tables["registrations"]["dropped_on"].null_count() == 1
    assert done.issues.filter(pl.col("column") == "dropped_on").select("row", "code", "is_fatal").rows() == [
        (1, "day_for_nothing", False)
    ]


@pytest.mark.parametrize(
    ("column", "are_turned"),
    [
        (["2025-02-08", "2025-03-08", "2025-04-08", "25/08/2025"], True),  # 2 Aug became 8 Feb, 25 Aug stayed
        (["2025-02-08", "2025-03-08", "2025-04-08", "8/25/2025"], True),
        (["2025-02-08", "2025-03-08", "2025-04-18", "25/08/2025"], False),  # a day after the 12th
        (["2025-02-08", "2025-03-08", "2025-04-08", "25/08/2025", "03/08/2025"], False),  # the others were not turned
        (["2025-02-08", "25/08/2025"], False),  # too few to tell
        (["2025-02-08", "2025-03-08", "2025-04-08"], False),
    ],
)
def test_days_that_a_spreadsheet_turned_around_are_refused(column, are_turned):
    signs = dates.signs(pl.Series(column))
    assert signs.are_turned == are_turned
    parts = [pl.Series(column[:2], dtype=pl.String), pl.Series(column[2:], dtype=pl.String)]
    assert (dates.signs(parts[0]) + dates.signs(parts[1])).are_turned == are_turned
    if are_turned:
        with pytest.raises(BadFile, match="turned day and month around"):
            tidied([f"l{n}" for n in range(len(column))], column)


@pytest.mark.parametrize(
    ("day", "header", "is_early"),
    [
        ("2025-07-01T02:30:00Z", "on", True),
        ("2025-07-01 02:30:00+00:00", "on", True),
        ("2025-07-01 02:30:00", "Created (UTC)", True),
        ("2025-07-01 02:30:00", "on", False),  # a time of the college
        ("2025-07-01T02:30:00-05:00", "on", False),
        ("2025-07-01T05:30:00Z", "on", False),  # July in the East
        ("2025-07-02T02:30:00Z", "on", False),  # of the same month
        ("2025-07-01T00:00:00Z", "on", False),  # a day without a time
    ],
)
def test_a_time_in_utc_that_was_the_month_before_is_named(day, header, is_early):
    assert codes(tidied(["l1"], [day], header)) == (["in_utc_on_a_first"] if is_early else [])


def test_rows_that_repeat_the_header_and_lines_of_dashes_are_left_out_and_counted():
    content = b"id,title\n---,-----\na1,Welding\nid,title\na2,Coding\n"
    (raw,) = text.tables(Brought("a.csv", content))
    assert raw.rows["id"].to_list() == ["a1", "a2"]
    assert raw.notes == ("2 rows left out that repeat the header or hold dashes alone",)


@pytest.mark.parametrize(
    ("above", "said"),
    [
        ("Filter: Term = Fall 2025", "a part of the rows"),
        ("All amounts in Canadian dollars (CAD)", "amounts are read as US dollars"),
        ("Amounts in thousands", "single US dollars"),
        ("Registration report\nRun date: 2026-03-01", None),
    ],
)
def test_what_stands_above_a_header_is_warned_of_where_it_changes_the_rows(above, said):
    (raw,) = text.tables(Brought("a.csv", f"{above}\n\nid,title,price\na1,Welding,5\na2,Coding,6\n".encode()))
    assert [said in warning for warning in raw.warnings] == ([True] if said else [])


def workbook(**sheets: list[list[object]]) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return made.getvalue()


def test_a_sheet_that_has_nearly_the_same_columns_and_is_not_read_is_warned_of():
    head = ["id", "section", "who", "price"]
    fall, spring = [head, *[["a1", "s1", "l1", 5]] * 3], [[*head, "Notes"], *[["a2", "s2", "l2", 5, "ok"]] * 2]
    (raw,) = text.tables(Brought("a.xlsx", workbook(Fall=fall, Spring=spring)))
    (warning,) = raw.warnings
    assert warning.startswith(
        "sheet 'Spring' has 2 rows and nearly the same columns, and was not read: it differs in Notes"
    )
    (raw,) = text.tables(Brought("a.xlsx", workbook(Fall=fall, Codes=[["code", "meaning"], ["s1", "Welding"]])))
    assert raw.warnings == ()


LINES = AccountLines(("who",), ("who",), "amount")


def lined(**columns: list[str]) -> Raw:
    who = [f"l{n + 1}" for n in range(len(next(iter(columns.values()))))]
    lines = pl.DataFrame({"who": who, **columns})
    return summed(Raw("r.csv", pl.DataFrame({"who": ["l1", "l2"]})), LINES, [Raw("lines.csv", lines)])


def test_account_lines_without_a_readable_amount_or_in_another_currency_are_refused():
    with pytest.raises(BadFile, match=r"amounts in amount that are no numbers, such as '495\.00CR' in row 2"):
        lined(amount=["5", "495.00CR"])
    with pytest.raises(BadFile, match=r"account lines whose Currency is not US dollars, the first in row 2 \(CAD\)"):
        lined(amount=["5", "6"], Currency=["USD", "CAD"])


def test_account_lines_of_debits_and_credits_without_a_sign_are_refused():
    with pytest.raises(
        BadFile, match=r"lines of which Dr/Cr says whether they are debits or credits, and amounts without a sign"
    ):
        lined(amount=["5", "6"], **{"Dr/Cr": ["DR", "CR"]})
    assert lined(amount=["5", "-6"], **{"Dr/Cr": ["DR", "CR"]}).warnings == ()
    assert lined(amount=["5", "6"], **{"Dr/Cr": ["DR", "DR"]}).warnings == ()


def test_account_lines_that_stand_twice_or_are_void_are_warned_of():
    (warning,) = lined(amount=["5", "6"], who=["l1", "l1"], Voided=["", "Y"]).warnings
    assert "1 account lines of lines.csv are void or reversed by Voided and count too: rows 2" in warning
    (warning,) = lined(amount=["5", "5"], who=["l1", "l1"]).warnings
    assert "1 account lines of lines.csv equal an earlier one in every column and count too: rows 2" in warning
    assert lined(amount=["5", "6"]).warnings == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"INSERT INTO reg VALUES (1, 'a');\n", "an SQL script; export its table as CSV"),
        (b'[{"id": 1}]', "Save other tables as CSV or XLSX"),
    ],
)
def test_what_is_no_table_says_what_to_bring(content, said):
    with pytest.raises(BadFile, match=said):
        text.tables(Brought("a.txt", content))


def test_a_comma_for_thousands_beside_decimal_commas_is_named():
    mapping = Mapping("offerings", {"price": "price_usd"})
    done = canonical.tidy(Raw("a.csv", pl.DataFrame({"price": ["495,00", "1,495"]}), separator=","), mapping)
    assert done.doubts.select("row", "code").rows() == [(2, "three_decimals")]
    done = canonical.tidy(Raw("a.csv", pl.DataFrame({"price": ["495,00", "1,495"]}), separator=";"), mapping)
    assert done.doubts.is_empty()
