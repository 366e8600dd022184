"""The head of a page and the way to another one."""

import sys

import streamlit as st

from dashboard.navigation import PAGES


def head(question: str | None) -> None:
    """Title from the table of pages, question from the page's docstring."""
    file = sys._getframe(1).f_code.co_filename.replace("\\", "/")
    entry = next(page for page in PAGES if file.endswith(page.file))
    st.title(entry.title, anchor=False)
    st.markdown(question or "")


def follow(title: str, why: str) -> None:
    """A link to another page, by its title, with what it answers."""
    entry = next(page for page in PAGES if page.title == title)
    st.page_link(entry.file, label=f"**{title}**: {why}")
