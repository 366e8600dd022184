"""What an example of a metric is: a few rows of its cube, and the metric on them, worked out by hand."""

from dataclasses import dataclass

import polars as pl

from queries.semantic.column import Column
from queries.semantic.metric import Metric


@dataclass(frozen=True, eq=False)
class Example:
    """A few made-up rows, and what the metric says about them.

    `summary` is the rows in one phrase, and `answer` the metric in its own unit, worked out without its formula.
    `columns` are those that the formula reads, and what else a reader needs to follow. A row has a value for each of
    them, as the cube holds it (money in cents, null where it is not stated), and last the reason why it is there.
    """

    metric: Metric
    summary: str
    answer: float
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]

    @property
    def frame(self) -> pl.DataFrame:
        """The rows in the types of the cube, without their reasons."""
        types = self.metric.cube.empty().select(column.name for column in self.columns).schema
        return pl.DataFrame([row[:-1] for row in self.rows], types, orient="row")

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why each row is there."""
        return tuple(str(row[-1]) for row in self.rows)
