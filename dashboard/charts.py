"""Charts of an Answer: title, unit, direct labels, a table twin, a download and a passport."""

from typing import Any

import altair as alt
import polars as pl
import streamlit as st

from dashboard import export, wording
from queries.answer import Answer
from queries.dimensions import DIMENSIONS
from queries.metrics import Metric

NOW, BEFORE = "This year", "Year before"
COLORS = alt.Scale(domain=[NOW, BEFORE], range=["#2f6fc0", "#8a93a0"])
UNITS = {"count": "Count", "usd": "US dollars", "share": "Share", "weeks": "Weeks", "hours": "Hours"}
FORMATS = {"count": ",.0f", "usd": "$,.3~s", "share": ".0%", "weeks": ",.1f", "hours": ",.0f"}
HEIGHT = 260


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
    rules = when.mark_rule(opacity=0.5, color="#8a7a2b").encode(x="on_date:T", tooltip=["text:N"])
    _card(title, now, alt.layer(rules, base.mark_line(point=True, strokeWidth=2.5)), metric)


def bars(title: str, answer: Answer, *, unit_line: str | None = None, most: int = 12) -> None:
    """One metric by one dimension, longest bar first, values beside the bars."""
    metric, dimension = answer.metrics[0], answer.by[0]
    top = answer.frame.drop_nulls(metric.name).sort(metric.name, descending=True).head(most)
    names = pl.Series("name", [wording.name(dimension, v) for v in top[dimension]], dtype=pl.String)
    text = pl.Series("text", [wording.value(metric, v, short=True) for v in top[metric.name]], dtype=pl.String)
    base: Any = alt.Chart(top.with_columns(names, text)).encode(
        y=alt.Y("name:N", sort=None, axis=alt.Axis(title=None, labelLimit=180, domain=False, ticks=False)),
        x=alt.X(f"{metric.name}:Q", axis=None),
        tooltip=[alt.Tooltip("name:N", title=DIMENSIONS[dimension].label), alt.Tooltip("text:N", title=metric.label)],
    )
    labels = base.mark_text(align="left", dx=4, color="#7d8590").encode(text="text:N")
    _card(title, answer, alt.layer(base.mark_bar(color="#2f6fc0", cornerRadius=2), labels), metric, unit_line)


def spread(title: str, frame: pl.DataFrame, answer: Answer, unit_line: str) -> None:
    """Every program as a dot on one axis per side, its median as a tick: a distribution, not only a median."""
    metric = answer.metrics[0]
    sides = alt.Scale(domain=["Institutions", "Alternative providers"], range=["#2f6fc0", "#c4641a"])
    base: Any = alt.Chart(frame).encode(
        x=alt.X("value:Q", axis=alt.Axis(title=None, format=FORMATS[metric.unit], tickCount=5)),
        y=alt.Y("side:N", axis=alt.Axis(title=None, labelLimit=140, domain=False, ticks=False)),
        color=alt.Color("side:N", scale=sides, legend=None),
    )
    dots = base.mark_tick(thickness=2, size=34, opacity=0.45).encode(
        tooltip=["title:N", "provider:N", alt.Tooltip("value:Q", format=FORMATS[metric.unit], title=metric.label)]
    )
    medians = base.mark_point(size=140, filled=True, shape="diamond", opacity=1).encode(x="median(value):Q")
    _card(title, answer, alt.layer(dots, medians), metric, unit_line)


def _card(title: str, answer: Answer, chart: Any, metric: Metric, unit_line: str | None = None) -> None:
    with st.container(border=True):
        st.subheader(title, anchor=False)
        st.caption(unit_line or f"{UNITS[metric.unit]} · {answer.scope.period.label()}")
        if answer.frame.is_empty():
            st.info("Nothing is known for this choice. Choose another period or field.")
            return
        key = f"chart-{metric.name}-{'-'.join(answer.by)}"
        st.altair_chart(chart.properties(height=HEIGHT), key=key, width="stretch", alt=_summary(title, answer, metric))
        _foot(answer, key)


def _summary(title: str, answer: Answer, metric: Metric) -> str:
    """One sentence for who cannot see the chart: where it is highest and lowest."""
    cut = answer.by[0]
    known = answer.frame.drop_nulls(metric.name).sort(metric.name)
    if known.is_empty():
        return f"{title}: nothing is known for this choice."
    low, high = known.row(0, named=True), known.row(-1, named=True)
    ends = [f"{wording.value(metric, r[metric.name], short=True)} for {wording.name(cut, r[cut])}" for r in (high, low)]
    return f"{title}: highest at {ends[0]}, lowest at {ends[1]}."


def _known(answer: Answer) -> str:
    """Which data and point in time an answer is of; the market has academic years of its own."""
    if answer.metrics[0].cube == "awards":
        return "market collection, academic years from July to June"
    scope = answer.scope
    return f"{scope.college} collection, {scope.period.label()}, as known on {scope.as_of}"


def _foot(answer: Answer, key: str) -> None:
    scope = answer.scope
    with st.popover("Table, download and passport"):
        st.dataframe(export.on_screen(answer), hide_index=True, width="stretch")
        st.download_button(
            "Download CSV",
            lambda: export.csv(answer),
            f"{key.removeprefix('chart-')}.csv",
            "text/csv",
            key=f"csv-{key}",
        )
        for metric in answer.metrics:
            st.markdown(f"**{metric.label}.** {metric.definition}")
        st.markdown(f"Data version {scope.version}, {_known(answer)}. Cut by {', '.join(answer.by) or 'nothing'}.")
        if answer.hidden:
            st.markdown(f"{answer.hidden} cells are hidden to protect learners.")
        for name in answer.not_applied:
            st.markdown(f"The {DIMENSIONS[name].label.lower()} filter does not apply here.")
