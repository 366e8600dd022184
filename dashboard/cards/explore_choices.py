"""What a reader chooses on the page Explore. Each choice stands in the address, so that a link asks the same."""

import streamlit as st

from dashboard import address, cells, screen, wording
from dashboard.address import linked
from dashboard.ask import recall
from dashboard.question_address import COLUMNS, COMPARE, METRIC, NONE, NOT, ONLY, ROWS, SHOW, held
from dashboard.scope_bar import ALL
from queries.explore import comparing, forms, values
from queries.explore.nearest import Step
from queries.explore.question import Question, dimensions, pairs
from queries.metrics import METRICS
from queries.semantic.scope import Scope

AUTOMATIC = "automatic"
VALUES = {
    comparing.LAST_YEAR: "This point last year",
    comparing.PREVIOUS: "The period before",
    comparing.PLAN: "Plan by now",
}


def question(scope: Scope) -> tuple[Question, str]:
    """Draw every choice and return the question that they make, and the form in which its answer is shown."""
    with screen.folded_on_a_phone("Question"):
        first, second, third = st.columns([2, 2, 1])
        metrics = linked(
            first.multiselect,
            "Numbers",
            list(METRICS),
            ["net_revenue"],
            key=METRIC,
            format_func=wording.metric_label,
            help="One to four numbers. The Metrics page defines each of them.",
        )
        names = dimensions(metrics)
        rows = linked(second.multiselect, "Rows", names, ["month"], key=ROWS, format_func=wording.label)
        column = linked(third.selectbox, "Columns", [NONE, *names], key=COLUMNS, format_func=_column)
        first, second, third, fourth = st.columns(4)
        offered = recall(values.offered, tuple(metrics), recall(values.whole, scope))
        words = VALUES | _value_words(offered, scope)
        only = linked(first.multiselect, "Only", offered, key=ONLY, format_func=words.__getitem__, placeholder="All")
        left_out = linked(
            second.multiselect, "Not", offered, key=NOT, format_func=words.__getitem__, placeholder="None"
        )
        beside = linked(
            third.multiselect,
            "Compare with",
            [*comparing.KINDS, *offered],
            key=COMPARE,
            format_func=words.__getitem__,
            placeholder="Nothing",
            help="An earlier time, the plan, or another value. Each number then stands beside it, with the change.",
        )
        show = linked(fourth.selectbox, "Show as", [AUTOMATIC, *forms.FORMS], key=SHOW, format_func=_form)
    columns = () if column == NONE else (column,)
    return Question(tuple(metrics), tuple(rows), columns, pairs(only), pairs(left_out), tuple(beside)), show


def take(step: Step) -> None:
    """Choose for the reader what a step asks for, in one step of the browser's history."""
    chosen = held(step.question)
    fields = dict(step.scope.where)
    address.choose_all(
        {**chosen, "period": step.scope.period.name, "as_of": step.scope.as_of.isoformat()}
        | {key: fields.get(key, ALL) for key in ("field", "state", "provider_type")}
    )


def _column(name: str) -> str:
    return "None" if name == NONE else wording.label(name)


def _form(form: str) -> str:
    return forms.FORMS.get(form, "What suits best")


def _value_words(offered: tuple[str, ...], scope: Scope) -> dict[str, str]:
    """Each value as it stands in the list: `Modality: Online`."""
    by_dimension: dict[str, list[str]] = {}
    for name, value in pairs(offered):
        by_dimension.setdefault(name, []).append(value)
    return {
        f"{name}={value}": f"{wording.label(name)}: {words}"
        for name, codes in by_dimension.items()
        for value, words in zip(codes, cells.names(codes, name, scope), strict=True)
    }
