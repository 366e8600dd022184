"""A Table as a workbook: the numbers as on screen in one sheet, what they are in another."""

import io
from decimal import Decimal
from typing import Any

from dashboard import cells, export
from dashboard.passport import Fact, Passport
from dashboard.wording import markdown
from queries.semantic.column import Column
from queries.semantic.table import Table

NUMBERS, ABOUT = "Numbers", "About"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST, NARROWEST = 60, 10
"""Letters of a column."""


def workbook(passport: Passport) -> bytes:
    """The table with its headings, and a sheet of definitions, choices, sources and version."""
    import xlsxwriter  # only who presses the button waits for it

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(NUMBERS)
        sheet.freeze_panes(1, 1)
        for place, column in enumerate(passport.table.columns):
            values = _values(passport.table, column)
            shown = book.add_format({"num_format": _format(column)})
            sheet.set_column(place, place, _width(column.label, values))
            sheet.write_string(0, place, column.label, bold)
            for row, value in enumerate(values, 1):
                _write(sheet, row, place, value, shown)
        _about(book.add_worksheet(ABOUT), passport.facts, bold)
    return file.getvalue()


def _values(table: Table, column: Column) -> list[object]:
    """Numbers as a file keeps them; words for names, days and what stands in place of a number."""
    words = cells.printed(table, column)
    if not column.unit.is_number or column.until or column.unit_of:
        return [*words]
    numbers = export.plain(table.frame[column.name], column.unit).to_list()
    instead = table.frame[column.instead].to_list() if column.instead else [None] * len(numbers)
    return [word if code is not None else number for number, word, code in zip(numbers, words, instead, strict=True)]


def _write(sheet: Any, row: int, place: int, value: object, shown: Any) -> None:
    if isinstance(value, int | float | Decimal):
        sheet.write_number(row, place, float(value), shown)
    elif value is not None:
        sheet.write_string(row, place, str(value))


def _format(column: Column) -> str:
    """The format of a spreadsheet for a unit: percent for shares, dollars for money, and thousands apart."""
    unit = column.unit
    places = f".{'0' * unit.decimals}" if unit.decimals else ""
    if unit.factor == 100:
        return f"0{places}%"
    return f"$#,##0{places}" if unit.is_money else f"#,##0{places}"


def _width(label: str, values: list[object]) -> int:
    return min(WIDEST, max(NARROWEST, len(label), *(len(str(value)) for value in values)))


def _about(sheet: Any, facts: tuple[Fact, ...], bold: Any) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 110)
    for row, fact in enumerate(facts):
        sheet.write_string(row, 0, fact.term, bold)
        sheet.write_string(row, 1, markdown.plain(fact.text))
