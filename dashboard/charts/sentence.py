"""The sentence of a chart for who cannot see it, as data of the chart and read before its marks.

What Streamlit takes as `alt` becomes part of the specification, and the browser builds a chart anew for every other
specification, at twice the cost of a whole filter change. So `alt` names the chart, and what changes with the filters
is the description of a mark that is not seen.
"""

# Why: decision 80.

from typing import Any

import polars as pl

from dashboard.charts.shape import arrow

NAME = "sentence"
_UNIT = ("mark", "encoding", "transform", "params")
_MARK = {
    "data": {"name": NAME},
    "mark": {"type": "text", "opacity": 0, "ariaRoleDescription": "summary"},
    "encoding": {
        "x": {"value": 12},  # well inside, so that it asks for no room of its own at the edge
        "y": {"value": 12},
        "text": {"value": ""},
        "description": {"field": NAME, "type": "nominal"},
    },
}


def spoken(spec: dict[str, Any], sentence: str) -> dict[str, Any]:
    """A specification of one mark or of layers, with its sentence."""
    layers = spec.get("layer") or [{name: spec[name] for name in _UNIT if name in spec}]
    rest = {name: part for name, part in spec.items() if name not in _UNIT or "layer" in spec}
    table = arrow(pl.DataFrame({NAME: [sentence]}))
    return rest | {"layer": [_MARK, *layers], "datasets": spec.get("datasets", {}) | {NAME: table}}
