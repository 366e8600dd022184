"""What stands on a long page: a button at its head that lists its headings, filled when all of them are drawn."""

import re
import threading
import unicodedata
from typing import Any

import streamlit as st

LONG = 8
"""Headings from which on a page lists them; a test holds it."""
_page = threading.local()
"""The list of the page that a thread is making; Streamlit makes one in each."""


def begin(*, is_long: bool) -> None:
    """Start a page; the list of a long one gets its button here, so that nothing moves when it is filled."""
    _page.headings = []
    _page.place = st.popover("On this page") if is_long else None


def note(text: str) -> bool:
    """Take a heading into the list; False where the page has none, and the heading needs no address of its own."""
    place: Any = getattr(_page, "place", None)
    if place is None:
        return False
    _page.headings.append(text)
    return True


def finish() -> None:
    """Fill the list with the headings that were drawn, each a link to its place."""
    place: Any = getattr(_page, "place", None)
    if place is not None:
        links = [f"- [{_label(text)}](#{anchor(text)})" for text in dict.fromkeys(_page.headings)]
        place.markdown("\n".join(links) or "Nothing is shown yet.")
    _page.place = None


def anchor(text: str) -> str:
    """The address that Streamlit gives a heading of Markdown."""
    spelled = re.sub(r"[’']", "", text.lower()).replace("&", " and ").replace("–", "-")
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def _label(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>$&:])", r"\\\1", text)
