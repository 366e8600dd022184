"""Views of the page Explore kept by name: saved and deleted as a new version of the data, opened by a link."""

from datetime import UTC, date, datetime

import streamlit as st

from dashboard import question_address, reader, wording
from dashboard.access.roles import Action
from dashboard.ask import recall
from dashboard.editing import by_name
from dashboard.editing.by_name import Choices
from dashboard.heading import heading
from dashboard.wording import views as words
from data.ingest.saved import VIEWS
from queries.explore import nearest, views
from queries.explore.question import Question
from queries.explore.views import View, Watch
from queries.semantic.scope import Scope
from queries.semantic.unit import SHARE

NO_RULE = "none"
IN_PERCENT = 100


def draw(question: Question, form: str, scope: Scope) -> None:
    """The form that saves what is on screen, and every saved view with its link."""
    heading("Saved views")
    newest = by_name.newest(VIEWS, scope)
    may_delete = reader.person().may(Action.PLAN)
    saved = recall(views.saved, newest.version, scope.college)
    if not saved:
        st.caption(words.NONE_SAVED)
    for place, view in enumerate(saved):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            title = wording.escaped(view.name)
            by_name.open_button(f"Open {title}", link(view, newest))
            st.caption(wording.escaped(words.about(view)))
            if may_delete and st.button("Delete", key=f"view_delete_{place}", help=f"Delete {title}"):
                by_name.delete(VIEWS, view.name, scope)
    if not recall(nearest.why_not, question, scope):
        _form(question, form, scope)


def link(view: View, scope: Scope) -> Choices:
    """The choices that show a saved view as it was saved, on the version of the scope."""
    chosen = {
        "version": scope.data_version,
        "college": wording.COLLEGES[scope.college],
        "period": view.period,
        "as_of": view.as_of,
        **dict(view.where),
    }
    return chosen | question_address.texts(view.question, view.form)


@reader.only_for(Action.PLAN, of_whole=True)
def _form(question: Question, form: str, scope: Scope) -> None:
    with st.expander("Save or watch this view"), st.form("view_save", border=False):
        name = st.text_input(
            "Name of the view", max_chars=60, key="view_name", help="A view of the same name is replaced."
        )
        is_pinned = st.checkbox("Show it on the Overview", key="view_pinned")
        first, second, third = st.columns([2, 1, 1], vertical_alignment="bottom")
        rule = first.selectbox(
            "Say so on the Overview when",
            [NO_RULE, *words.RULES],
            key="view_rule",
            format_func=lambda one: words.RULES.get(one, "Never"),
            help="The rule looks at the first number of the view, and at each of its groups.",
        )
        low = second.number_input("Limit or lower end", value=None, key="view_low", format="%g", placeholder="None")
        high = third.number_input("Upper end of a range", value=None, key="view_high", format="%g", placeholder="None")
        if st.form_submit_button("Save this view", key="view_submit"):
            period, as_of = scope.period.name, scope.as_of.isoformat()
            watch = _watch(rule, low, high, question)
            _save(View(name, question, form, period, as_of, scope.where, is_pinned, watch), scope)


def _watch(rule: str, low: float | None, high: float | None, question: Question) -> Watch | None:
    """The rule as it is kept: percent of the form are shares, also the ends of a range of shares."""
    if rule == NO_RULE:
        return None
    is_share = question.registered[0].unit == SHARE
    if rule == "outside" and not is_share:
        return Watch(rule, low, high)
    low, high = (None if end is None else end / IN_PERCENT for end in (low, high))
    return Watch(rule, low, high if rule == "outside" else None)


def _save(view: View, scope: Scope) -> None:
    if view.watch is not None and view.watch.low is None and view.watch.high is None:
        st.error("Give the rule a limit.")
        return
    row = views.row_of(view) | {"saved_on": datetime.now(UTC).date(), "as_of": date.fromisoformat(view.as_of)}
    by_name.save(VIEWS, view.name, row, scope, link(view, scope))
