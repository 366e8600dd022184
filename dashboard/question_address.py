"""How a question of the page Explore stands in an address: a key for each of its parts."""

from collections.abc import Mapping
from typing import Any

from queries.explore.question import Question

NONE = "none"
METRIC, ROWS, COLUMNS, ONLY, NOT, COMPARE, SHOW = (
    f"explore_{name}" for name in ("numbers", "rows", "columns", "only", "not", "compare", "show")
)


def texts(question: Question, form: str) -> dict[str, str | list[str]]:
    """What an address says to ask a question in a form; an empty list is named, since it may not be the default."""
    chosen = {**held(question), SHOW: form}
    return {key: value if isinstance(value, str) else [*value] or "" for key, value in chosen.items()}


def held(question: Question) -> Mapping[str, Any]:
    """What the widgets hold for a question."""
    return {
        METRIC: [*question.metrics],
        ROWS: [*question.rows],
        COLUMNS: question.columns[0] if question.columns else NONE,
        ONLY: ["=".join(pair) for pair in question.only],
        NOT: ["=".join(pair) for pair in question.excluded],
        COMPARE: [*question.compare],
    }
