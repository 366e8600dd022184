"""From one amount to another by its causes."""

from typing import Any

import altair as alt
import polars as pl

from dashboard import revenue_words
from dashboard.charts.card import ACCENT, ALTERNATIVE, MUTED, Card, card, of_frame
from dashboard.charts.drawn import drawn
from queries.revenue import Bridge
from queries.scope import Scope


@drawn
def waterfall(found: Bridge, scope: Scope) -> Card:
    """Net tuition revenue from before to now, a step per cause; signs stand beside the colors."""
    steps = revenue_words.steps(found)
    kinds = alt.Scale(domain=["total", "up", "down"], range=[MUTED, ACCENT, ALTERNATIVE])
    low, high = (pl.min_horizontal("start", "end"), pl.max_horizontal("start", "end"))
    frame = steps.with_columns(low=low, high=high)
    base: Any = alt.Chart(frame).encode(
        y=alt.Y("name:N", sort=None, axis=alt.Axis(title=None, labelLimit=160, domain=False, ticks=False)),
        tooltip=[alt.Tooltip("name:N", title="Step"), alt.Tooltip("text:N", title="Amount")],
    )
    axis = alt.Axis(title=None, format="$,.3~s", tickCount=5, domain=False)
    bars = base.mark_bar(cornerRadius=2).encode(
        x=alt.X("low:Q", axis=axis), x2="high:Q", color=alt.Color("kind:N", scale=kinds, legend=None)
    )
    # Totals are labeled inside their bar, so that no label runs out of the card.
    moves = base.transform_filter("datum.kind != 'total'")
    labels = moves.mark_text(align="left", dx=5, color="#7d8590").encode(x="high:Q", text="text:N")
    totals = base.transform_filter("datum.kind == 'total'")
    inside = totals.mark_text(align="left", dx=6, fontWeight=600, color="#10151c").encode(x="low:Q", text="text:N")
    return card(
        "What moved net tuition revenue",
        f"US dollars · {scope.period.label()}",
        None if found.offerings.is_empty() else alt.layer(bars, labels, inside),
        revenue_words.bridge_finding(found),
        of_frame(revenue_words.bridge_steps_table(found), scope, revenue_words.DEFINITIONS),
        "bridge",
        height=340,
    )
