"""Charts as SVG: drawn without a network, in the brief's font and the light theme's colors."""

import io
import json
from functools import cache
from typing import Any

import polars as pl

from data.caches import kept

WIDTH = 640
"""Width of a drawing that has the page to itself."""
HALF_WIDTH, HALF_HEIGHT = 380, 300
"""Width of a drawing that stands beside another, and the greatest height at which it may."""
SLIDE_WIDTH = 800
FONT = "Fira Sans"
_CONFIG = {
    "font": FONT,
    "background": "#ffffff",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "#3a424d", "titleColor": "#3a424d", "labelFontSize": 12, "titleFontSize": 12,
        "titleFontWeight": "normal", "gridColor": "#e3e3dd", "domain": False, "ticks": False, "labelPadding": 6,
    },
    "legend": {"labelFontSize": 12, "titleFontSize": 12, "labelColor": "#10151c", "titleFontWeight": "normal"},
    "header": {"labelFontSize": 12, "labelColor": "#10151c", "title": None},
    "text": {"fontSize": 12},
    "title": {"fontSize": 13, "fontWeight": 600, "color": "#10151c"},
    "mark": {"color": "#1f5fa8"},
    "range": {
        "category": ["#1f5fa8", "#c4641a", "#4f7d3a", "#8a5aa6", "#a33b4b", "#2b8a8a", "#8a7a2b", "#6b7280"],
    },
}  # fmt: skip


def svg(spec: dict[str, Any], width: int = WIDTH) -> str:
    """A chart's Vega-Lite specification as SVG of a width. The same specification gives the same text."""
    return _drawn(json.dumps(_standalone(spec, width), default=str))


@kept("drawings")
def _drawn(spec: str) -> str:
    """Kept, since the pages and the web page of one brief hold the same drawings."""
    return _converter().vegalite_to_svg(spec, vl_version="6.4", config=_CONFIG, allowed_base_urls=[])


def is_half(spec: dict[str, Any]) -> bool:
    """Whether a drawing is low enough to stand beside another. A facet has a width of its own."""
    return not _is_faceted(spec) and spec.get("height", HALF_HEIGHT) <= HALF_HEIGHT


def png(spec: dict[str, Any]) -> bytes:
    """The same drawing as a picture for slides, sharp on a large screen."""
    text = json.dumps(_standalone(spec, SLIDE_WIDTH), default=str)
    return _converter().vegalite_to_png(text, vl_version="6.4", scale=2, config=_CONFIG, allowed_base_urls=[])


def tables(spec: dict[str, Any]) -> dict[str, pl.DataFrame]:
    """The rows that a specification draws, by name."""
    return {name: pl.DataFrame(_rows(table)) for name, table in spec.get("datasets", {}).items()}


def font_folder() -> str:
    """The folder of the font that charts and pages share."""
    import fontpkg_fira_sans

    return str(fontpkg_fira_sans.ROOT / "files")


@cache
def _converter() -> Any:
    import vl_convert

    vl_convert.register_font_directory(font_folder())
    return vl_convert


def _standalone(spec: dict[str, Any], width: int) -> dict[str, Any]:
    """The specification with its rows as plain values: on a page they travel beside it as Arrow."""
    tables = {name: _rows(table) for name, table in spec.get("datasets", {}).items()}
    sized = {} if _is_faceted(spec) else {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    return spec | sized | {"datasets": tables}


def _is_faceted(spec: dict[str, Any]) -> bool:
    """Whether the chart is made of small charts, whose widths are their own."""
    encodings = spec.get("encoding", {}).keys() | spec.get("spec", {}).keys()
    return bool({"facet", "hconcat", "vconcat", "concat", "repeat"} & spec.keys()) or bool(
        {"row", "column", "facet"} & encodings
    )


def _rows(table: bytes | list) -> list[dict[str, Any]]:
    return pl.read_ipc_stream(io.BytesIO(table)).to_dicts() if isinstance(table, bytes) else table
