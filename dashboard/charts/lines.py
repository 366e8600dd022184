"""One metric over time, a line per group where there is one."""

from typing import Any

import altair as alt
import polars as pl

from dashboard import cells, wording
from dashboard.charts.axes import legend, value_axis
from dashboard.charts.card import Card, answer_card
from dashboard.charts.drawn import drawn
from dashboard.charts.shape import filled, rows_of, shape
from dashboard.charts.years import PALETTE
from queries.answer import Answer
from queries.semantic.unit import Unit

MOST = len(PALETTE)
"""Lines that can be told apart."""


@drawn
def lines(title: str, answer: Answer, *, unit_line: str) -> Card:
    """A line over the first dimension, a time, one per value of the second; the largest where there are many."""
    time, group = answer.by[0], "".join(answer.by[1:])
    metric = answer.metrics[0]
    long = long_rows(answer, time, group)
    sizes = long.group_by("line", maintain_order=True).agg(pl.col("value").abs().sum())
    largest = sizes.sort("value", descending=True, maintain_order=True)["line"].head(MOST).to_list()
    kept = long.filter(pl.col("line").is_in(largest))
    text = pl.Series("text", [wording.value(metric, v, short=True) for v in kept["value"]], dtype=pl.String)
    few = f" · {MOST} of {sizes.height} shown" if sizes.height > MOST else ""
    names = tuple(sorted(largest)) if group else ()
    chart = filled(_lines(names, metric.unit, metric.label), rows=kept.with_columns(text))
    return answer_card(title, answer, chart, f"{unit_line}{few}")


def long_rows(answer: Answer, time: str, group: str = "") -> pl.DataFrame:
    """`at` (the time in words, in order), `line` and `value`; what is not known has no row."""
    frame = answer.frame
    return pl.DataFrame(
        {
            "at": pl.Series([_short(value, time) for value in frame[time]], dtype=pl.String),
            "line": cells.names(frame[group], group, answer.scope) if group else [""] * frame.height,
            "value": frame[answer.metrics[0].name],
        }
    ).drop_nulls("value")


def _short(value: Any, time: str) -> str:
    """A time as it stands under an axis: `Jul 25`, `Q3 2025`, `Fall 2025`, `2024`."""
    return f"{value:%b %y}" if time == "month" and value is not None else wording.name(time, value)


@shape
def _lines(names: tuple[str, ...], unit: Unit, metric: str) -> Any:
    x = alt.X("at:O", sort=None, axis=alt.Axis(title=None, labelAngle=0, labelOverlap=True, grid=False))
    y = alt.Y("value:Q", scale=alt.Scale(zero=True), axis=value_axis(unit))
    tooltip = [alt.Tooltip("at:N", title="When"), alt.Tooltip("text:N", title=metric)]
    base = rows_of("rows").mark_line(point=alt.OverlayMarkDef(size=40), strokeWidth=2.5)
    if not names:
        return base.encode(x=x, y=y, tooltip=tooltip)
    colors = alt.Scale(domain=list(names), range=list(PALETTE[: len(names)]))
    color = alt.Color("line:N", scale=colors, legend=legend())
    return base.encode(x=x, y=y, color=color, tooltip=[alt.Tooltip("line:N", title=" "), *tooltip])
