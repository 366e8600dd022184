"""Whether what was called likely happened as often as it was said."""

from dataclasses import replace
from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.card import ACCENT, MUTED, Card, card, of_table
from dashboard.charts.drawn import drawn
from dashboard.wording import revenue as revenue_words
from queries.revenue import goal_record
from queries.semantic.scope import Scope

SIDE = 300
"""Pixels of either axis: both are shares, and on the line between them a chance is as good as its word."""


@drawn
def reliability(predictions: pl.DataFrame, scope: Scope) -> Card:
    """A dot per tenth of probability, sized by its statements, against the line on which both are equal.

    `predictions` is `goal_record.record`.
    """
    table = goal_record.tenths(predictions, scope)
    frame = table.frame
    share = alt.Scale(domain=[0, 1])
    axis: Any = {"format": ".0%", "tickCount": 5, "domain": False}
    line: Any = alt.Chart(pl.DataFrame({"x": [0.0, 1.0], "y": [0.0, 1.0]}))
    diagonal = line.mark_line(strokeDash=[5, 3], color=MUTED).encode(
        x=alt.X("x:Q", scale=share, axis=alt.Axis(title="Chance given", **axis)),
        y=alt.Y("y:Q", scale=share, axis=alt.Axis(title="Reached", **axis)),
    )
    base: Any = alt.Chart(frame).encode(x="stated:Q", y="came_true:Q")
    dots = base.mark_point(filled=True, color=ACCENT, opacity=1).encode(
        size=alt.Size("statements:Q", scale=alt.Scale(range=[40, 300]), legend=None),
        tooltip=[
            alt.Tooltip("stated:Q", format=".0%", title="Chance given"),
            alt.Tooltip("came_true:Q", format=".0%", title="Reached"),
            alt.Tooltip("statements:Q", title="Predictions"),
        ],
    )
    unit = "Share of goals reached, by the chance we gave · larger dots stand for more predictions · on the dashed line both are equal"
    shown = card(
        "How often past predictions came true",
        unit,
        None if frame.is_empty() else alt.layer(diagonal, dots),
        revenue_words.sentence_of_goal_record(goal_record.quality(predictions)),
        of_table(table),
        "reliability",
        height=SIDE,
    )
    return replace(shown, width=SIDE)
