"""The months in which nothing was counted: nothing is a number there, and a line that skips them would deny it."""

from dataclasses import replace

import polars as pl

from queries.answer import Answer
from queries.semantic.unit import COUNT, USD

ADDED_UP = (COUNT, USD)
"""Units that are 0 where nothing was counted; a rate without a base is not known."""


def every_month(answer: Answer) -> Answer:
    """An answer by month with every month of its period up to the as-of date: counts and money are 0 where nothing was.

    Unchanged where it is cut by anything else, where nothing at all is known, and for numbers about people, whose empty
    months may be hidden ones.
    """
    scope, frame = answer.scope, answer.frame
    if answer.by != ("month",) or frame.is_empty() or any(m.privacy == "people" for m in answer.metrics):
        return answer
    last = min(scope.period.end, scope.as_of)
    months = pl.date_range(scope.period.start, last, "1mo", eager=True).alias("month")
    missing = pl.DataFrame({"month": months.filter(~months.is_in(frame["month"].implode()))})
    if missing.is_empty():
        return answer
    zeros = [pl.lit(0 if m.unit in ADDED_UP else None).cast(frame.schema[m.name]).alias(m.name) for m in answer.metrics]
    whole = pl.concat([frame, missing.select("month", *zeros)], how="vertical_relaxed").sort("month")
    return replace(answer, frame=whole)
