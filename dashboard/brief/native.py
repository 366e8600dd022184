"""Lines over time as a chart that can be edited on a slide. Any other drawing stays a picture."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dashboard.brief.figure import tables

_COMMENTS = ("text", "rule")
"""Marks that name or divide; the words beside a slide's chart and its legend say the same."""


@dataclass(frozen=True)
class Lines:
    """Lines over the same days. `field` is the column that they show; a day without a value is null."""

    field: str
    days: list[date]
    series: dict[str, list[float | None]]


def lines(spec: dict[str, Any]) -> Lines | None:
    """The lines of a Vega-Lite specification; None where it draws anything else, so that nothing is left out unsaid.

    A rule may be one across all values, such as the day of an event, and not one at a value, such as a goal.
    """
    layers = _layers(spec, spec.get("data", {}))
    drawn = [(layer, data) for layer, data in layers if not _is_comment(layer)]
    if len(drawn) != 1:
        return None
    layer, data = drawn[0]
    encoding = layer.get("encoding", {})
    x, y, color = (encoding.get(name, {}) for name in ("x", "y", "color"))
    is_plain = _mark(layer) == "line" and x.get("type") == "temporal" and y.get("type") == "quantitative"
    if not is_plain or not y.get("field") or layer.get("transform") or {"x2", "y2", "row", "column"} & encoding.keys():
        return None
    return _read(tables(spec)[data["name"]], x["field"], y["field"], color.get("field"))


def _layers(spec: dict[str, Any], data: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Every mark of a specification with the data that it draws."""
    data = spec.get("data", data)
    if "layer" not in spec:
        return [(spec, data)]
    return [pair for layer in spec["layer"] for pair in _layers(layer, data)]


def _mark(layer: dict[str, Any]) -> str:
    mark = layer.get("mark", "")
    return mark if isinstance(mark, str) else mark["type"]


def _is_comment(layer: dict[str, Any]) -> bool:
    across = _mark(layer) == "rule" and {"y", "y2"} & layer.get("encoding", {}).keys()
    return _mark(layer) in _COMMENTS and not across


def _read(rows: pl.DataFrame, day: str, value: str, name: str | None) -> Lines:
    rows = rows.with_columns(pl.col(day).cast(pl.String).str.head(10).str.to_date())  # a browser is sent days as text
    days = rows[day].unique().sort().to_list()
    names = rows[name].unique(maintain_order=True).to_list() if name else [""]
    values = {}
    for each in names:
        of = rows.filter(pl.col(name) == each) if name else rows
        at = dict(zip(of[day].to_list(), of[value].to_list(), strict=True))
        values[each] = [at.get(when) for when in days]
    return Lines(value, days, values)
