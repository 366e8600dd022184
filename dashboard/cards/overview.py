"""The cards of the first page that are lists: what moved, and what to decide. Each line is a link."""

from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard import question_address, wording
from dashboard.ask import recall
from dashboard.heading import heading
from dashboard.page import link
from dashboard.wording import decisions as decision_words
from dashboard.wording import explore as explore_words
from dashboard.wording import views as view_words
from dashboard.wording import year as words
from queries import college
from queries.enrollment import decisions
from queries.explore import answering, nearest, views
from queries.revenue import change, phasing, slipped
from queries.semantic.scope import Scope
from queries.trust import old_data

MOST = 2
"""Lines of one kind; the page that they lead to has all."""


def moved(scope: Scope) -> None:
    """The largest causes of the change in net tuition revenue."""
    with st.container(border=True, gap="xsmall"):
        heading("What moved revenue since last year")
        titles = recall(college.titles, scope.version, scope.college)
        bridge = recall(change.bridge, scope)
        lines = words.moves(bridge, titles, 3) if bridge.before_cents else []
        for amount, what in lines:
            link("Bridge", f"**{wording.escaped(amount)}**", wording.escaped(what))
        if not lines:
            st.markdown(words.NOTHING_MOVED if bridge.before_cents or not bridge.now_cents else words.NOTHING_BEFORE)


def decide(scope: Scope) -> None:
    """Sections by decide-by day, goals that slipped and data that is old."""
    with st.container(border=True, gap="xsmall"):
        heading("Decide this week")
        is_quiet = not (_sections(scope) + _goals(scope) + _watched(scope))
        if is_quiet:
            st.markdown(words.quiet(has_goals=bool(recall(phasing.goals, scope))))
        for found in recall(old_data.old, scope, date.today())[:MOST]:
            what, newest = map(wording.escaped, decision_words.old(found))
            link("Data", f"**{what}**", newest)


def pinned(scope: Scope) -> None:
    """The saved views that stand on the Overview, each with what it comes to now."""
    shown = [view for view in recall(views.saved, scope.version, scope.college) if view.is_pinned]
    if not shown:
        return
    with st.container(border=True, gap="xsmall"):
        heading("Pinned views")
        for view in shown:
            inside = replace(scope, where=view.where)
            link(
                "Explore",
                f"**{wording.escaped(view.name)}:**",
                wording.escaped(_comes_to(view, inside)),
                **_choices(view),
            )


def _comes_to(view: views.View, scope: Scope) -> str:
    """The finding of a view in a scope, or why it has none."""
    if why := recall(nearest.why_not, view.question, scope):
        return why
    titles = recall(college.titles, scope.version, scope.college)
    return explore_words.finding(recall(answering.answer, view.question, scope), titles)


def _watched(scope: Scope) -> int:
    """The saved views whose rule holds."""
    found = recall(views.alarms, scope)
    titles = recall(college.titles, scope.version, scope.college) if found else {}
    for alarm in found:
        link("Explore", *map(wording.escaped, view_words.alarm(alarm, titles)), **_choices(alarm.view))
    return len(found)


def _choices(view: views.View) -> dict[str, str | list[str]]:
    """The address of a view, on the filters that it was saved with."""
    return {**question_address.texts(view.question, view.form), **dict(view.where)}


def _sections(scope: Scope) -> int:
    due = recall(decisions.undecided, scope)
    if due.is_empty:
        return 0
    titles = recall(college.titles, scope.version, scope.college)
    link("This week", f"**{wording.escaped(decision_words.sentence_of_sections(due))}**")
    for section, title, advice in decision_words.sections(due, titles, MOST):
        link("Pacing", wording.escaped(title), wording.escaped(advice), pacing_section=section)
    return due.frame.height


def _goals(scope: Scope) -> int:
    slips = recall(slipped.slipped, scope)
    if slips:
        link("Goals", f"**{wording.escaped(words.sentence_of_slips(slips, MOST))}**")
    for slip in slips[:MOST]:
        link("Goals", *map(wording.escaped, words.slip(slip)))
    return len(slips)
