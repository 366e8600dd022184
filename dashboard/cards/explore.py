"""The cards of the page Explore: the answer in its form, or why there is none and what to ask instead."""

from dataclasses import replace

import streamlit as st

from dashboard import charts, wording
from dashboard.ask import recall
from dashboard.cards import explore_choices
from dashboard.finding import show_finding
from dashboard.heading import heading
from dashboard.tables import table
from dashboard.wording import explore as words
from queries import college
from queries.explore import answering, forms, nearest
from queries.explore import table as tables
from queries.explore.question import Question
from queries.semantic.scope import Scope

NO_ANSWER = "This data answers no question yet. Import your files on the Data page."


def show(question: Question, form: str, scope: Scope) -> None:
    """Draw the answer to a question with the command that asks the same, or why it has none."""
    if (refused := recall(nearest.refusal, question, scope)) is not None:
        _refused(refused)
        return
    answer = recall(answering.answer, question, scope)
    show_finding(words.finding, answer, recall(college.titles, scope.version, scope.college))
    is_drawn = _drawn(question, form, scope)
    table(words.table_title(question) if is_drawn else words.title(question), recall(tables.table, answer))
    for note in _notes(question, scope):
        st.caption(note)
    heading("The same question on the command line")
    st.code(words.command(question, scope), language="bash", wrap_lines=True)


def _refused(refused: nearest.Refusal) -> None:
    with st.container(border=True):
        st.info(wording.escaped(refused.reason))
        if refused.step is None:
            st.markdown(NO_ANSWER)
            return
        st.button(
            words.next_step(refused.step), on_click=explore_choices.take, args=(refused.step,), key="explore_next"
        )


def _drawn(question: Question, form: str, scope: Scope) -> bool:
    """Draw a chart per number in the form that was chosen, or in the best one where that would mislead; whether any."""
    answer = recall(answering.answer, question, scope)
    why = forms.unfit(form, answer) if form in forms.FORMS else ""
    if why:
        st.info(why)
    chosen = form if form in forms.FORMS and not why else forms.best(answer)
    if chosen == forms.TABLE:
        return False
    for name in question.metrics:
        one = forms.arranged(replace(question, metrics=(name,)))
        of_one = recall(answering.answer, one, scope)
        draw = charts.lines if chosen == forms.LINE else charts.bars
        draw(words.title(one), of_one, unit_line=words.unit_line(of_one))
    return True


def _notes(question: Question, scope: Scope) -> list[str]:
    """What must be known beside the numbers: what is hidden, and filters of the page that change nothing."""
    answer = recall(answering.answer, question, scope)
    notes = [wording.hidden_cells(answer.hidden, answer.by, answer.by)] if answer.hidden else []
    taken = {name for name, _ in answering.framing(question, scope)}
    ignored = [wording.label(name).lower() for name, _ in scope.where if name not in taken]
    return [*notes, *(f"The {name} filter does not apply to these numbers." for name in ignored)]
