"""The board of the pacing page: open sections, of which a row can be chosen."""

import polars as pl
import streamlit as st

from dashboard import passport, scope_bar, tables, wording
from queries.enrollment import tables as enrollment_tables
from queries.semantic.scope import Scope

_CAPTION = "Select a row to see its curve, or choose the section above."


def pacing(frame: pl.DataFrame, scope: Scope, widget: str) -> None:
    """The board, most money at risk first; selecting a row chooses its section_id in the widget of that key."""
    table = enrollment_tables.board(frame, scope)
    shown, config = tables.shown(table)
    chance = table.column("chance_to_run")
    config[chance.label] = st.column_config.ProgressColumn(
        format="%.0f%%", min_value=0, max_value=100, width=100, help=chance.definition
    )
    decide_by = table.column("decide_by")  # of the next weeks, so that its year is plain
    config[decide_by.label] = st.column_config.DateColumn(format="MMM D", help=decide_by.definition)
    with st.container(border=True):
        tables.head("Open sections by money at risk", _CAPTION)
        st.dataframe(
            shown,
            hide_index=True,
            width="stretch",
            placeholder=wording.NOTHING,
            column_config=config,
            column_order=tables.on_a_phone(table),
            on_select=scope_bar.choose_by_row("pacing_board", widget, frame["section_id"].to_list()),
            selection_mode="single-row",
            key="pacing_board",
        )
        tables.download(passport.of_table(table), "pacing")
