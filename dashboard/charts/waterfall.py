"""From one amount to another by its causes."""

from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.axes import labeled, rows_down
from dashboard.charts.card import ACCENT, FALL, LABEL, MUTED, Card, card
from dashboard.charts.drawn import drawn
from dashboard.passport import of_table
from dashboard.wording import revenue as revenue_words
from queries.revenue.change import Bridge, steps_of
from queries.semantic.scope import Scope

KINDS = alt.Scale(domain=["total", "up", "down"], range=[MUTED, ACCENT, FALL])
LABELS_BESIDE: Any = [0, {"expr": "width - 55"}]
"""The bars end that many pixels before the right, where the label of the last one stands, however wide the screen is."""


@drawn
def waterfall(bridge: Bridge, scope: Scope) -> Card:
    """Net tuition revenue from before to now, a step per cause; signs stand beside the colors.

    The axis counts from where it was before, so that the steps fill it and every bar still starts at its zero.
    """
    return card(
        "What changed net tuition revenue",
        f"US dollars above or below {revenue_words.against(bridge)} · {scope.period.label()}",
        _chart(from_before(bridge)) if bridge.now_cents or bridge.before_cents else None,
        revenue_words.sentence_of_bridge(bridge),
        of_table(steps_of(bridge, scope).with_notes(*revenue_words.DEFINITIONS)),
        "bridge",
        height=340,
    )


def from_before(bridge: Bridge) -> pl.DataFrame:
    """The steps as distances from the first amount; the first is none and the last is the whole change."""
    before = bridge.before_cents / 100
    start = pl.when(pl.col("kind") == "total").then(before).otherwise("start")
    steps = revenue_words.steps(bridge).with_columns(start=start - before, end=pl.col("end") - before)
    return steps.with_columns(low=pl.min_horizontal("start", "end"), high=pl.max_horizontal("start", "end"))


def _chart(steps: pl.DataFrame) -> Any:
    low, high = min(steps["low"]), max(steps["high"])
    base: Any = alt.Chart(steps).encode(
        y=rows_down("name", 160),
        tooltip=[alt.Tooltip("name:N", title="Step"), alt.Tooltip("text:N", title="Amount")],
    )
    scale = alt.Scale(domain=[low, high if high > low else low + 1], range=LABELS_BESIDE, nice=False)
    x = alt.X("low:Q", axis=labeled("+$,.3~s"), scale=scale)
    bars = base.mark_bar(cornerRadius=2).encode(x=x, x2="high:Q", color=alt.Color("kind:N", scale=KINDS, legend=None))
    labels = base.mark_text(align="left", dx=5, color=LABEL).encode(x="high:Q", text="text:N")
    nought: Any = alt.Chart(pl.DataFrame({"low": [0.0]}))
    return alt.layer(nought.mark_rule(color=MUTED).encode(x=x), bars, labels)
