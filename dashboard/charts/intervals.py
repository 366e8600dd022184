"""Values with their intervals, a row each: a point, a line from low to high, and the value beside it."""

from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.card import ACCENT, FORMATS, MUTED, Passport, card

MOST = 12
CLOSED, OPEN = "closed", "open"


def intervals(
    title: str,
    frame: pl.DataFrame,
    unit_line: str,
    passport: Passport,
    key: str,
    *,
    unit: str = "share",
    zero: bool = False,
) -> None:
    """`frame`: name, value, low, high (null where none), text, state (`closed`, or `open` for what is not final).

    In the order given, at most twelve; the table has all. `zero` draws a line at zero, for gaps.
    """
    drawn = frame.drop_nulls("value").head(MOST)
    if drawn.is_empty():
        card(title, unit_line, None, "", passport, key)
        return
    states = alt.Scale(domain=[CLOSED, OPEN], range=[ACCENT, MUTED])
    axis = alt.Axis(title=None, format=FORMATS[unit], tickCount=5, domain=False, ticks=False)
    base: Any = alt.Chart(drawn).encode(
        y=alt.Y("name:N", sort=None, axis=alt.Axis(title=None, labelLimit=170, domain=False, ticks=False, grid=False)),
        color=alt.Color("state:N", scale=states, legend=None),
        tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("text:N", title="Value")],
    )
    scale = alt.Scale(zero=zero, nice=True)
    lines = base.mark_rule(strokeWidth=3, opacity=0.45).encode(x=alt.X("low:Q", axis=axis, scale=scale), x2="high:Q")
    points = base.mark_point(filled=True, size=90, opacity=1).encode(
        x=alt.X("value:Q", axis=axis, scale=scale),
        shape=alt.Shape("state:N", scale=alt.Scale(domain=[CLOSED, OPEN], range=["circle", "diamond"]), legend=None),
    )
    labels = base.mark_text(align="center", dy=-11, fontSize=11, color="#7d8590").encode(
        x=alt.X("value:Q", axis=axis, scale=scale), text="text:N"
    )
    layers = [lines, points, labels]
    if zero:
        nought: Any = alt.Chart(pl.DataFrame({"x": [0.0]}))
        layers.insert(0, nought.mark_rule(strokeDash=[4, 3], color=MUTED).encode(x="x:Q"))
    card(title, unit_line, alt.layer(*layers), _summary(title, drawn), passport, key)


def _summary(title: str, drawn: pl.DataFrame) -> str:
    said = "; ".join(f"{name} {text}" for name, text in drawn.select("name", "text").rows())
    return f"{title}: {said}."
