"""Rows of a file as they stand in it: text as it is written, days in words; nothing is read as a number that is text."""

import polars as pl
import streamlit as st
from polars import selectors

from dashboard import wording
from dashboard.tables import FORMATS
from data.reference.spreadsheet import neutralised
from queries.semantic.unit import DAY, MOMENT


def draw(rows: pl.DataFrame) -> None:
    """Draw rows of a file under its own headings; what a spreadsheet would run as a formula is made plain."""
    plain = neutralised(rows.with_columns(selectors.decimal().cast(pl.Float64)))  # the browser would cut the cents off
    days = {name: st.column_config.DateColumn(format=FORMATS[DAY]) for name in _of(plain, selectors.date())}
    moments = {
        name: st.column_config.DatetimeColumn(format=FORMATS[MOMENT]) for name in _of(plain, selectors.datetime())
    }
    config = days | moments
    st.dataframe(plain, hide_index=True, width="stretch", column_config=config, placeholder=wording.NOTHING)


def _of(rows: pl.DataFrame, kind: selectors.Selector) -> tuple[str, ...]:
    return selectors.expand_selector(rows, kind)
