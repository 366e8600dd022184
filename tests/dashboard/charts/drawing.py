"""A chart taken apart, as tests read it: layers by their mark, encodings, and the rows behind them."""

from datetime import date

import polars as pl

from dashboard import passport
from dashboard.charts.card import Card
from data.reference.periods import STANDARD
from queries.semantic.scope import Scope
from queries.semantic.table import Table

SCOPE = Scope("version", "demo", STANDARD.parse("FY2026"), date(2026, 3, 31))
"""A fiscal year that is three quarters over."""
PASSPORT = passport.of_table(Table(pl.DataFrame(), (), SCOPE))
"""For charts whose caller knows what stands behind them."""


def layer(card: Card, mark: str, **wanted: object) -> dict:
    """Return the only layer of that mark whose mark has the wanted properties."""
    spec = card.spec or {}
    marks = [one for one in spec.get("layer", [spec]) if one["mark"]["type"] == mark]
    (one,) = [one for one in marks if all(one["mark"].get(name) == value for name, value in wanted.items())]
    return one


def fields(card: Card, mark: str, **wanted: object) -> dict[str, str]:
    """Return the columns that a layer draws, by channel."""
    channels = layer(card, mark, **wanted)["encoding"]
    return {name: one["field"] for name, one in channels.items() if isinstance(one, dict) and "field" in one}


def scale(card: Card, mark: str, channel: str, **wanted: object) -> dict:
    """Return the scale of a channel."""
    return layer(card, mark, **wanted)["encoding"][channel]["scale"]


def axis(card: Card, mark: str, channel: str, **wanted: object) -> dict | None:
    """Return the axis of a channel, None where it has none."""
    return layer(card, mark, **wanted)["encoding"][channel]["axis"]


def colors(card: Card, mark: str, **wanted: object) -> dict[str, str]:
    """Return the color of each value, as the scale fixes them."""
    fixed = scale(card, mark, "color", **wanted)
    return dict(zip(fixed["domain"], fixed["range"], strict=True))


def rows(card: Card, *columns: str) -> list[tuple]:
    """Return these columns of the first table of the chart that has all of them."""
    tables = (pl.read_ipc_stream(data) for data in (card.spec or {})["datasets"].values())
    return next(table for table in tables if set(columns) <= set(table.columns)).select(columns).rows()


def parameters(card: Card) -> dict:
    """Return what a shape is set to."""
    return {one["name"]: one["value"] for one in (card.spec or {})["params"]}
