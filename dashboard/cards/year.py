"""The year's goals as tiles: a status word, the number, the chance and the pace that it takes."""

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
    label, help_ = goal.metric.label, words.help_of_tile(goal, scope)
    # On a phone two tiles stand side by side, and a word beside the label would have no room.
    if goal.status and screen.is_phone():
        st.markdown(words.badge(goal.status), help=words.sentence_of_rule(rule), width="content")
    elif goal.status:
        label, help_ = f"{label} {words.badge(goal.status)}", f"{help_} {words.sentence_of_rule(rule)}"
    st.metric(
        label,
        wording.value(goal.metric, goal.value, short=True),
        delta=change,
        delta_color="normal" if moved else "off",
        delta_arrow="auto" if moved else "off",
        help=help_,
        delta_description="on last year" if change else without,
    )


def how_the_forecast_is_made() -> None:
    """What the chances of the goals stand on, folded."""
    with st.expander("How the forecast is made"):
        st.markdown(words.FORECAST)
