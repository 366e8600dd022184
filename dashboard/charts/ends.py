"""Names at the ends of lines, in place of a legend: a reader sees at once which line is whose."""

from typing import Any

import altair as alt
import polars as pl

APART = 0.14
"""Least distance of two names, as a part of the axis."""
BESIDE: Any = [0, {"expr": "width - 74"}]
"""The lines end that many pixels before the right, where short names stand, however wide the screen is."""


def ends(lines: pl.DataFrame, along: str, value: str, line: str) -> pl.DataFrame:
    """The last row of each line with a `place` for its name: its value, moved up where two names would lie on each other.

    Rows without a value are left out. The axis begins at zero.
    """
    valued = lines.drop_nulls(value)
    last = valued.filter(pl.col(along) == pl.col(along).max().over(line)).sort(value, line)
    top = float(valued[value].cast(pl.Float64).max() or 1) if valued.height else 1.0  # ty: ignore[invalid-argument-type]
    places, below = [], float("-inf")
    for end in last[value]:
        below = max(float(end), below + APART * top)
        places.append(below)
    return last.with_columns(place=pl.Series(places, dtype=pl.Float64))


def names(rows: Any, x: alt.X, line: str, color: alt.Color) -> Any:
    """The names themselves, right of the last points; `rows` is a chart over `ends`."""
    texts = rows.mark_text(align="left", dx=8, fontWeight=600, fontSize=12)
    return texts.encode(x=x, y="place:Q", text=f"{line}:N", color=color, tooltip=alt.value(None))
