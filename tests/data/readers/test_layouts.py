"""Reading any file as text: layouts that nobody announced, and everything that is no table."""

import io
import zipfile
from datetime import date, datetime

import polars as pl
import pytest
import xlsxwriter

from data.readers import text
from data.readers.files import MOST_CELLS, BadFile, Brought


def read(content: bytes | str, name: str = "file.csv") -> pl.DataFrame:
    (raw,) = text.tables(Brought(name, content if isinstance(content, bytes) else content.encode()))
    return raw.rows


def workbook(*sheets: list[list]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"default_date_format": "mm/dd/yyyy"})
    for rows in sheets:
        sheet = book.add_worksheet()
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                sheet.write(r, c, cell)
    book.close()
    return target.getvalue()


def archive(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        "a,b\n1,2\n",
        "\n\na,b\n1,2\n",  # blank rows first
        "Enrollment report\n\na,b\n1,2\n",  # a title above
        "a,b,\n1,2,\n",  # an empty column at the end
        "a,b\n1,2,,\n",  # empty cells behind the last column
        "a;b\n1;2\n",
        "a\tb\n1\t2\n",
        "a|b\n1|2\n",
        'a,b\n"1","2"\n',
        " a , b \n 1 ,\u00a02\n",  # blanks around, a no-break space among them
        "a,b\r1,2\r",  # an old Macintosh
        "a,b\r\n1,2\r\n,\r\n\r\n",  # blank rows last
        "\ufeffa,b\n1,2\n",
    ],
)
def test_a_table_is_found_in_any_layout(content):
    assert read(content).to_dicts() == [{"a": "1", "b": "2"}]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252", "utf-8-sig"])
def test_any_common_encoding_is_read(encoding):
    assert read("name,b\nCafé,2\n".encode(encoding))["name"].to_list() == ["Café"]


def test_a_cell_may_hold_lines_quotes_and_separators():
    assert read('a,b\n"one\ntwo, ""three""",2\n')["a"].to_list() == ['one\ntwo, "three"']


def test_a_header_may_go_over_several_lines():
    assert read('"Length:\nWeeks",b\n4,2\n').columns == ["Length:\nWeeks", "b"]


@pytest.mark.parametrize("quoted", [False, True])
def test_short_rows_are_found_among_many(quoted):
    cell = '"x"' if quoted else "x"
    rows = [f"{cell},{i}" for i in range(3000)]
    rows[1234] = cell
    with pytest.raises(BadFile, match=r"Row 1,235 of file\.csv has 1 cells where the header has 2"):
        read("a,b\n" + "\n".join(rows) + "\n")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"   \n \n", "is empty"),
        (b"a,b\n", "a header and no rows"),
        (b'a,b\n"1,2\n3,4\n', "ends within a quoted cell that begins in row 1. The file was cut off"),
        (b'a,b\n1,2\n3,"4\n', "begins in row 2"),
        (b'a,b\n1,"x"y\n1,2,3\n', "Row 1 of file.csv cannot be read: a cell goes on after its closing quotation mark"),
        (b"a,,c\n1,2,3\n", "column without a name"),
        (b"%PDF-1.7", "a PDF document"),
        (b"\x89PNG\r\n", "an image"),
        (b"\xd0\xcf\x11\xe0", "older kind or one with a password"),
        (b"\x1f\x8b\x08", "compressed with gzip"),
        (b"<html><table>", "web page"),
        (b'{"a": 1}', "is JSON, but no CTDL document"),
        (b"a,b\n1\x00\x01,2\n", "no text file has"),
        (b"PAR1" + b"x" * 50, "damaged or truncated"),
        (workbook([["a"], ["1"]])[:-200], "damaged or truncated"),
        (archive(**{"readme.html": b"x"}), "without a table"),
        (archive(**{"[Content_Types].xml": b"x"}), "no workbook"),
    ],
)
def test_what_is_no_table_is_a_sentence(content, sentence):
    with pytest.raises(BadFile, match=sentence):
        read(content)


def test_a_workbook_gives_dates_as_days_and_whole_numbers_without_decimals():
    rows = [["Report"], [], ["day", "at", "n", "x"], [date(2025, 3, 4), datetime(2025, 3, 4, 13, 5), 5600, 1.5]]
    (row,) = read(workbook(rows), "file.xlsx").to_dicts()
    assert row == {"day": "2025-03-04", "at": "2025-03-04 13:05:00", "n": "5600", "x": "1.5"}


def test_the_fullest_sheet_is_read_and_said():
    (raw,) = text.tables(Brought("a.xlsx", workbook([["Read me"]], [["a", "b"], ["1", "2"]])))
    assert raw.rows.to_dicts() == [{"a": "1", "b": "2"}]
    assert "Sheet2" in raw.notes[0]


def test_sheets_with_rows_that_were_not_read_are_named():
    """A college may keep each of its tables on a sheet of one workbook."""
    one, other = [["a", "b"], ["1", "2"]], [["c"], ["3"]]
    (raw,) = text.tables(Brought("a.xlsx", workbook(one, other, [["Read me"]])))
    assert raw.notes == (
        "sheet 'Sheet1' read, the fullest; not read: Sheet2. Save a sheet with a table as a file of its own",
    )


def test_the_content_decides_and_not_the_name():
    assert read(workbook([["a", "b"], ["1", "2"]]), "table.csv").to_dicts() == [{"a": "1", "b": "2"}]


def test_a_zip_may_hold_several_tables_and_a_revised_one_stands_for_its_first():
    content = archive(
        **{"x/a.csv": b"a,b\n1,2\n", "a_rv.csv": b"a,b\n3,4\n", "b.csv": b"c,d\n5,6\n", "__MACOSX/a.csv": b"x"}
    )
    tables = text.tables(Brought("all.zip", content))
    assert [t.name for t in tables] == ["a.csv", "a_rv.csv", "b.csv"]
    content = archive(**{"a.csv": b"a,b\n1,2\n", "a_rv.csv": b"a,b\n3,4\n"})
    assert [t.name for t in text.tables(Brought("all.zip", content))] == ["a_rv.csv"]


def test_a_small_parquet_that_unfolds_into_millions_is_refused_before_it_does():
    target = io.BytesIO()
    pl.select(pl.repeat(0, 60_000_000, dtype=pl.Int8).alias("a")).write_parquet(target, compression="zstd")
    assert len(target.getvalue()) < 200_000
    with pytest.raises(BadFile, match="unfolds into 60,000,000 rows"):
        read(target.getvalue())


def test_a_zip_that_unfolds_into_more_than_fits_is_refused_before_it_does():
    content = archive(**{f"{i}.csv": bytes(40_000_000) for i in range(2)})
    # The announced size is what is looked at first: rewritten here instead of packing gigabytes.
    content = content.replace((40_000_000).to_bytes(4, "little"), (2_000_000_000).to_bytes(4, "little"))
    with pytest.raises(BadFile, match="unfolds into more"):
        read(content, "bomb.zip")


def test_two_cells_in_far_corners_of_a_sheet_are_refused_before_they_are_laid_out():
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "a")
    sheet.write(1_048_575, 1_900, "b")
    book.close()
    assert MOST_CELLS < 1_048_576 * 1_901
    with pytest.raises(BadFile, match="unfolds into 1,048,576 rows"):
        read(target.getvalue(), "bomb.xlsx")


def test_lists_in_parquet_are_refused():
    target = io.BytesIO()
    pl.DataFrame({"a": [[1, 2]]}).write_parquet(target)
    with pytest.raises(BadFile, match="lists or bytes"):
        read(target.getvalue())


TERM = [["id", "day", "usd"], ["r1", "2025-08-02", "495"], ["r2", "2025-08-03", "495"]]


def sheets(*named: tuple[str, list[list], bool]) -> bytes:
    """A workbook of sheets with a name, rows and whether they are hidden."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name, rows, is_hidden in named:
            sheet = book.add_worksheet(name)
            if is_hidden:
                sheet.hide()
            for r, row in enumerate(rows):
                sheet.write_row(r, 0, row)
    return content.getvalue()


def test_a_sheet_in_sight_is_read_before_a_fuller_hidden_one():
    hidden = [*TERM, ["r3", "2024-08-02", "1"], ["r4", "2024-08-02", "1"]]
    (raw,) = text.tables(Brought("a.xlsx", sheets(("Fall", TERM, False), ("Old", hidden, True))))
    assert raw.rows["id"].to_list() == ["r1", "r2"]
    assert "not read: Old (hidden)" in raw.notes[0]


def test_a_hidden_sheet_is_read_where_nothing_in_sight_has_rows():
    (raw,) = text.tables(Brought("a.xlsx", sheets(("Read me", [["x"]], False), ("Old", TERM, True))))
    assert raw.rows.height == 2
    assert "'Old (hidden)' read" in raw.notes[0]


def test_sheets_of_the_same_columns_are_one_table_whatever_their_order():
    spring = [["usd", "id", "day"], ["495", "r3", "2026-01-12"]]
    (raw,) = text.tables(Brought("a.xlsx", sheets(("Fall", TERM, False), ("Spring", spring, False))))
    assert raw.rows.rows()[-1] == ("r3", "2026-01-12", "495")
    assert raw.notes == ("sheets of the same columns read together: Fall (rows 1 to 2), Spring (rows 3 to 3)",)


MONEY_AND_DAYS = "r1,Ann,495,400,2025-08-02,2025-09-02\nr2,Bob,495,400,2025-08-03,2025-09-02\n"
MONEY_AND_DAY_TWICE = "r1,Ann,5,2025-08-02,3,2025-09-02\nr2,Bob,5,2025-08-03,3,2025-09-02\n"


@pytest.mark.parametrize(
    ("above", "rows", "names"),
    [
        # groups of columns over the header, as merged cells leave them
        ("Learner,,Money,,Days,\nid,name,gross,net,from,to\n", MONEY_AND_DAYS, "id name gross net from to"),
        # the same heading in two groups takes the name of its group
        (
            "Seat,,Plan,,Done,\nid,name,usd,on,usd,on\n",
            MONEY_AND_DAY_TWICE,
            "id name Plan_usd Plan_on Done_usd Done_on",
        ),
        # a second row that explains the first
        ("id,name,gross,net,from,to\nkey,text,usd,usd,day,day\n", MONEY_AND_DAYS, "id name gross net from to"),
    ],
    ids=["groups", "same heading in groups", "explained"],
)
def test_two_rows_of_headings_are_read_as_one(above, rows, names):
    (raw,) = text.tables(Brought("a.csv", (above + rows).encode()))
    assert [c.replace(" ", "_") for c in raw.rows.columns] == names.split()
    assert raw.rows.height == 2
    assert "headings" in raw.notes[-1]


def test_a_first_row_of_words_stays_a_row_where_the_rows_below_hold_words_too():
    (raw,) = text.tables(Brought("a.csv", b"id,name,kind\na,Ann,new\nb,Bob,old\nc,Cy,new\n"))
    assert raw.rows.height == 3


def test_two_columns_of_one_name_are_told_apart_and_one_that_says_the_same_is_left_out():
    (raw,) = text.tables(Brought("a.csv", b"id,Status,Note,Status,Note\n1,x,a,x,b\n2,y,c,y,d\n"))
    assert raw.rows.columns == ["id", "Status", "Note", "Note (2)"]
    assert raw.notes == ("column 'Status (2)' holds the same as the one before it and is left out",)


def test_an_archive_with_a_member_that_is_no_table_gives_the_others_and_names_it():
    found = text.contents(Brought("a.zip", archive(**{"a.csv": b"a,b\n1,2\n", "b.csv": b"", "letter.docx": b"x"})))
    assert [raw.name for raw in found.tables] == ["a.csv"]
    assert [sentence.split(" in ")[0] for sentence in found.unread] == ["b.csv", "letter.docx"]
