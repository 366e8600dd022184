"""How one metric spreads over many groups: a stroke per group on one axis, and the middle one."""

from typing import Any

import altair as alt
import polars as pl

from dashboard import cells, wording
from dashboard.charts.axes import value_axis
from dashboard.charts.card import ACCENT, LABEL, Card, answer_card
from dashboard.charts.drawn import drawn
from dashboard.charts.shape import filled, rows_of, shape
from queries.answer import Answer
from queries.semantic.unit import Unit

PIXELS = 140
"""Height of the chart, which has one row."""


@drawn
def spread(title: str, answer: Answer, *, unit_line: str) -> Card:
    """A stroke per value of an answer by one dimension, with a dashed rule at the median group."""
    metric, dimension = answer.metrics[0], answer.by[0]
    names = pl.Series("name", cells.names(answer.frame[dimension], dimension, answer.scope), dtype=pl.String)
    groups = answer.frame.select(names, value=pl.col(metric.name).cast(pl.Float64)).drop_nulls("value")
    text = pl.Series("text", [wording.value(metric, v, short=True) for v in groups["value"]], dtype=pl.String)
    middle = groups.select(value=pl.col("value").median()).drop_nulls()
    median_text = [f"Middle: {wording.value(metric, v, short=True)}" for v in middle["value"]]
    rows = {
        "groups": groups.with_columns(text),
        "middle": middle.with_columns(pl.Series("text", median_text, dtype=pl.String)),
    }
    chart = filled(_spread(metric.unit, metric.label), **rows)
    return answer_card(title, answer, chart, f"{unit_line} · {groups.height} groups, a stroke each", PIXELS)


@shape
def _spread(unit: Unit, metric: str) -> Any:
    x = alt.X("value:Q", scale=alt.Scale(zero=True), axis=value_axis(unit))
    tooltip = [alt.Tooltip("name:N", title="Group"), alt.Tooltip("text:N", title=metric)]
    strokes = rows_of("groups").mark_tick(color=ACCENT, thickness=2, opacity=0.6, size=60).encode(x=x, tooltip=tooltip)
    rule = rows_of("middle").mark_rule(strokeDash=[4, 2], strokeWidth=2, color=LABEL).encode(x=x)
    words = rows_of("middle").mark_text(align="left", dx=6, baseline="top", color=LABEL, fontWeight=600)
    return alt.layer(strokes, rule, words.encode(x=x, y=alt.value(0), text="text:N"))
