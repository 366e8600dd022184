"""Distributions of both sides."""

from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.card import ALTERNATIVE, FORMATS, INSTITUTION, answer_card
from queries.answer import Answer


def spread(title: str, frame: pl.DataFrame, answer: Answer, unit_line: str) -> None:
    """Every program as a dot on one axis per side, its median as a diamond: a distribution, not only a median."""
    metric = answer.metrics[0]
    sides = alt.Scale(domain=["Institutions", "Alternative providers"], range=[INSTITUTION, ALTERNATIVE])
    base: Any = alt.Chart(frame).encode(
        x=alt.X("value:Q", axis=alt.Axis(title=None, format=FORMATS[metric.unit], tickCount=5)),
        y=alt.Y("side:N", axis=alt.Axis(title=None, labelLimit=140, domain=False, ticks=False)),
        color=alt.Color("side:N", scale=sides, legend=None),
    )
    dots = base.mark_tick(thickness=2, size=34, opacity=0.45).encode(
        tooltip=["title:N", "provider:N", alt.Tooltip("value:Q", format=FORMATS[metric.unit], title=metric.label)]
    )
    medians = base.mark_point(size=140, filled=True, shape="diamond", opacity=1).encode(x="median(value):Q")
    answer_card(title, answer, alt.layer(dots, medians), unit_line)
