"""Tables on screen: the exact values of an Answer or of a named question, sortable, with a download."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboard import cells, column_widths, export, printing, screen, wording, workbook
from dashboard.address import linked
from dashboard.heading import heading
from dashboard.offered.offer import offer, tabled
from dashboard.origins import Call
from dashboard.passport import Passport, of_answer, of_table
from dashboard.streamlit_internals import DeltaGenerator, column_config, grid_rows
from data.caches import kept
from data.reference.spreadsheet import neutralised
from queries.answer import Answer
from queries.semantic.column import Column
from queries.semantic.table import Table
from queries.semantic.unit import DAY, MOMENT, MONTH, QUARTER, YEAR

NOTHING = "No data for this choice. Choose another period, field or filter, or import what is missing."
NAME_WIDTH, NAME_LETTERS = 150, 20
"""Pixels of the first column on a phone, and letters that fit there; rows of two lines would be twice as high."""
TITLE_LETTERS, BUTTONS_HEIGHT = 30, 28
"""Letters of a title that fit beside the buttons of its table on a phone, and pixels of these over the gap."""
ALL_COLUMNS = "The table shows the columns that fit. The CSV file has all of them."
TO_RIGHT = "\u061c"
"""Before a heading: an invisible Arabic letter mark. The browser's grid draws headings at the left but for such scripts."""
FORMATS = {MONTH: "MMM YYYY", QUARTER: "[Q]Q YYYY", DAY: "MMM D, YYYY", MOMENT: "MMM D, YYYY, HH:mm"}
"""How the browser says days; they stay days, which sort and are downloaded in ISO."""


def draw(table: Table, answer: Answer | None = None) -> None:
    """Draw a table: numbers stand at the right and sort as numbers, headings say what they mean. That of an answer that is cut
    by one name has the largest of its first metric first.

    On a phone a column of long names is cut, so that numbers stand beside it. It stays while they are scrolled; a tap
    on a name shows all of it.
    """
    if printing.is_whole():
        printing.whole(_largest_first(answer, table))
        return
    _draw_grid(_grid(table, answer, screen.is_phone(), has_all=True))


def fitting(table: Table, name: str) -> None:
    """Draw the columns of a table that fit the screen, and below it the choice of all where some do not."""
    _draw_fitting(st.container(), table, None, name)


def on_a_phone(table: Table) -> tuple[str, ...] | None:
    """The headings that fit a phone, those that a reader needs most; None on a wider screen, which shows all."""
    if not screen.is_phone():
        return None
    return tuple(table.column(name).label for name in column_widths.fitting(table, is_phone=True).names)


def shown(table: Table) -> tuple[pl.DataFrame, dict[str, Any]]:
    """The values that the browser gets, under the headings, and how it says each."""
    return _shown(table, screen.is_phone())


@dataclass(frozen=True)
class _Grid:
    """A table as it is sent: all of its values, how each column is said, and the headings of those that are shown."""

    rows: Any
    config: dict[str, Any]
    headings: tuple[str, ...]
    is_whole: bool


def _draw_grid(grid: _Grid) -> None:
    st.dataframe(
        grid.rows,
        hide_index=True,
        width="stretch",
        column_config=grid.config,
        column_order=grid.headings,
        placeholder=wording.NOTHING,
    )


@kept("grids")
def _grid(table: Table, answer: Answer | None, is_phone: bool, *, has_all: bool) -> _Grid:
    """The same as it is sent, made once for a table: of a page with tables a third of a rerun was to make them."""
    table = _largest_first(answer, table)
    frame, config = _shown(table, is_phone)
    headings = tuple(column.label for column in table.columns)
    if has_all:
        return _Grid(grid_rows(frame), config, headings, is_whole=True)
    fitting = column_widths.fitting(table, is_phone=is_phone)
    is_whole = len(fitting.names) == len(headings)
    for name, width in fitting.widths.items():
        config[table.column(name).label]["width"] = width
    return _Grid(grid_rows(frame), config, tuple(table.column(name).label for name in fitting.names), is_whole)


def _shown(table: Table, is_phone: bool) -> tuple[pl.DataFrame, dict[str, Any]]:
    columns, config = [], {}
    for place, column in enumerate(table.columns):
        values, options = _drawn(table, column, is_first=place == 0)
        columns.append(values.alias(column.label))
        config[column.label] = options
    if len(columns) > 2:
        config[table.columns[0].label] |= _cut_name(columns[0], is_phone)
    return pl.DataFrame(columns), config


def _drawn(table: Table, column: Column, *, is_first: bool) -> tuple[pl.Series, Any]:
    """The values of one column as the browser gets them, and how it says them."""
    values, help_ = table.frame[column.name], column.definition or None
    if column.unit in FORMATS:
        kind = column_config.DatetimeColumn if column.unit is MOMENT else column_config.DateColumn
        return values, kind(format=FORMATS[column.unit], help=help_)
    is_right = not is_first and (column.unit.is_number or column.unit is YEAR)
    label, alignment = (TO_RIGHT + column.label, "right") if is_right else (column.label, "left")
    if column.unit is YEAR and values.dtype.is_integer():
        return values, column_config.NumberColumn(label, alignment=alignment, format="%d", help=help_)
    numbers = cells.as_numbers(table, column)
    if numbers is None:
        text = _text(table, column)
        width = column_widths.of_words(text, column.label, len(table.columns))
        return text, column_config.Column(label, alignment=alignment, width=width, help=help_)
    values, format_, places = numbers
    step = (10.0**-places if places else 1) if format_ == "dollar" else None
    return values, column_config.NumberColumn(label, alignment=alignment, format=format_, help=help_, step=step)


def _text(table: Table, column: Column) -> pl.Series:
    """The cells as text; what came from a file is made plain where a spreadsheet would run it, as the grid has a download."""
    text = cells.words(table, column)
    return text if column.unit.is_number else neutralised(pl.DataFrame([text])).to_series()


def head(title: str, caption: str = "") -> None:
    """What stands over a table, with room below it where the table's buttons would cover its end.

    They lie over what is above the right end of a table: on a touch screen always, elsewhere under the mouse.
    """
    heading(title)
    if caption:
        st.caption(caption)
    if screen.is_phone() and len(caption or title) > TITLE_LETTERS:
        st.space(BUTTONS_HEIGHT)


def table(
    title: str, of: Answer | Table, *, empty: str = NOTHING, caption: str = "", has_workbook: bool = False
) -> None:
    """A table with its download; an answer that is cut by one name has the largest of its first metric first.

    `empty` is what a table without rows says, `caption` what stands below the title of one with rows. `has_workbook`: it
    is offered as a workbook, too.
    """
    passport = of_answer(of) if isinstance(of, Answer) else of_table(of)
    # A box that says that there is nothing is no taller than what it says, however tall the one beside it is.
    with st.container(border=True, height="content" if passport.table.is_empty else "stretch", gap="xsmall"):
        if passport.table.is_empty:
            heading(title)
            st.info(empty)
            return
        head(title, caption)
        name = "-".join([*of.by, of.metrics[0].name]) if isinstance(of, Answer) else export.slug(title)
        rows = st.container()
        with st.container(horizontal=True, vertical_alignment="center"):
            download(passport, name)
            if has_workbook:
                _download_workbook(passport, name)
            offer(title, "table", Call(tabled, (title, of), {}), f"table-{name}")
            _draw_fitting(rows, passport.table, of if isinstance(of, Answer) else None, name)


def _draw_fitting(place: DeltaGenerator, table: Table, answer: Answer | None, name: str) -> None:
    """Draw the columns that fit at a place, and all of them where the reader chooses so, here, where some do not."""
    if printing.is_whole():
        with place:
            draw(table, answer)
        return
    grid = _grid(table, answer, screen.is_phone(), has_all=False)
    if not grid.is_whole and linked(
        st.toggle, f"All {len(table.columns)} columns", False, key=f"columns-{name}", help=ALL_COLUMNS
    ):
        grid = _grid(table, answer, screen.is_phone(), has_all=True)
    with place:
        _draw_grid(grid)


def download(passport: Passport, name: str) -> None:
    """A button that downloads a table as CSV, made when it is pressed."""
    download_of(lambda: passport, name)


def download_of(passport: Callable[[], Passport], name: str) -> None:
    """The same of a table that is made when the button is pressed, too."""
    st.download_button("Download CSV", lambda: export.file(passport()), f"{name}.csv", "text/csv", key=f"csv-{name}")


def _download_workbook(passport: Passport, name: str) -> None:
    """A button that downloads a table as a workbook, made when it is pressed."""
    book = partial(workbook.workbook, passport)
    st.download_button("Download XLSX", book, f"{name}.xlsx", workbook.MEDIA_TYPE, key=f"xlsx-{name}")


def _largest_first(answer: Answer | None, table: Table) -> Table:
    if answer is None or len(answer.by) > 1 or answer.by in (("month",), ("quarter",), ("year",)):
        return table
    return table.with_frame(
        table.frame.sort(answer.metrics[0].name, descending=True, nulls_last=True, maintain_order=True)
    )


def _cut_name(names: pl.Series, is_phone: bool) -> dict[str, Any]:
    """How the first column is configured besides: cut and kept in view where it holds long names on a phone."""
    return {"width": NAME_WIDTH, "pinned": True} if is_phone and column_widths.longest(names) > NAME_LETTERS else {}
