"""The cards of the page Explore: the answer in its form, or why there is none and what to ask instead."""

from dataclasses import replace

import streamlit as st

from dashboard import charts, wording
from dashboard.ask import derive, recall
from dashboard.cards import explore_choices, explore_open
from dashboard.finding import show_finding
from dashboard.heading import heading
from dashboard.tables import table
from dashboard.wording import explore as words
from dashboard.wording import explore_table
from queries import college
from queries.explore import answering, comparing, forms, nearest, totals
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
    _table(words.table_title(question) if is_drawn else words.title(question), question, scope)
    if question.rows:
        _totals(question, scope)
        explore_open.choose(question, scope)
    for note in _notes(question, scope):
        st.caption(wording.escaped(note))
    heading("The same question on the command line")
    st.code(words.command(question, scope), language="bash", wrap_lines=True)


def _table(title: str, question: Question, scope: Scope) -> None:
    """The numbers of a question, with a total over its columns where one is true."""
    titles = recall(college.titles, scope.version, scope.college)
    whole = _total(totals.over_columns(question), question.columns, scope) if question.columns else None
    of_all = recall(comparing.compared, whole, scope) if isinstance(whole, Question) else None
    shown = derive(explore_table.table, recall(comparing.compared, question, scope), of_all, titles)
    table(title, shown, has_workbook=True)


def _total(question: Question, dropped: tuple[str, ...], scope: Scope) -> Question | str:
    """The question that is the total over some dimensions, without comparisons where these have none; or why there is none."""
    if why := totals.never(dropped):
        return why
    for one in dict.fromkeys((question, replace(question, compare=()))):
        if not (why := recall(nearest.why_not, one, scope)):
            return one
    return f"There is no total. {why}"


def _totals(question: Question, scope: Scope) -> None:
    """All rows together, asked again; or why that is not known."""
    total = _total(totals.over_rows(question), question.rows, scope)
    if isinstance(total, str):
        st.caption(wording.escaped(total))
        return
    _table(words.total_title(question), total, scope)
    parts, whole = (recall(answering.answer, one, scope) for one in (question, replace(total, columns=())))
    if uneven := totals.uneven(parts, whole):
        st.caption(words.uneven(uneven))


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
        one = replace(question, metrics=(name,), compare=())
        one = one if chosen == forms.HEAT else forms.arranged(one)
        of_one = recall(answering.answer, one, scope)
        DRAW[chosen](words.title(one), of_one, unit_line=words.unit_line(of_one))
    return True


DRAW = {
    forms.LINE: charts.lines,
    forms.BARS: charts.bars,
    forms.MULTIPLES: charts.multiples,
    forms.HEAT: charts.heat,
    forms.SPREAD: charts.spread,
}
"""What draws each form."""


def _notes(question: Question, scope: Scope) -> list[str]:
    """What must be known beside the numbers: what is hidden, and filters of the page that change nothing."""
    answer = recall(answering.answer, question, scope)
    notes = [wording.hidden_cells(answer.hidden, answer.by, answer.by)] if answer.hidden else []
    taken = {name for name, _ in answering.framing(question, scope)}
    return [*notes, *(wording.not_filtered(name) for name in dict(scope.where) if name not in taken)]
