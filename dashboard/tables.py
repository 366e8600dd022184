"""Tables on screen: the exact values of an Answer or of a named question, sortable, with a download."""

import re
from typing import Any

import polars as pl
import streamlit as st

from dashboard import cells, export, passport, scope_bar, screen, wording
from dashboard.heading import heading
from dashboard.offered.offer import offer, tabled
from dashboard.origins import Call
from queries.answer import Answer
from queries.semantic.column import Column
from queries.semantic.table import Table
from queries.semantic.unit import DAY, MOMENT, MONTH, QUARTER, YEAR

NOTHING = "No data for this choice. Choose another period or field, or other filters."
NAME_WIDTH, NAME_LETTERS = 150, 20
"""Pixels of the first column on a phone, and letters that fit there; rows of two lines would be twice as high."""
LONG_WIDTH, LONG_LETTERS, FEW_COLUMNS = 340, 48, 4
"""Pixels of a column whose words are longer than so many letters, where it is one of more than a few."""
LETTER_WIDTH, CELL_PADDING, ROWS_MEASURED = 7, 16, 10
"""Pixels of a letter and of what stands beside words in a cell, and rows by which the browser measures a column."""
TITLE_LETTERS, BUTTONS_HEIGHT = 30, 28
"""Letters of a title that fit beside the buttons of its table on a phone, and pixels of these over the gap."""
TO_RIGHT = "\u061c"
"""Before a heading: an invisible Arabic letter mark. The browser's grid draws headings at the left but for such scripts."""
_DAYS = {"Month": "MMM YYYY", "Quarter": "[Q]Q YYYY"}
"""How columns of days read by their heading; the values stay days, which sort and are downloaded in ISO."""
_ANY_DAY = "MMM D, YYYY"
_MOMENT = "MMM D, YYYY, HH:mm"
_NUMBER = re.compile(r"([+-]?)(\$?)(\d{1,3}(?:,\d{3})*)(\.\d+)?(%| points| weeks| hours| days)?")
_NO_NUMBER = {wording.NOTHING, wording.HIDDEN, "hidden"}
"""What may stand among numbers, and in a column by itself where no number is known."""
_LIKE_A_NUMBER = re.compile(r"[<>+-]? ?\$?\d[\d,.]*[KM%]?( points| weeks| hours| days)?")


_FORMATS = {MONTH: "MMM YYYY", QUARTER: "[Q]Q YYYY", DAY: "MMM D, YYYY", MOMENT: "MMM D, YYYY, HH:mm"}
"""How the browser says days; they stay days, which sort and are downloaded in ISO."""


def draw(table: Table) -> None:
    """Draw a table: numbers stand at the right and sort as numbers, headings say what they mean.

    On a phone a column of long names is cut, so that numbers stand beside it, and stays while they are scrolled; a tap
    on a name shows all of it.
    """
    frame, config = shown(table)
    st.dataframe(frame, hide_index=True, width="stretch", column_config=config, placeholder=wording.NOTHING)


def shown(table: Table) -> tuple[pl.DataFrame, dict[str, Any]]:
    """The values that the browser gets, under the headings, and how it says each."""
    columns, config = [], {}
    for place, column in enumerate(table.columns):
        values, options = _drawn(table, column, is_first=place == 0)
        columns.append(values.alias(column.label))
        config[column.label] = options
    if len(columns) > 2:
        config[table.columns[0].label] |= cut_name(columns[0])
    return pl.DataFrame(columns), config


def _drawn(table: Table, column: Column, *, is_first: bool) -> tuple[pl.Series, Any]:
    """The values of one column as the browser gets them, and how it says them."""
    values, help_ = table.frame[column.name], column.definition or None
    if column.unit in _FORMATS:
        kind = st.column_config.DatetimeColumn if column.unit is MOMENT else st.column_config.DateColumn
        return values, kind(format=_FORMATS[column.unit], help=help_)
    is_right = not is_first and (column.unit.is_number or column.unit is YEAR)
    label, alignment = (TO_RIGHT + column.label, "right") if is_right else (column.label, "left")
    if column.unit is YEAR and values.dtype.is_integer():
        return values, st.column_config.NumberColumn(label, alignment=alignment, format="%d", help=help_)
    numbers = cells.as_numbers(table, column)
    if numbers is None:
        text = cells.words(table, column)
        width = _width(text, len(table.columns))
        return text, st.column_config.Column(label, alignment=alignment, width=width, help=help_)
    values, format_, places = numbers
    step = (10.0**-places if places else 1) if format_ == "dollar" else None
    return values, st.column_config.NumberColumn(label, alignment=alignment, format=format_, help=help_, step=step)


def grid(frame: pl.DataFrame) -> None:
    """Any small frame, its numbers at the right and its days in words; a click on the heading sorts both as what they are.

    Decimals are US dollars, exact to the cent: they are shown whole here, and with their cents in a file.
    On a phone a column of long names is cut, so that numbers stand beside it, and stays while they are scrolled; a tap
    on a name shows all of it.
    """
    columns, config = {}, {}
    for place, column in enumerate(frame.iter_columns()):
        if column.dtype == pl.Date:
            columns[column.name] = column
            config[column.name] = st.column_config.DateColumn(format=_DAYS.get(column.name, _ANY_DAY))
            continue
        if column.dtype == pl.Datetime:
            columns[column.name] = column
            config[column.name] = st.column_config.DatetimeColumn(format=_MOMENT)
            continue
        if column.dtype == pl.Decimal:
            columns[column.name] = column.cast(pl.Float64).round()  # the browser would cut the cents off
            label = TO_RIGHT + column.name
            config[column.name] = st.column_config.NumberColumn(label, alignment="right", format="dollar", step=1)
            continue
        values, format_ = numbers(column)
        columns[column.name] = values
        is_right = place > 0 and (format_ is not None or _reads_as_numbers(column))
        label, alignment = (TO_RIGHT + column.name, "right") if is_right else (column.name, "left")
        if format_ is None:
            config[column.name] = st.column_config.Column(label, alignment=alignment, width=_width(column, frame.width))
        else:
            config[column.name] = st.column_config.NumberColumn(label, alignment=alignment, format=format_)
    if frame.width > 2:
        config[frame.columns[0]] |= cut_name(frame.to_series(0))
    st.dataframe(
        pl.DataFrame(columns), hide_index=True, width="stretch", column_config=config, placeholder=wording.NOTHING
    )


def head(title: str, caption: str = "") -> None:
    """What stands over a table, with room below it where the table's buttons would cover its end.

    They lie over what is above the right end of a table: on a touch screen always, elsewhere under the mouse.
    """
    heading(title)
    if caption:
        st.caption(caption)
    if screen.is_phone() and len(caption or title) > TITLE_LETTERS:
        st.space(BUTTONS_HEIGHT)


def table(title: str, of: Answer | Table, *, empty: str = NOTHING) -> None:
    """A table with its download; an answer that is cut by one name has the largest of its first metric first.

    `empty` is what a table without rows says.
    """
    known = passport.of_answer(of) if isinstance(of, Answer) else passport.of_table(of)
    with st.container(border=True, height="stretch", gap="xsmall"):
        if known.table.is_empty:
            heading(title)
            st.info(empty)
            return
        head(title)
        draw(_largest_first(of, known.table) if isinstance(of, Answer) else known.table)
        name = "-".join([*of.by, of.metrics[0].name]) if isinstance(of, Answer) else export.slug(title)
        with st.container(horizontal=True):
            download(known, name)
            offer(title, "table", Call(tabled, (title, of), {}), f"table-{name}")


def download(known: passport.Passport, name: str) -> None:
    """A button that downloads a table as CSV, made when it is pressed."""
    st.download_button("Download CSV", lambda: export.file(known), f"{name}.csv", "text/csv", key=f"csv-{name}")


def frame_table(title: str, frame: pl.DataFrame, *, empty: str = NOTHING) -> None:
    """A small frame whose columns are already in words; `empty` is what an empty one says."""
    with st.container(border=True, height="stretch", gap="xsmall"):
        if frame.is_empty():
            heading(title)
            st.info(empty)
            return
        head(title)
        grid(frame)
        scope = scope_bar.current()
        about = [title, f"Data version {scope.version}, {wording.known_at(scope)}."]
        about += ["Amounts are US dollars."] if any(kind == pl.Decimal for kind in frame.dtypes) else []
        file = f"{export.slug(title)}.csv"
        st.download_button(
            "Download CSV", lambda: export.frame_sheet(frame, about), file, "text/csv", key=f"csv-{title}"
        )


def _largest_first(answer: Answer, table: Table) -> Table:
    if len(answer.by) > 1 or answer.by in (("month",), ("quarter",), ("year",)):
        return table
    return table.with_frame(
        table.frame.sort(answer.metrics[0].name, descending=True, nulls_last=True, maintain_order=True)
    )


def numbers(column: pl.Series) -> tuple[pl.Series, str | None]:
    """The column as numbers with the format that says them as before; unchanged and None where it is not numbers.

    A number of four digits without a separator is a name, such as a year. Numbers of one column share their unit and decimals. Text such as `hidden`, ranges or short money stays text.
    """
    if column.dtype.is_integer():
        return column, "%d" if _holds_years(column) else "%,d"
    if column.dtype.is_float():
        return column, f"%,.{_decimals(column)}f"
    if column.dtype != pl.String:
        return column, None
    found = [None if text is None or text == wording.NOTHING else _NUMBER.fullmatch(text) or text for text in column]
    known = [match for match in found if match is not None]
    if not known or any(isinstance(match, str) for match in known):
        return column, None
    matches = [match for match in known if isinstance(match, re.Match)]
    units = {(match[2], match[5] or "") for match in matches}
    signs = {match[1] for match in matches}
    if len(units) != 1:
        return column, None
    prefix, suffix = units.pop()
    values = [float(f"{m[1]}{m[3].replace(',', '')}{m[4] or ''}") if isinstance(m, re.Match) else None for m in found]
    decimals = [len(m[4] or ".") - 1 for m in matches]
    if prefix and signs != {""}:
        # The browser writes a sign after the dollar, but for its own format of dollars and cents, which knows no plus.
        is_plain = "+" not in signs and set(decimals) == {2}
        return (pl.Series(column.name, values), "dollar") if is_plain else (column, None)
    if len(set(decimals)) > 1 and all(value is None or value == round(value) for value in values):
        decimals = [0]  # a price under $100 is given with its cents, which may be none
    plus = "+" if "+" in signs else ""
    return pl.Series(column.name, values), f"{prefix}%{plus},.{max(decimals)}f{suffix.replace('%', '%%')}"


def cut_name(names: pl.Series) -> dict[str, Any]:
    """How the first column is configured besides: cut and kept in view where it holds long names on a phone."""
    return {"width": NAME_WIDTH, "pinned": True} if screen.is_phone() and _longest(names) > NAME_LETTERS else {}


def _width(words: pl.Series, columns: int) -> int | None:
    """Pixels of a column of words in a table of so many; None where the browser finds them by itself.

    It measures a few rows and leaves out what is twice as wide as their mean, and would cut a long name among short ones.
    """
    if columns > FEW_COLUMNS and _longest(words) > LONG_LETTERS:
        return LONG_WIDTH
    if words.dtype != pl.String:
        return None
    measured = [LETTER_WIDTH * len(word or "") + CELL_PADDING for word in words.head(ROWS_MEASURED)]
    widest = max(measured, default=0)
    return min(widest, LONG_WIDTH) if widest * len(measured) >= 2 * sum(measured) else None


def _longest(words: pl.Series) -> int:
    """Letters of the longest words; 0 where they are none."""
    return words.str.len_chars().max() or 0 if words.dtype == pl.String else 0  # type: ignore


def _holds_years(column: pl.Series) -> bool:
    return "year" in column.name.lower() and column.drop_nulls().is_between(1900, 2200).all()


def _decimals(column: pl.Series) -> int:
    """As many decimals as the column has, at most two."""
    known = column.drop_nulls().drop_nans()
    return next((d for d in (0, 1) if (known == known.round(d)).all()), 2)


def _reads_as_numbers(column: pl.Series) -> bool:
    """Whether a column of text is numbers in words, a few hidden ones aside; one of which nothing is known may be."""
    if column.dtype != pl.String:
        return False
    known = [text for text in column if text and text not in _NO_NUMBER]
    like = [text for text in known if _LIKE_A_NUMBER.fullmatch(text)]
    return len(like) >= len(known) / 2
