"""Open sections on screen: the list on the Pacing page, and the choice of one section."""

from collections.abc import Callable

import streamlit as st

from dashboard import address, passport, scope_bar, tables, wording
from dashboard.address import linked
from dashboard.ask import recall
from dashboard.wording import sections as words
from queries.cubes.board import board
from queries.enrollment import at_risk
from queries.enrollment import tables as enrollment_tables
from queries.enrollment.at_risk import Listed
from queries.semantic.scope import Scope


def listed(scope: Scope, key: str, text_input: Callable[..., str], alignment: str, target: float) -> Listed:
    """The open sections that a page lists, with the one that its address names. Where there are many, a reader can search."""
    found = recall(at_risk.listed, scope, alignment, target)
    if found.sections > at_risk.MOST:
        text = linked(text_input, "Find a section", "", key=f"{key}_find", help=words.FIND)
        found = recall(at_risk.listed, scope, alignment, target, text.strip(), _named(key))
        if found.rows.is_empty():
            st.info(wording.escaped(words.nothing_found(text.strip())))
            found = recall(at_risk.listed, scope, alignment, target, "", _named(key))
    return found


def _named(key: str) -> str:
    """The code of the section in the address, which may hold its title before the code."""
    return (address.named(key) or ("",))[-1].rpartition(", ")[2]


def pacing(found: Listed, scope: Scope, widget: str, alignment: str, target: float) -> None:
    """The board, most money at risk first; selecting a row chooses its section_id in the widget of that key."""
    table = enrollment_tables.board(found.rows, scope)
    shown, config = tables.shown(table)
    chance = table.column("chance_to_run")
    config[chance.label] = st.column_config.ProgressColumn(
        format="%.0f%%", min_value=0, max_value=100, width=100, help=chance.definition
    )
    decide_by = table.column("decide_by")  # of the next weeks, so that its year is plain
    config[decide_by.label] = st.column_config.DateColumn(format="MMM D", help=decide_by.definition)
    with st.container(border=True):
        tables.head("Open sections by money at risk", words.about_list(found.rows.height, found.sections))
        st.dataframe(
            shown,
            hide_index=True,
            width="stretch",
            placeholder=wording.NOTHING,
            column_config=config,
            column_order=tables.on_a_phone(table),
            on_select=scope_bar.choose_by_row("pacing_board", widget, found.rows["section_id"].to_list()),
            selection_mode="single-row",
            key="pacing_board",
        )
        tables.download_of(
            lambda: passport.of_table(enrollment_tables.board(board(scope, alignment, target), scope)), "pacing"
        )
