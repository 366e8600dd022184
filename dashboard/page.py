"""The pages as Streamlit knows them, the head of one, and the way to another one."""

import copy
import sys
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.heading import title
from dashboard.navigation import PAGES, Entry
from data.reference.audience import audience

_shown = threading.local()
"""The page that a thread is making; Streamlit makes one in each."""


def sections(root: Path) -> dict[str, list]:
    """The audience's pages below the project's folder by section, as `st.navigation` takes them; each session has its own."""
    by_section: dict[str, list] = {}
    shown = [entry for entry in PAGES if entry.is_public or audience() == "staff"]
    for entry in shown:
        by_section.setdefault(entry.section, []).append(copy.copy(_page(root, entry)))
    if PAGES[0] in shown:
        by_section[PAGES[0].section].append(copy.copy(_named(root, PAGES[0])))
    return by_section


@lru_cache
def _page(root: Path, entry: Entry) -> Any:
    # Streamlit looks for the file of every page on disk, at every run of every session.
    return st.Page(root / entry.file, title=entry.title, url_path=entry.url, default=entry is PAGES[0])


@lru_cache
def _named(root: Path, entry: Entry) -> Any:
    """The first page at the address that its title lets one expect; the menu has it once."""
    return st.Page(root / entry.file, title=entry.title, url_path=entry.title.lower(), visibility="hidden")


def head(question: str | None, finding: str = "") -> None:
    """Title from the table of pages, or the finding as a title; question from the page's docstring."""
    file = sys._getframe(1).f_code.co_filename.replace("\\", "/")
    entry = next(page for page in PAGES if file.endswith(page.file))
    title(finding or entry.title)
    _shown.title = entry.title
    st.markdown(question or "")


def current_title() -> str:
    """The title of the page that is being made."""
    return _shown.title


def follow(page: str, why: str) -> None:
    """A link to another page, by its title, with what it answers."""
    entry = next(entry for entry in PAGES if entry.title == page)
    st.page_link(entry.file, label=f"**{page}**: {why}")
