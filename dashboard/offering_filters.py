"""The choices of the offerings pages: which list, where, by whom, and what counts as short and intensive."""

import streamlit as st

from dashboard import charts, wording
from dashboard.ask import recall
from dashboard.tables import table
from data.format_rule import DEFAULT, HOURS_STEPS, WEEKS_STEPS, FormatRule
from queries import offerings, published
from queries.scope import Scope, Unanswerable

ALL = "All"


def programs(scope: Scope, page: str, *, lists: list[str] | None = None) -> Scope:
    """Draw list, state and provider type, and return the scope that they say. What the frame has chosen stands."""
    left, middle, right = st.columns(3)
    with left:
        chosen = _select(
            "Programs on",
            lists or recall(offerings.lists, scope),
            f"{page}_list",
            "list",
            help="Fictional and real programs are never pooled in one number.",
        )
    scope = scope.narrowed(list=chosen)
    for column, label, name in ((middle, "State", "state"), (right, "Provider type", "provider_type")):
        with column:
            scope = _narrowed(scope, label, name, f"{page}_{name}")
    st.caption(recall(offerings.known_as, scope))
    return scope


def format_rule(scope: Scope) -> Scope:
    """Draw what counts as short and intensive, and return the scope under that rule."""
    is_fixed = recall(published.stands_in, scope)
    left, middle, right = st.columns(3)
    weeks = left.selectbox(
        "At most, weeks",
        list(map(str, WEEKS_STEPS)),
        WEEKS_STEPS.index(DEFAULT.weeks_at_most),
        key="offerings_weeks",
        bind="query-params",
    )
    hours = middle.selectbox(
        "At least, hours a week",
        list(map(str, HOURS_STEPS)),
        HOURS_STEPS.index(DEFAULT.hours_per_week_at_least),
        key="offerings_hours",
        bind="query-params",
    )
    word = right.text_input(
        "Or the title contains",
        DEFAULT.title_word,
        max_chars=40,
        key="offerings_word",
        bind="query-params",
        disabled=is_fixed,
        help="Spaces and hyphens do not matter. The bundled statistics know one word; import the list to change it.",
    )
    rule = FormatRule(int(weeks), int(hours), DEFAULT.title_word if is_fixed else word.replace("/", " ").strip())
    return scope.narrowed(format_rule=rule.code)


def by_format(scope: Scope) -> None:
    """What is short and intensive under the rule of the scope; a sentence where only the list itself can tell."""
    try:
        finding = recall(offerings.format_finding, scope)
        answer = recall(offerings.by_side, scope, "format")
    except Unanswerable as error:
        st.info(str(error))
        return
    st.markdown(f"**{finding}**")
    left, right = st.columns(2)
    with left:
        charts.ranges("List price by format", answer, "format")
    with right:
        table("By side and format", answer)


def _narrowed(scope: Scope, label: str, name: str, key: str) -> Scope:
    if name in dict(scope.where):
        st.selectbox(label, [wording.name(name, dict(scope.where)[name])], disabled=True, help="Chosen above.")
        return scope
    chosen = _select(label, [ALL, *recall(offerings.values, scope, name)], key, name)
    return scope if chosen == ALL else scope.narrowed(**{name: chosen})


def _select(label: str, options: list[str], key: str, dimension: str, help: str | None = None) -> str:
    return st.selectbox(
        label,
        options,
        key=key,
        bind="query-params",
        format_func=lambda value: value if value == ALL else wording.name(dimension, value),
        help=help,
    )
