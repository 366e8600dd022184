"""Cells of a workbook that are merged down a column: each row under them gets their value, and nothing else is filled."""

import io

import pytest
import xlsxwriter

from data.readers import text
from data.readers.files import BadFile, Brought

ROWS = [["s1", "r1"], ["", "r2"], ["", "r3"], ["", "r4"]]


def workbook(rows=ROWS, merged=((0, 2),), at=(0, 0), cells=()) -> bytes:
    """A sheet with a title, a header and rows under it; `merged` are first and last rows, `cells` are written at last."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet, (top, left) = book.add_worksheet("Roster"), at
        sheet.merge_range(top, left, top, left + 1, "Fall roster")
        for down, row in enumerate([["section", "id"], *rows], top + 1):
            for across, value in enumerate(row, left):
                if value:
                    sheet.write(down, across, value)
        for first, last in merged:
            sheet.merge_range(top + 2 + first, left, top + 2 + last, left, rows[first][0])
        for down, value in cells:
            sheet.write(top + 2 + down, left, value)
    return made.getvalue()


def sections(content: bytes) -> list[str | None]:
    (raw,) = text.tables(Brought("r.xlsx", content))
    return raw.rows["section"].to_list()


@pytest.mark.parametrize("at", [(0, 0), (3, 2)])
def test_merged_cells_are_filled_wherever_the_table_stands_and_empty_ones_are_not(at):
    assert sections(workbook(at=at)) == ["s1", "s1", "s1", None]


def test_it_is_noted():
    (raw,) = text.tables(Brought("r.xlsx", workbook()))
    assert "cells that were merged down a column filled in each row of sheet 'Roster'" in raw.notes
    (raw,) = text.tables(Brought("r.xlsx", workbook(merged=())))
    assert not any("merged" in note for note in raw.notes)


def test_several_groups_are_filled_each_with_its_own():
    rows = [["s1", "r1"], ["", "r2"], ["s2", "r3"], ["", "r4"]]
    assert sections(workbook(rows, merged=((0, 1), (2, 3)))) == ["s1", "s1", "s2", "s2"]


def test_values_that_stand_under_a_merged_cell_are_kept_and_refused_where_they_differ():
    assert sections(workbook(cells=[(1, "s1")])) == ["s1", "s1", "s1", None]
    with pytest.raises(BadFile, match="merged cells in its rows 3 to 5 of which some hold other values"):
        sections(workbook(cells=[(1, "s9")]))
