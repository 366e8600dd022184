"""The year's goals as tiles: a status word, the number, the chance and the pace that it takes."""

from contextlib import nullcontext

import streamlit as st

from dashboard import screen, wording
from dashboard.wording import year as words
from queries.revenue.goal_status import Rule
from queries.revenue.year import YearGoal
from queries.semantic.scope import Scope


def tiles(goals: tuple[YearGoal, ...], rule: Rule, scope: Scope) -> None:
    """A tile per metric: four to a row, two by two on a phone."""
    pairs = range(0, len(goals), 2)
    places = (
        [column for _ in pairs for column in st.columns(2, wrap=False)] if screen.is_phone() else st.columns(len(goals))
    )
    others_have = any(goal.standing for goal in goals)
    without = "no prior year" if any(goal.before for goal in goals) else None
    for place, goal in zip(places, goals, strict=True):
        with place.container(border=True, height="stretch", gap=None):
            _tile(goal, rule, scope, without)
            st.caption("  \n".join(map(wording.escaped, words.tile(goal, scope, others_have=others_have))))


def _tile(goal: YearGoal, rule: Rule, scope: Scope, without: str | None) -> None:
    """The number with its change; `without` is what stands there where the prior year has none."""
    change = wording.change(goal.metric, goal.value, goal.before)
    moved = change is not None and any(digit in change for digit in "123456789")
    # On a phone two tiles stand side by side, and a word beside the number would have no room.
    with nullcontext() if screen.is_phone() else st.container(horizontal=True, gap=None):
        if goal.status and screen.is_phone():
            _badge(goal.status, rule)
        st.metric(
            goal.metric.label,
            wording.value(goal.metric, goal.value, short=True),
            delta=change,
            delta_color="normal" if moved else "off",
            delta_arrow="auto" if moved else "off",
            help=words.help_of_tile(goal, scope),
            delta_description="on last year" if change else without,
        )
        if goal.status and not screen.is_phone():
            _badge(goal.status, rule)


def _badge(status: str, rule: Rule) -> None:
    st.markdown(words.badge(status), help=words.sentence_of_rule(rule), width="content")
