"""The head of a page: its title and the question it answers."""

import inspect

import streamlit as st

from dashboard.navigation import PAGES


def head(question: str | None) -> None:
    """Title from the table of pages, question from the page's docstring."""
    file = inspect.stack()[1].filename.replace("\\", "/")
    entry = next(page for page in PAGES if file.endswith(page.file))
    st.title(entry.title, anchor=False)
    st.markdown(question or "")
