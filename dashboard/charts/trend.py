"""One metric over time."""

from typing import Any

import altair as alt
import polars as pl
import streamlit as st

from dashboard import wording
from dashboard.charts.axes import legend, value_axis
from dashboard.charts.card import ACCENT, EVENT, FORMATS, MUTED, Card, answer_card
from dashboard.charts.drawn import drawn
from dashboard.charts.shape import filled, rows_of, shape
from queries.answer import Answer
from queries.metric import Metric

NOW, BEFORE = "This year", "Year before"
YEARS = [NOW, BEFORE]
COLORS = alt.Scale(domain=YEARS, range=[ACCENT, MUTED])
DASHES = alt.Scale(domain=YEARS, range=[[1, 0], [5, 3]])


@drawn
def by_month(title: str, now: Answer, before: Answer, events: pl.DataFrame) -> Card:
    """One metric by month, beside the same months a year earlier, with the events drawn in and named."""
    metric = now.metrics[0]
    shifted = before.frame.with_columns(pl.col("month").dt.offset_by("1y"))
    years = pl.concat([now.frame.with_columns(year=pl.lit(NOW)), shifted.with_columns(year=pl.lit(BEFORE))])
    chart = filled(_by_month(metric), years=years, events=numbered(events))
    return answer_card(title, now, chart)


@shape
def _by_month(metric: Metric) -> Any:
    base = rows_of("years").encode(
        x=alt.X("month:T", axis=alt.Axis(format="%b %y", title=None, grid=False, tickCount=6)),
        y=alt.Y(f"{metric.name}:Q", axis=value_axis(metric.unit)),
        color=alt.Color("year:N", scale=COLORS, legend=legend()),
        tooltip=[
            alt.Tooltip("month:T", format="%B", title="Month"),
            alt.Tooltip("year:N", title="Year"),
            alt.Tooltip(f"{metric.name}:Q", format=FORMATS[metric.unit], title=metric.label),
        ],
    )
    lines = base.mark_line(point=alt.OverlayMarkDef(size=40), strokeWidth=2.5).encode(
        strokeDash=alt.StrokeDash("year:N", scale=DASHES, legend=None)
    )
    return alt.layer(*event_rules(rows_of("events")), lines)


def numbered(events: pl.DataFrame) -> pl.DataFrame:
    """Events as `event_rules` draws them."""
    return events.with_row_index("number", 1)


def event_rules(events: Any) -> list[Any]:
    """A thin rule on the day of each event, numbered as in `event_key`; `events` is a chart over numbered events."""
    base = events.encode(x="on_date:T", tooltip=["on_date:T", "text:N"])
    numbers = base.mark_text(baseline="top", align="left", dx=3, color=EVENT, fontSize=11)
    return [
        base.mark_rule(opacity=0.6, color=EVENT, strokeWidth=1.5),
        numbers.encode(text="number:O", y=alt.value(0)),
    ]


def event_key(events: pl.DataFrame) -> None:
    """What the numbered rules in the charts stand for."""
    if not events.is_empty():
        said = (
            f"**{n}** {wording.day(e['on_date'])}: {wording.escaped(e['text'])}"
            for n, e in enumerate(events.to_dicts(), 1)
        )
        st.markdown("Events: " + " · ".join(said))
