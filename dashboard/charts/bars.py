"""One metric by one dimension."""

from typing import Any

import altair as alt
import polars as pl

from dashboard import wording
from dashboard.charts.card import ACCENT, LABEL, Card, answer_card
from dashboard.charts.drawn import drawn
from dashboard.charts.shape import filled, rows_of, shape
from queries.answer import Answer
from queries.dimensions import DIMENSIONS
from queries.program_groups import group_title

THICKEST = 24
"""Pixels of a bar where few share the height; one alone would fill the card."""


@drawn
def bars(title: str, answer: Answer, *, unit_line: str | None = None, most: int = 12) -> Card:
    """One metric by one dimension, longest bar first, values beside the bars."""
    metric, dimension = answer.metrics[0], answer.by[0]
    top = answer.frame.drop_nulls(metric.name).sort(metric.name, descending=True).head(most)
    names = pl.Series("name", [_label(dimension, v) for v in top[dimension]], dtype=pl.String)
    text = pl.Series("text", [wording.value(metric, v, short=True) for v in top[metric.name]], dtype=pl.String)
    rows = top.select(value=metric.name).with_columns(names, text)
    chart = filled(_bars(DIMENSIONS[dimension].label, metric.label), rows=rows)
    return answer_card(title, answer, chart, unit_line)


def _label(dimension: str, value: object) -> str:
    return group_title(str(value)) if dimension == "cip4" and value else wording.name(dimension, value)


@shape
def _bars(dimension: str, metric: str) -> Any:
    base = rows_of("rows").encode(
        y=alt.Y("name:N", sort=None, axis=alt.Axis(title=None, labelLimit=190, domain=False, ticks=False)),
        x=alt.X("value:Q", axis=None),
        tooltip=[alt.Tooltip("name:N", title=dimension), alt.Tooltip("text:N", title=metric)],
    )
    labels = base.mark_text(align="left", dx=4, color=LABEL).encode(text="text:N")
    bars = base.mark_bar(color=ACCENT, cornerRadius=2, height=alt.ExprRef(f"min({THICKEST}, 0.8 * bandwidth('y'))"))
    return alt.layer(bars, labels)
