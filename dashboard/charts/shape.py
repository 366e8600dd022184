"""The shape of a chart, made once, apart from the rows that it shows.

Altair checks each part of a chart against the schema of Vega-Lite, 20 to 30 ms a chart. A filter changes rows and not
shapes, so a shape is kept by what it depends on: a unit, a label, whether there are events.
"""

# Why: decision 62.

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any

import altair as alt
import polars as pl
from polars import selectors

from dashboard.streamlit_internals import arrow_bytes
from data.caches import kept

PADDING = {"left": 0, "top": 5, "right": 5, "bottom": 4}
"""Streamlit leaves 20 pixels below a chart otherwise."""


def shape(draw: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
    """Make a function that draws `rows_of` named tables in Altair one that gives their Vega-Lite, for `filled`.

    It may depend on its arguments alone, which are hashable. Every encoding names its type, since there are no rows yet.
    """

    @wraps(draw)
    def built(*arguments: Hashable, **named: Hashable) -> dict[str, Any]:
        return _shape(draw, *arguments, **named)

    return built


@kept("shapes")
def _shape(draw: Callable[..., Any], *arguments: Hashable, **named: Hashable) -> dict[str, Any]:
    spec = draw(*arguments, **named).to_dict(validate=False)  # a test validates the charts of every page
    spec.pop("config", None)  # the page's theme gives colors and fonts, not Altair's own
    return spec | {"padding": PADDING}


def rows_of(table: str) -> Any:
    """A chart over a table that `filled` will name so."""
    return alt.Chart(alt.NamedData(table))


def filled(spec: dict[str, Any], **tables: pl.DataFrame) -> dict[str, Any]:
    """A shape with its tables."""
    return spec | {"datasets": {name: arrow(table) for name, table in tables.items()}}


def set_to(spec: dict[str, Any], **values: float | list[float]) -> dict[str, Any]:
    """A shape with the values of what its expressions name: ends of a scale, say, that follow from the rows."""
    return spec | {"params": [{"name": name, "value": value} for name, value in values.items()]}


def arrow(table: pl.DataFrame) -> bytes:
    """A table as Arrow. Streamlit would convert anything else anew at every run, and import pandas for it.

    Days and times are text, which the browser reads as local: a month that starts at midnight in Greenwich would be
    the month before in America.
    """
    ready = table.with_columns(
        (selectors.date() | selectors.datetime()).cast(pl.Datetime("ms")).dt.strftime("%Y-%m-%dT%H:%M:%S"),
        (selectors.categorical() | selectors.enum()).cast(pl.String),
    )
    return arrow_bytes(ready)
