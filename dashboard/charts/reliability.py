"""Whether what was called likely happened as often as it was said."""

from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.card import ACCENT, MUTED, Card, card, of_frame
from dashboard.charts.drawn import drawn
from dashboard.wording import revenue as revenue_words
from queries.revenue import goal_record
from queries.semantic.reliability import by_tenth
from queries.semantic.scope import Scope


@drawn
def reliability(said: pl.DataFrame, scope: Scope) -> Card:
    """A dot per tenth of probability, sized by its statements, against the line on which both are equal.

    `said` is `goal_record.record`.
    """
    frame = by_tenth(said)
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
    unit = "Share that came true, by the chance stated; the larger the dot, the more statements; the dashed line is where both are equal"
    return card(
        "Chances that were stated, and how often they came true",
        unit,
        None if frame.is_empty() else alt.layer(diagonal, dots),
        revenue_words.sentence_of_goal_record(said, goal_record.brier(said)),
        of_frame(revenue_words.record_table(frame), scope, (goal_record.WHAT,)),
        "reliability",
    )
