"""The button that adds what is shown to a brief."""

import streamlit as st

from dashboard import scope_bar
from dashboard.offered import basket, recipe
from dashboard.offered.item import Item
from dashboard.origins import Call
from queries.answer import Answer
from queries.semantic.table import Table


def offer(heading: str, kind: str, call: Call, key: str) -> None:
    """A button that adds a finding, chart or table to the reader's brief. Its recipe is written when it is pressed."""
    if st.button("Add to brief", key=f"brief-{key}", type="tertiary", help=f"Adds “{heading}” to your brief."):
        scope = scope_bar.current()
        try:
            written = recipe.write_call(call, scope)
        except recipe.NotRepeatable as error:
            st.toast(str(error))
            return
        st.toast(basket.add(Item(heading, kind, written, scope.period.name, scope.where)))


def tabled(title: str, of: Answer | Table) -> Answer | Table:
    """A table of a page as a brief asks for it again; the title is its heading."""
    del title
    return of
