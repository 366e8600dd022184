"""Headings. As Markdown, which the browser leaves as it is: it renders `st.title` and `st.subheader` anew at every run."""

# Why: decision 82.

import re
from typing import Literal

import streamlit as st

from dashboard import contents
from dashboard.wording.markdown import unlinked

_MARKS = str.maketrans({mark: f"\\{mark}" for mark in r"\`*_[]<>$&"})
"""A heading may name what a college brought, and is text whatever that holds."""


_DIRECTIVE = re.compile(r":(?=\w)")
"""What the browser takes for a color or an icon, and leaves out where it is none."""


def title(text: str, below: str = "") -> None:
    """The heading of a page, with Markdown `below` it."""
    st.markdown(f"# {_plain(text)}\n\n{below}".rstrip(), anchors=False)


def heading(text: str, below: str = "", width: Literal["auto", "content"] = "auto") -> None:
    """The heading of a card or of a part of a page, with Markdown `below` it; as wide as its words where one stands beside.

    A page of many cards is faster with one text each: a short one costs the browser as much as a long one.
    """
    st.markdown(f"## {_plain(text)}\n\n{below}".rstrip(), anchors=contents.note(text), width=width)


def _plain(text: str) -> str:
    return _DIRECTIVE.sub(r"\\:", unlinked(text).translate(_MARKS))
