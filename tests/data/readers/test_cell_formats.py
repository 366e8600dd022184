"""Numbers that a workbook shows in another currency by the format of their cells are read with that currency."""

import io

import pytest
import xlsxwriter

from data.readers import text
from data.readers.files import Brought


def amounts(code: str, at=(0, 0)) -> list[str | None]:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet, shown, (top, left) = book.add_worksheet(), book.add_format({"num_format": code}), at
        sheet.write_row(top, left, ["id", "gross"])
        for down, value in enumerate([500, 495.5, "none"], top + 1):
            sheet.write(down, left, f"r{down}")
            sheet.write(down, left + 1, value, shown)
        sheet.write_row(top + 4, left, ["r9", 400])
    (raw,) = text.tables(Brought("r.xlsx", made.getvalue()))
    return raw.rows["gross"].to_list()


@pytest.mark.parametrize(
    ("code", "sign"),
    [
        ("[$€-2] #,##0.00", "€ "),
        ("£#,##0.00", "£ "),
        ('#,##0.00 "€"', "€ "),
        ("[$CAD] #,##0", "CAD "),
        ("[$$-409]#,##0.00", ""),
        ("$#,##0.00", ""),
        ("[$-409]#,##0.00", ""),  # a language and no currency
        ("[$USD] #,##0", ""),
        ("#,##0,", ""),  # shown in thousands, and whole in the file
        ("0%", ""),
    ],
)
def test_a_number_is_read_with_the_currency_in_which_it_is_shown(code, sign):
    assert amounts(code) == [f"{sign}500", f"{sign}495.5", "none", "400"]


def test_wherever_the_table_stands():
    assert amounts("[$€-2] #,##0.00", at=(4, 3)) == ["€ 500", "€ 495.5", "none", "400"]
