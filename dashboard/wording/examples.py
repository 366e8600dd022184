"""A metric's example in words: its rows in one phrase with their answer, and the rows themselves."""

from datetime import date

import polars as pl

from dashboard.wording.dates import day
from dashboard.wording.labels import name
from dashboard.wording.markdown import escaped
from dashboard.wording.values import value
from queries.semantic.column import Column
from queries.semantic.example import Example
from queries.semantic.unit import MISSING

REASON = "Why it is here"


def phrase(example: Example) -> str:
    """The rows in one phrase, and the answer: `Example: 4 seats taken, 1 dropped later → 3`."""
    return escaped(f"Example: {example.summary} → {value(example.metric, example.answer)}")


def table(example: Example) -> pl.DataFrame:
    """The rows as they stand on screen, with the reason for each first."""
    cells = zip(*(map(_cell, example.columns, row[:-1]) for row in example.rows), strict=True)
    texts = dict(zip((column.label for column in example.columns), map(list, cells), strict=True))
    return pl.DataFrame({REASON: list(example.reasons)} | texts).select(pl.all().map_elements(escaped, pl.String))


def _cell(column: Column, value: object) -> str:
    """What the cube holds, as it stands on screen."""
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return day(value)
    return column.unit.exact(value) if isinstance(value, int | float) else name(column.name, value)
