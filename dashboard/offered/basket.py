"""The brief that a reader is putting together: kept while the page is open, saved on the page Brief."""

import streamlit as st

from dashboard.offered.item import Item

MOST = 60
"""Items of one brief; more would be no brief."""
_KEY = "_brief"


def items() -> tuple[Item, ...]:
    """What was added so far, in order."""
    return st.session_state.get(_KEY, ())


def put(chosen: tuple[Item, ...]) -> None:
    """Put these in place of what was added so far."""
    st.session_state[_KEY] = chosen


def add(item: Item) -> str:
    """Add an item unless it is there already, and say what happened."""
    in_brief = items()
    if item in in_brief:
        return "It is in your brief already."
    if len(in_brief) >= MOST:
        return f"Your brief has {MOST} items, which is the most. Remove one on the page Brief first."
    put((*in_brief, item))
    return f"Added to your brief, which now has {len(in_brief) + 1} {'item' if not in_brief else 'items'}. Open it under Strategy, Brief."
