"""What the browser says of the screen that it draws on, and what gives way where it is small."""

from contextlib import AbstractContextManager, nullcontext

import streamlit as st


def is_phone() -> bool:
    """Whether the browser says that it runs on a phone; filters then fold into one button and tables hold their names."""
    return "Mobi" in st.context.headers.get("User-Agent", "")


def folded_on_a_phone(what: str) -> AbstractContextManager:
    """Where choices are drawn: behind one button that names them on a phone, in the open elsewhere.

    They stand in the page either way, so that a link sets them.
    """
    return st.expander(what) if is_phone() else nullcontext()
