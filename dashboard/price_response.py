"""The one input for how demand answers to price. Its value holds on every page that asks for it, and in every link."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard import address
from queries.enrollment.price_response import LOST_PER_TENTH, MOST_LOST_PER_TENTH

KEY = "lost_per_tenth"
LABEL = "Assumed: new seats lost if the price rises 10%, %"
HELP = "Your assumption: the data can't say. A lower price wins the same share. Scenario and Sections use the same assumption."
SENTENCE = "The data can't say how demand answers to price. Scenario and Sections use the assumption made here."
_LEAST, _MOST, _DEFAULT = 0, round(100 * MOST_LOST_PER_TENTH), round(100 * LOST_PER_TENTH)
_CHOICE = address.Choice(_DEFAULT, bounds=(_LEAST, _MOST))


def settle(*, is_kept: bool) -> address.Texts:
    """Hold the assumption, also on a page that does not ask for it, and return it as the address says it.

    `is_kept`: an address that does not name it says nothing of it, so that the assumption of the page before holds.
    """
    return _CHOICE.texts(address.settle(KEY, LABEL, _CHOICE, is_kept=is_kept and not address.named(KEY)))


def draw(slider: Callable[..., Any]) -> float:
    """Draw the input with `slider`, which is that of Streamlit or of a part of the page, and return the share lost."""
    percent = address.linked(slider, LABEL, _LEAST, _MOST, _DEFAULT, key=KEY, help=HELP)
    st.caption(SENTENCE)
    return percent / 100


def text(lost_per_tenth: float) -> str:
    """A share lost as an address says it."""
    return f"{100 * lost_per_tenth:.6g}"
