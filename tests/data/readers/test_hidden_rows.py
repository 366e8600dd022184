"""Rows that a workbook hides."""

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from data.readers import apart
from data.readers.files import Brought, Raw


def workbook(*sheets: tuple[str, int, tuple[int, ...]]) -> bytes:
    """A workbook of sheets with a name, that many rows under a header, and the numbers of the rows that it hides."""
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name, height, hidden in sheets:
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["id", "day", name if name == "Other" else "amount"])
            for row in range(1, height + 1):
                sheet.write_row(row, 0, [f"r{row}", date(2025, 1, row).isoformat(), row])
            for number in hidden:
                sheet.set_row(number - 1, None, None, {"hidden": True})
    return content.getvalue()


def read(content: bytes) -> Raw:
    (raw,) = apart.contents(Brought("rows.xlsx", content)).tables
    return raw


@pytest.mark.parametrize(
    ("sheets", "rows", "words"),
    [
        ([("Fall", 9, ())], 9, []),
        ([("Fall", 9, (3,))], 9, ["One row that sheet 'Fall' hides was read too: 3, as the sheet numbers them."]),
        (
            [("Fall", 9, (2, 3, 5, 6, 7, 8, 9))],
            9,
            ["7 rows that sheet 'Fall' hides were read too: 2, 3, 5, 6, 7 and 2 more,"],
        ),
        ([("Fall", 9, (3,)), ("Spring", 9, (4, 5))], 18, ["sheet 'Fall' hides", "2 rows that sheet 'Spring' hides"]),
        ([("Fall", 9, ()), ("Other", 3, (2, 3))], 9, []),  # a sheet that is not read
        ([("Fall", 9, (200, 201))], 9, []),  # below the table, without a cell
    ],
)
def test_hidden_rows_are_read_and_named(sheets, rows, words):
    raw = read(workbook(*sheets))
    assert raw.rows.height == rows
    assert len(raw.warnings) == len(words)
    assert all(said in warning for said, warning in zip(words, raw.warnings, strict=True))
