"""The parts of a page behind its answer: named in one row, worked out and drawn when they are opened.

Streamlit makes the body of every tab and expander, opened or not; what is not drawn costs nothing.
"""

from collections.abc import Sequence

import streamlit as st

from dashboard import printing
from dashboard.address import linked

CLOSED = "Nothing more"
"""What is chosen as a page opens, and closes a part again."""


def opened(names: Sequence[str], key: str) -> tuple[str, ...]:
    """Draw the names of the parts, and return the parts to draw: the chosen one, or all of them when printing."""
    # Of a segmented control the chosen name cannot be read on the dark theme.
    chosen = linked(st.radio, "Also show", [CLOSED, *names], horizontal=True, key=key)
    if printing.is_whole():
        return tuple(names)
    return () if chosen == CLOSED else (chosen,)
