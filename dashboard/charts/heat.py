"""One metric by two dimensions as a table of shades: rows down, the other dimension across, the number in each cell."""

from typing import Any

import altair as alt
import polars as pl

from dashboard import cells, wording
from dashboard.charts.axes import rows_down
from dashboard.charts.card import ACCENT, TEXT, Card, answer_card
from dashboard.charts.drawn import drawn
from dashboard.charts.shape import filled, rows_of, set_to, shape
from queries.answer import Answer
from queries.semantic.metric import Metric
from queries.semantic.unit import MISSING

MOST_DOWN, MOST_OVER = 24, 12
"""Rows and columns that have room for their names and numbers."""
ROW_PIXELS, HEADING_PIXELS = 26, 40
FAINT, STRONG = 0.06, 0.55
"""Shades of the least and the largest number; a stronger one would leave the number in the cell unreadable."""


@drawn
def heat(title: str, answer: Answer, *, unit_line: str) -> Card:
    """A cell per pair of values of an answer by two dimensions; what is not known has no shade."""
    down, over = answer.by
    metric, frame = answer.metrics[0], answer.frame
    long = pl.DataFrame(
        {
            "down": pl.Series(cells.names(frame[down], down, answer.scope), dtype=pl.String),
            "over": pl.Series(cells.names(frame[over], over, answer.scope), dtype=pl.String),
            "value": frame[metric.name].cast(pl.Float64),
            "text": pl.Series([_text(metric, v) for v in frame[metric.name]], dtype=pl.String),
        }
    )
    kept, few = _fitting(long)
    known = kept["value"].drop_nulls()
    ends = {"least": min([0.0, *known]), "most": max([0.0, *known]) or 1.0}
    chart = filled(set_to(_heat(metric.label), **ends), rows=kept)
    return answer_card(title, answer, chart, f"{unit_line}{few}", ROW_PIXELS * kept["down"].n_unique() + HEADING_PIXELS)


def _text(metric: Metric, value: float | None) -> str:
    return MISSING if value is None else wording.value(metric, value, short=True)


def _fitting(long: pl.DataFrame) -> tuple[pl.DataFrame, str]:
    """The rows and columns that fit, the largest first where there are more, and how many of them are shown."""
    few = ""
    for side, most in (("down", MOST_DOWN), ("over", MOST_OVER)):
        sizes = long.group_by(side, maintain_order=True).agg(pl.col("value").abs().sum())
        if sizes.height > most:
            largest = sizes.sort("value", descending=True, maintain_order=True)[side].head(most)
            long = long.filter(pl.col(side).is_in(largest.implode()))
            few += f" · {most} of {sizes.height} {'rows' if side == 'down' else 'columns'} shown"
    return long, few


@shape
def _heat(metric: str) -> Any:
    y = rows_down("down")
    x = alt.X(
        "over:N",
        sort=None,
        axis=alt.Axis(
            title=None, orient="top", labelAngle=0, labelOverlap=False, labelLimit=70, domain=False, ticks=False
        ),
    )
    tooltip = [
        alt.Tooltip("down:N", title="Row"),
        alt.Tooltip("over:N", title="Column"),
        alt.Tooltip("text:N", title=metric),
    ]
    base = rows_of("rows").encode(x=x, y=y, tooltip=tooltip)
    scale = alt.Scale(domain=[alt.ExprRef("least"), alt.ExprRef("most")], range=[FAINT, STRONG])
    shades = base.transform_filter("isValid(datum.value)").mark_rect(color=ACCENT, cornerRadius=2)
    return alt.layer(
        shades.encode(opacity=alt.Opacity("value:Q", scale=scale, legend=None)),
        base.mark_text(color=TEXT).encode(text="text:N"),
    )
