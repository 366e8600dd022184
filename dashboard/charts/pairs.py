"""Both sides on one line: where institutions and alternative providers stand on the same thing."""

from typing import Any

import altair as alt
import polars as pl

from dashboard import wording
from dashboard.charts.axes import rows_down, value_axis
from dashboard.charts.card import MUTED, Card, card
from dashboard.charts.shape import filled, rows_of, shape
from dashboard.charts.sides import COLORS, KEY, SHAPES
from dashboard.passport import Passport
from queries.semantic.metric import Metric


def pairs(
    title: str,
    frame: pl.DataFrame,
    metric: Metric,
    passport: Passport,
    key: str,
    *,
    unit_line: str = "",
    said: str = "",
) -> Card:
    """A line per name between the two sides' values, in the order of the frame.

    `frame` has name (text), institution and alternative (numbers, null where unknown). `said` is the sentence where
    another one than the widest difference is to be heard.
    """
    long = frame.unpivot(index="name", variable_name="side", value_name="value").drop_nulls("value")
    return card(
        title,
        unit_line or f"{KEY[0].upper()}{KEY[1:]}",
        _chart(long, frame["name"], metric) if long.height else None,
        said or _summary(title, frame, metric),
        passport,
        key,
    )


def _chart(long: pl.DataFrame, order: pl.Series, metric: Metric) -> dict[str, Any]:
    rows = long.with_columns(
        text=pl.Series([wording.value(metric, v, short=True) for v in long["value"]], dtype=pl.String),
        who=pl.Series([wording.name("side", s) for s in long["side"]], dtype=pl.String),
    )
    in_order = pl.DataFrame({"name": order}).unique(maintain_order=True)
    return filled(_pairs(metric), rows=in_order.join(rows, on="name", maintain_order="left"))


@shape
def _pairs(metric: Metric) -> Any:
    base = rows_of("rows").encode(
        y=rows_down("name", 200),
        x=alt.X("value:Q", scale=alt.Scale(zero=True), axis=value_axis(metric.unit)),
        tooltip=[
            alt.Tooltip("name:N", title=" "),
            alt.Tooltip("who:N", title="Side"),
            alt.Tooltip("text:N", title=metric.label),
        ],
    )
    lines = base.mark_line(color=MUTED, strokeWidth=2).encode(detail="name:N", tooltip=alt.value(None))
    dots = base.mark_point(size=120, filled=True, opacity=1).encode(
        color=alt.Color("side:N", scale=COLORS, legend=None), shape=alt.Shape("side:N", scale=SHAPES, legend=None)
    )
    return alt.layer(lines, dots)


def _summary(title: str, frame: pl.DataFrame, metric: Metric) -> str:
    both_sides = frame.drop_nulls(["institution", "alternative"])
    if both_sides.is_empty():
        return f"{title}: no part of this choice has data for both sides."
    widest = both_sides.sort((pl.col("alternative") - pl.col("institution")).abs(), descending=True).row(0, named=True)
    values = [wording.value(metric, widest[side], short=True) for side in ("institution", "alternative")]
    return (
        f"{title}: the widest difference is in {widest['name']}, {values[0]} at institutions and {values[1]} at "
        "alternative providers."
    )
