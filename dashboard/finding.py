"""The finding of a page: one bold sentence, with the button that adds it to a brief."""

from collections.abc import Callable
from typing import ParamSpec

import streamlit as st

from dashboard.offered.offer import offer
from dashboard.origins import Call
from dashboard.page import current_title
from dashboard.wording.markdown import escaped

P = ParamSpec("P")


def show_finding(words: Callable[P, str], *results: P.args, **named: P.kwargs) -> None:
    """Say what results come to. `words` makes the sentence, so that a brief can make it anew of later results."""
    sentence = words(*results, **named)
    if not sentence:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{escaped(sentence)}**", width="stretch")
        offer(current_title(), "finding", Call(words, results, named), f"finding-{getattr(words, '__name__', '')}")
