"""The ways in which an answer can be shown, which one suits its shape, and why another would mislead."""

from dataclasses import replace

from queries.answer import Answer
from queries.explore.question import Question
from queries.semantic.dimensions import DIMENSIONS

TABLE, LINE, BARS = "table", "line", "bars"
FORMS = {TABLE: "Table", LINE: "Line", BARS: "Ranked bars"}
"""Every form with its name."""


def is_time(name: str) -> bool:
    """Whether a dimension is one of time, which has an order of its own."""
    return DIMENSIONS[name].is_time or name == "year"


def arranged(question: Question) -> Question:
    """The same question with its time first, as charts take it."""
    return replace(question, rows=tuple(sorted(question.by, key=lambda name: not is_time(name))), columns=())


def best(answer: Answer) -> str:
    """The form that suits an answer: a line over time, bars for one group, else the table alone."""
    return next((form for form in (LINE, BARS) if not unfit(form, answer)), TABLE)


def unfit(form: str, answer: Answer) -> str:
    """Why a form would mislead or show nothing, as a sentence; empty where it is fine."""
    times = [name for name in answer.by if is_time(name)]
    groups = len(answer.by) - len(times)
    if form == TABLE:
        return ""
    if not answer.by:
        return "A single number needs no chart. Group it by something first."
    if form == LINE and (len(times) != 1 or groups > 1):
        return "A line needs one time, such as month, and at most one group besides."
    if form == BARS and times:
        return "Ranked bars would put months or years out of order. Choose a line."
    if form == BARS and groups != 1:
        return "Ranked bars show one group. Take one away."
    return ""
