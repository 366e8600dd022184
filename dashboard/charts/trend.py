"""One metric over time."""

from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.card import ACCENT, EVENT, FORMATS, MUTED, answer_card
from queries.answer import Answer

NOW, BEFORE = "This year", "Year before"
COLORS = alt.Scale(domain=[NOW, BEFORE], range=[ACCENT, MUTED])


def by_month(title: str, now: Answer, before: Answer, events: pl.DataFrame) -> None:
    """One metric by month, beside the same months a year earlier, with the events drawn in."""
    metric = now.metrics[0]
    shifted = before.frame.with_columns(pl.col("month").dt.offset_by("1y"))
    frame = pl.concat([now.frame.with_columns(year=pl.lit(NOW)), shifted.with_columns(year=pl.lit(BEFORE))])
    axis = alt.Axis(format=FORMATS[metric.unit], title=None, tickCount=5, domain=False, ticks=False)
    base: Any = alt.Chart(frame).encode(
        x=alt.X("month:T", axis=alt.Axis(format="%b %y", title=None, grid=False, tickCount=6)),
        y=alt.Y(f"{metric.name}:Q", axis=axis),
        color=alt.Color("year:N", scale=COLORS, legend=alt.Legend(orient="top", title=None)),
        strokeDash=alt.StrokeDash("year:N", scale=alt.Scale(domain=[NOW, BEFORE], range=[[1, 0], [5, 3]]), legend=None),
        tooltip=[
            alt.Tooltip("month:T", format="%B", title="Month"),
            alt.Tooltip("year:N", title="Year"),
            alt.Tooltip(f"{metric.name}:Q", format=FORMATS[metric.unit], title=metric.label),
        ],
    )
    inside = events.filter(pl.col("on_date").is_between(now.scope.period.start, now.scope.period.end))
    when: Any = alt.Chart(inside)
    rules = when.mark_rule(opacity=0.5, color=EVENT).encode(x="on_date:T", tooltip=["text:N"])
    answer_card(title, now, alt.layer(rules, base.mark_line(point=True, strokeWidth=2.5)))
