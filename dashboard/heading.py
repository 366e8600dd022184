"""Headings. As Markdown, which the browser leaves as it is: it renders `st.title` and `st.subheader` anew at every run."""

import streamlit as st


def title(text: str) -> None:
    """The heading of a page."""
    st.markdown(f"# {text}", anchors=False)


def heading(text: str) -> None:
    """The heading of a card or of a part of a page."""
    st.markdown(f"### {text}", anchors=False)
