"""One metric over time."""

from typing import Any

import altair as alt
import polars as pl
import streamlit as st

from dashboard import wording
from dashboard.charts.axes import value_axis
from dashboard.charts.card import ACCENT, EVENT, MUTED, Card, answer_card
from dashboard.charts.drawn import drawn
from dashboard.charts.ends import BESIDE, ends, names
from dashboard.charts.shape import filled, rows_of, shape
from queries.answer import Answer
from queries.explore.months import every_month
from queries.semantic.metric import Metric

NOW, BEFORE = "This year", "Prior year"
YEARS = [NOW, BEFORE]
COLORS = alt.Scale(domain=YEARS, range=[ACCENT, MUTED])
_EVENT = [alt.Tooltip("on_date:T", format="%b %-d, %Y", title="On"), alt.Tooltip("text:N", title="Event")]
MONTHS_APART = {"fiscal_year": 2}
"""Months from one tick to the next, by kind of period: a number of ticks alone would name one month several times."""
DASHES = alt.Scale(domain=YEARS, range=[[1, 0], [5, 3]])


@drawn
def by_month(title: str, now: Answer, before: Answer, events: pl.DataFrame) -> Card:
    """One metric by month, beside the same months a year earlier, with the events drawn in and named."""
    metric = now.metrics[0]
    shifted = _known(before).with_columns(pl.col("month").dt.offset_by("1y"))
    years = pl.concat([_known(now).with_columns(year=pl.lit(NOW)), shifted.with_columns(year=pl.lit(BEFORE))])
    step = MONTHS_APART.get(now.scope.period.kind, 1)
    last = ends(years, "month", metric.name, "year")
    chart = filled(_by_month(metric, step), years=years, ends=last, events=numbered(events))
    return answer_card(title, now, chart)


def _known(answer: Answer) -> pl.DataFrame:
    """The months of an answer of which the number is known; what was not counted is zero, and no line runs across it."""
    return every_month(answer).frame.drop_nulls(answer.metrics[0].name)


@shape
def _by_month(metric: Metric, step: int) -> Any:
    axis = alt.Axis(format="%b %y", title=None, grid=False, tickCount=alt.TimeIntervalStep("month", step))
    x = alt.X("month:T", axis=axis, scale=alt.Scale(range=BESIDE))
    color = alt.Color("year:N", scale=COLORS, legend=None)
    base = rows_of("years").encode(
        x=x,
        y=alt.Y(f"{metric.name}:Q", axis=value_axis(metric.unit)),
        color=color,
        tooltip=[
            alt.Tooltip("month:T", format="%B", title="Month"),
            alt.Tooltip("year:N", title="Year"),
            alt.Tooltip(f"{metric.name}:Q", format=metric.unit.axis, title=metric.label),
        ],
    )
    lines = base.mark_line(point=alt.OverlayMarkDef(size=40), strokeWidth=2.5).encode(
        strokeDash=alt.StrokeDash("year:N", scale=DASHES, legend=None)
    )
    return alt.layer(*event_rules(rows_of("events")), lines, names(rows_of("ends"), x, "year", color))


def numbered(events: pl.DataFrame) -> pl.DataFrame:
    """Events as `event_rules` draws them."""
    return events.with_row_index("number", 1)


def event_rules(events: Any) -> list[Any]:
    """A thin rule on the day of each event, numbered as in `event_key`; `events` is a chart over numbered events."""
    base = events.encode(x="on_date:T", tooltip=_EVENT)
    numbers = base.mark_text(baseline="top", align="left", dx=3, color=EVENT, fontSize=11)
    return [
        base.mark_rule(opacity=0.6, color=EVENT, strokeWidth=1.5),
        numbers.encode(text="number:O", y=alt.value(0)),
    ]


def event_key(events: pl.DataFrame) -> None:
    """What the numbered rules in the charts stand for."""
    if not events.is_empty():
        texts = (
            f"**{n}**\u00a0{wording.day(e['on_date'])}: {wording.escaped(e['text'])}"
            for n, e in enumerate(events.to_dicts(), 1)
        )
        st.markdown("Events: " + "\u00a0· ".join(texts))
