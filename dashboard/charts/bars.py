"""One metric by one dimension."""

from typing import Any

import altair as alt
import polars as pl

from dashboard import cells, wording
from dashboard.charts.axes import rows_down
from dashboard.charts.card import ACCENT, LABEL, Card, answer_card, unit_of
from dashboard.charts.drawn import drawn
from dashboard.charts.shape import filled, rows_of, shape
from queries.answer import Answer
from queries.semantic.dimensions import DIMENSIONS
from queries.strategy.program_groups import group_title

MOST = 12
"""Bars that have room for their names."""
THICKEST = 24
"""Pixels of a bar where few share the height; one alone would fill the card."""


@drawn
def parts(what: str, answer: Answer, *, unit_line: str | None = None) -> Card:
    """`bars` under a title that says by what the answer is cut."""
    return _card(f"{what} by {wording.label(answer.by[0]).lower()}", answer, unit_line)


@drawn
def bars(title: str, answer: Answer, *, unit_line: str | None = None) -> Card:
    """One metric by one dimension, longest bar first, values beside the bars."""
    return _card(title, answer, unit_line)


def _card(title: str, answer: Answer, unit_line: str | None) -> Card:
    metric, dimension = answer.metrics[0], answer.by[0]
    named_rows = answer.frame.with_columns(pl.Series("name", _labels(answer, dimension), dtype=pl.String))
    named_rows = named_rows.drop_nulls(metric.name).sort(metric.name, descending=True)
    top = named_rows.head(MOST)
    text = pl.Series("text", [wording.value(metric, v, short=True) for v in top[metric.name]], dtype=pl.String)
    rows = top.select("name", value=metric.name).with_columns(text)
    chart = filled(_bars(DIMENSIONS[dimension].label, metric.label), rows=rows)
    unit_line = unit_line or unit_of(answer)
    return answer_card(
        title,
        answer,
        chart,
        f"{unit_line} · {MOST} of {named_rows.height} shown" if named_rows.height > MOST else unit_line,
    )


def _labels(answer: Answer, dimension: str) -> list[str]:
    """Names of the bars: program groups without their code, which has no room beside a bar."""
    names = cells.names(answer.frame[dimension], dimension, answer.scope)
    if dimension != "cip4":
        return names
    return [group_title(str(v)) if v else name for v, name in zip(answer.frame[dimension], names, strict=True)]


@shape
def _bars(dimension: str, metric: str) -> Any:
    base = rows_of("rows").encode(
        y=rows_down("name"),
        x=alt.X("value:Q", axis=None),
        tooltip=[alt.Tooltip("name:N", title=dimension), alt.Tooltip("text:N", title=metric)],
    )
    labels = base.mark_text(align="left", dx=4, color=LABEL).encode(text="text:N")
    bars = base.mark_bar(color=ACCENT, cornerRadius=2, height=alt.ExprRef(f"min({THICKEST}, 0.8 * bandwidth('y'))"))
    return alt.layer(bars, labels)
