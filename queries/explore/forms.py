"""The ways in which an answer can be shown, which one suits its shape, and why another would mislead."""

from dataclasses import replace

from queries.answer import Answer
from queries.explore.question import Question
from queries.semantic.dimensions import DIMENSIONS

TABLE, LINE, BARS, MULTIPLES, HEAT, SPREAD = "table", "line", "bars", "multiples", "heat", "spread"
FORMS = {
    TABLE: "Table",
    LINE: "Line",
    BARS: "Ranked bars",
    MULTIPLES: "Small charts on one scale",
    HEAT: "Heat table",
    SPREAD: "Distribution",
}
"""Every form with its name."""
FEWEST_TO_SPREAD = 8
"""Groups from which on a distribution says more than the groups themselves."""


def is_time(name: str) -> bool:
    """Whether a dimension is one of time, which has an order of its own."""
    return DIMENSIONS[name].is_time or name == "year"


def arranged(question: Question) -> Question:
    """The same question with its time first, as charts take it."""
    return replace(question, rows=tuple(sorted(question.by, key=lambda name: not is_time(name))), columns=())


def best(answer: Answer) -> str:
    """The form that suits an answer: a line over time, bars for one group, shades for two, else the table alone."""
    return next((form for form in (LINE, BARS, HEAT) if not unfit(form, answer)), TABLE)


def unfit(form: str, answer: Answer) -> str:
    """Why a form would mislead or show nothing, as a sentence; empty where it is fine."""
    if form == TABLE:
        return ""
    if not answer.by:
        return "A single number needs no chart. Group it by something first."
    times = sum(map(is_time, answer.by))
    return _UNFIT[form](times, len(answer.by) - times, answer)


def _unfit_line(times: int, groups: int, answer: Answer) -> str:
    if times == 1 and groups <= 1:
        return ""
    return "A line needs one time, such as month, and at most one group besides."


def _unfit_bars(times: int, groups: int, answer: Answer) -> str:
    if times:
        return "Ranked bars would put months or years out of order. Choose a line."
    return "" if groups == 1 else "Ranked bars show one group. Take one away."


def _unfit_multiples(times: int, groups: int, answer: Answer) -> str:
    return "" if (times, groups) == (1, 1) else "Small charts need one time, such as month, and one group."


def _unfit_heat(times: int, groups: int, answer: Answer) -> str:
    return "" if times + groups == 2 else "A heat table needs two groups, one down and one across."


def _unfit_spread(times: int, groups: int, answer: Answer) -> str:
    if (times, groups) != (0, 1):
        return "A distribution needs one group, such as offering, and no time."
    known = answer.frame[answer.metrics[0].name].count()
    return "" if known >= FEWEST_TO_SPREAD else f"A distribution of {known} groups would say little. Choose bars."


_UNFIT = {
    LINE: _unfit_line,
    BARS: _unfit_bars,
    MULTIPLES: _unfit_multiples,
    HEAT: _unfit_heat,
    SPREAD: _unfit_spread,
}
