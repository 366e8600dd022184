"""Totals are questions of their own: the same one with fewer groups, asked again and never added up."""

from dataclasses import replace

from queries.answer import Answer
from queries.explore.bases import SUFFIX
from queries.explore.question import Question
from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.unit import COUNT, USD


def over_rows(question: Question) -> Question:
    """The same question about all rows together, still by its columns."""
    return replace(question, rows=())


def over_columns(question: Question) -> Question:
    """The same question about all columns together, still by its rows."""
    return replace(question, columns=())


def never(dropped: tuple[str, ...]) -> str:
    """Why there is no total over these dimensions, as a sentence; empty where there may be one."""
    if "year" in dropped:
        return "There is no total: each academic year stands by itself."
    for name in dropped:
        if DIMENSIONS[name].is_exclusive:
            return f"There is no total: the same programs may stand under several values of {DIMENSIONS[name].label.lower()}."
    return ""


def uneven(parts: Answer, whole: Answer) -> tuple[str, ...]:
    """Labels of counts whose groups do not add up to the whole, since somebody is in several groups or in none.

    Answers of different groups of one question. Numbers of which a part is hidden or not known tell nothing.
    """
    labels = []
    for metric in parts.metrics:
        if metric.unit not in (COUNT, USD) or metric.name.endswith(SUFFIX) or whole.by:
            continue
        values, total = parts.frame[metric.name], whole.frame[metric.name][0]
        if values.null_count() or total is None or f"{metric.name}{SUFFIX}" in parts.frame.columns:
            continue
        if abs(float(values.sum()) - float(total)) > 0.005 * max(1, len(values)):
            labels.append(metric.label)
    return tuple(labels)
