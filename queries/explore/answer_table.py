"""An Answer as a Table: a column per dimension and metric, its public sources and what must be known of it."""

import polars as pl

from queries import provenance
from queries.answer import Answer
from queries.explore import timing
from queries.semantic.column import of_dimension, of_metric
from queries.semantic.table import Table

HIDDEN = "hidden"
"""What stands in place of a number that is left out to protect learners."""


def table_of(answer: Answer) -> Table:
    """The table of an Answer. A metric about people has a column `<name>_note` where one of its numbers is hidden."""
    frame, columns = answer.frame, [of_dimension(name) for name in answer.by]
    for metric in answer.metrics:
        note = ""
        if metric.privacy == "people" and len(answer.is_hidden):
            is_left_out = frame[metric.name].is_null() & answer.is_hidden
            if is_left_out.any():
                note = f"{metric.name}_note"
                frame = frame.with_columns(pl.when(is_left_out).then(pl.lit(HIDDEN)).alias(note))
        columns.append(of_metric(metric, note))
    return Table(
        frame,
        tuple(columns),
        answer.scope,
        provenance.sources(answer),
        provenance.caveats(answer),
        answer.hidden,
        has_period=not (timing.follows_no_period(answer.metrics) or "year" in answer.by),
    )
