"""Tables about people are published at ends of quarters, terms or years: the newest that an as-of date may see."""

from collections.abc import Callable

import polars as pl

from data.store.store import scan
from queries.semantic.cube import Asked
from queries.semantic.scope import Scope


def newest(frame: pl.LazyFrame, scope: Scope) -> pl.LazyFrame:
    """The rows of the newest point in time up to the scope's as-of date, never a sum over several; none before the first."""
    known = frame.filter(pl.col("as_of") <= scope.as_of)
    return known.filter(pl.col("as_of") == pl.col("as_of").max())


def newest_of(table: str) -> Callable[[Asked], pl.LazyFrame]:
    """A reader of the newest rows of a table that is published whole."""
    return lambda asked: newest(scan(asked.scope.version, asked.scope.college, table), asked.scope)
