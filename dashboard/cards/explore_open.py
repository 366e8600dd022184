"""One number of the page Explore opened: what it means, what it is made of, and the page that explains it."""

from collections.abc import Sequence
from datetime import date

import polars as pl
import streamlit as st

from dashboard import cells, wording
from dashboard.address import linked
from dashboard.ask import derive, recall
from dashboard.cards import explore_choices
from dashboard.heading import heading
from dashboard.page import follow
from dashboard.tables import table
from dashboard.wording import explore as words
from dashboard.wording import explore_table
from data.cubes.bands import NOT_KNOWN
from queries import college
from queries.explore import answering, comparing, nearest, opened
from queries.explore.nearest import Step
from queries.explore.question import Pairs, Question
from queries.semantic.scope import Scope

EXPLAINED = {
    "enrollment": "Enrollment",
    "headcount": "Enrollment",
    "sections": "Sections",
    "pacing": "Pacing",
    "section_money": "Margin",
    "funnel": "Funnel",
    "new_learners": "Funnel",
    "completion": "Completion",
    "placement": "Placement and pay",
    "programs": "Offerings",
    "awards": "Market",
}
"""The page that explains the numbers of a cube; those of any other are explained on the Metrics page."""
MOST_ROWS = 300
"""Rows that a list to choose from has."""


def choose(question: Question, scope: Scope) -> None:
    """A list of the rows; the chosen row opens below it."""
    rows = _rows(question, scope)
    named = linked(
        st.selectbox,
        "Open a row",
        [*rows],
        index=None,
        key="explore_open",
        placeholder="None",
        help="Shows what its numbers mean, what they are made of, and where they are explained.",
    )
    if named is not None:
        _opened(named, question, rows[named], scope)


def _rows(question: Question, scope: Scope) -> dict[str, Pairs]:
    """Every row by its words, as the values that it is about."""
    answer = recall(answering.answer, question, scope)
    keys = (
        answer.frame.select(question.rows)
        .with_columns(pl.col(pl.String).fill_null(NOT_KNOWN))
        .unique(maintain_order=True)
        .head(MOST_ROWS)
    )
    named = [cells.names(keys[name], name, scope) for name in question.rows]
    codes = [[_code(value) for value in keys[name]] for name in question.rows]
    pairs = [tuple(zip(question.rows, row, strict=True)) for row in zip(*codes, strict=True)]
    return dict(zip((", ".join(texts) for texts in zip(*named, strict=True)), pairs, strict=True))


def _code(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _opened(named: str, question: Question, cell: Pairs, scope: Scope) -> None:
    with st.container(border=True):
        heading(named)
        one = opened.alone(question, cell)
        if not recall(nearest.why_not, one, scope):
            titles = recall(college.titles, scope.version, scope.college)
            shown = derive(explore_table.flat, recall(comparing.compared, one, scope), titles)
            table(f"{words.title(one)}: {named}", shown, has_workbook=True)
        for metric in question.registered:
            st.markdown(f"**{wording.escaped(metric.label)}.** {wording.escaped(metric.definition)}")
        for page in dict.fromkeys(EXPLAINED.get(metric.cube.name, "Metrics") for metric in question.registered):
            follow(page, "explains these numbers")
        _apart(recall(opened.parts, question, cell, scope), scope)
        sections = recall(opened.sections, question, cell, scope)
        if sections is not None and not sections.is_empty:
            table(f"Sections behind {named}", sections)


def _apart(parts: Sequence[Question], scope: Scope) -> None:
    """Buttons that ask what the row is made of."""
    if not parts:
        return
    with st.container(horizontal=True):
        for part in parts:
            (dimension,) = part.rows
            step = Step(part, scope, "rows")
            take, key = explore_choices.take, f"explore_part_{dimension}"
            st.button(f"By {wording.label(dimension).lower()}", on_click=take, args=(step,), key=key)
