"""The pages as Streamlit knows them, the head of one, and the way to another one."""

import copy
import threading
from functools import cache
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from dashboard import contents, reader, scope_bar
from dashboard.access.roles import Person
from dashboard.heading import title
from dashboard.navigation import PAGES, PRODUCT, Entry, titled
from dashboard.wording import COLLEGES
from dashboard.wording.markdown import escaped
from data.reference.colleges import College

ROOT = Path(__file__).parents[1]
"""The project's folder."""
_shown = threading.local()
"""The page that a thread is making, and its reader; Streamlit makes one in each."""


def sections(who: Person) -> dict[str, list]:
    """The pages by section, as `st.navigation` takes them; each session has its own.

    Where people sign in, the address of a page that is not the reader's leads to a way to sign in, and the menu leaves it out.
    """
    _shown.reader = who
    by_section: dict[str, list] = {}
    for entry in PAGES:
        if who.may(entry.needs) or who.is_asked:
            pages = _pages() if who.may(entry.needs) else _hidden()
            by_section.setdefault(entry.section, []).append(copy.copy(pages[entry]))
    if PAGES[0].section in by_section and (who.is_asked or who.may(PAGES[0].needs)):
        by_section[PAGES[0].section].append(copy.copy(_named()))
    return by_section


@cache
def _pages() -> dict[Entry, Any]:
    # Streamlit looks for the file of every page on disk, at every run of every session.
    return {entry: _page(entry, "visible") for entry in PAGES}


@cache
def _hidden() -> dict[Entry, Any]:
    return {entry: _page(entry, "hidden") for entry in PAGES}


def _page(entry: Entry, visibility: Literal["visible", "hidden"]) -> Any:
    is_first = entry is PAGES[0]
    file = ROOT / entry.file
    return st.Page(file, title=entry.title, url_path=entry.url, default=is_first, visibility=visibility)


@cache
def _named() -> Any:
    """The first page at the address that its title lets one expect; the menu has it once."""
    first = PAGES[0]
    return st.Page(ROOT / first.file, title=first.title, url_path=first.name, visibility="hidden")


def window_title(page: str, college: College | None) -> str:
    """Title of the browser's window or tab: what is shown comes first, since a tab cuts the end off."""
    return " · ".join([page, *([COLLEGES[college]] if college else []), PRODUCT])


def head(file: str, question: str | None, finding: str = "", about: str = "", *, is_long: bool = False) -> None:
    """Title of the page in that file from the table of pages, or the finding as a title; question from its docstring.

    `about` stands beside the question: what the page is about, where it says so in words. A long page lists its headings.
    """
    entry = next(page for page in PAGES if Path(file).as_posix().endswith(page.file))
    _shown.title = entry.title
    asked = f"{question or ''} {escaped(about)}".strip()
    if not is_long:
        title(finding or entry.title, asked)
        contents.begin(is_long=False)
        return
    with st.container(gap=None):
        title(finding or entry.title)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(asked, width="stretch")
            contents.begin(is_long=True)


def current_title() -> str:
    """The title of the page that is being made."""
    return _shown.title


def follow(page: str, why: str) -> None:
    """A link to another page, by its title, with what it answers."""
    link(page, f"**{page}**:", why)


def link(page: str, label: str, detail: str = "", **choices: str | list[str]) -> None:
    """A link to another page, by its title, with the filters that are on here and further choices of that page.

    `label` and `detail` are Markdown. Nothing where the reader may not open that page.
    """
    entry = titled(page)
    if _reader().may(entry.needs):
        # The page itself and not its file, for which Streamlit would look on the disk, for each link of each run.
        scope_bar.page_link(_pages()[entry], f"{label} {detail}".rstrip(), **choices)


def _reader() -> Person:
    """Who reads the page, as its run began with; asked anew in the run of a part of a page that has just been opened."""
    return getattr(_shown, "reader", None) or reader.person()
