"""An answer as the table that a reader gets: a column per group and number, the count behind each rate beside it."""

from queries.answer import Answer
from queries.answer_table import table_of
from queries.explore.bases import SUFFIX
from queries.semantic.table import Table


def table(answer: Answer) -> Table:
    """The table of an answer, each rate followed by the count behind it."""
    whole = table_of(answer)
    counts = {metric.name for metric in answer.metrics if metric.name.endswith(SUFFIX)}
    names: list[str] = [*answer.by]
    for metric in answer.metrics:
        if metric.name not in counts:
            names += [metric.name, *({f"{metric.name}{SUFFIX}"} & counts)]
    return whole.only(*names)
