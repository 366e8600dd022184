"""Whether what was called likely happened as often as it was said."""

from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.card import ACCENT, MUTED, Passport, card


def reliability(title: str, frame: pl.DataFrame, summary: str, passport: Passport) -> None:
    """A dot per tenth of probability, sized by its statements, against the line on which the two are equal.

    `frame`: stated, came_true (shares) and statements.
    """
    if frame.is_empty():
        card(title, "Share that came true, by the probability stated", None, summary, passport, "reliability")
        return
    share = alt.Scale(domain=[0, 1])
    axis: Any = {"format": ".0%", "tickCount": 5, "domain": False}
    line: Any = alt.Chart(pl.DataFrame({"x": [0.0, 1.0], "y": [0.0, 1.0]}))
    diagonal = line.mark_line(strokeDash=[5, 3], color=MUTED).encode(
        x=alt.X("x:Q", scale=share, axis=alt.Axis(title="Stated", **axis)),
        y=alt.Y("y:Q", scale=share, axis=alt.Axis(title="Came true", **axis)),
    )
    base: Any = alt.Chart(frame).encode(x="stated:Q", y="came_true:Q")
    dots = base.mark_point(filled=True, color=ACCENT, opacity=1).encode(
        size=alt.Size("statements:Q", scale=alt.Scale(range=[40, 300]), legend=None),
        tooltip=[
            alt.Tooltip("stated:Q", format=".0%", title="Stated"),
            alt.Tooltip("came_true:Q", format=".0%", title="Came true"),
            alt.Tooltip("statements:Q", title="Statements"),
        ],
    )
    unit = "Share that came true, by the probability stated; the dashed line is where both are equal"
    card(title, unit, alt.layer(diagonal, dots), summary, passport, "reliability")
