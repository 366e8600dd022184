"""One metric over time in a small chart per group, all on one scale, so that groups of unlike size are told apart."""

from typing import Any

import altair as alt
import polars as pl
import streamlit as st

from dashboard import wording
from dashboard.charts import card as card_parts
from dashboard.charts.axes import value_axis
from dashboard.charts.card import ACCENT, foot
from dashboard.charts.lines import long_rows
from dashboard.charts.sentence import spoken
from dashboard.charts.shape import filled, rows_of, set_to, shape
from dashboard.heading import heading
from dashboard.passport import of_answer
from queries.answer import Answer
from queries.semantic.unit import Unit

ABREAST, MOST, PIXELS = 4, 12, 110
"""Small charts in a row of a wide screen, charts at most, and the height of each."""


def multiples(title: str, answer: Answer, *, unit_line: str) -> None:
    """A small line per value of the second dimension over the first, a time; the largest where there are many."""
    metric = answer.metrics[0]
    long = long_rows(answer, *answer.by)
    sizes = long.group_by("line", maintain_order=True).agg(pl.col("value").abs().sum())
    shown = sizes.sort("value", descending=True, maintain_order=True)["line"].head(MOST).to_list()
    few = f" · {MOST} of {sizes.height} shown" if sizes.height > MOST else ""
    known = [float(value) for value in long["value"]]
    ends = {"least": min([0.0, *known]), "most": max([0.0, *known]) or 1.0}
    with st.container(border=True):
        heading(title)
        st.caption(f"{unit_line} · one scale for all{few}")
        for start in range(0, len(shown), ABREAST):
            for column, name in zip(st.columns(ABREAST), shown[start : start + ABREAST], strict=False):
                with column:
                    st.markdown(wording.escaped(name))
                    rows = long.filter(pl.col("line") == name)
                    text = pl.Series("text", [wording.value(metric, v, short=True) for v in rows["value"]])
                    spec = filled(set_to(small(metric.unit, metric.label), **ends), rows=rows.with_columns(text))
                    _show(spec, f"{title}: {name}", f"{name}: {text[0]} to {text[-1]}.")
        foot(of_answer(answer), f"multiples-{metric.name}-{'-'.join(answer.by)}", title)


def _show(spec: dict[str, Any], title: str, sentence: str) -> None:
    spoken_spec = spoken(spec | {"height": PIXELS}, sentence)
    spec = card_parts.darkened(spoken_spec) if card_parts.is_dark() else spoken_spec
    st.vega_lite_chart(spec=spec, key=f"chart-{title}", width="stretch", height=PIXELS, alt=title)


@shape
def small(unit: Unit, metric: str) -> Any:
    """The part of a small chart that does not depend on rows; `least` and `most` are the ends of all of them."""
    x = alt.X("at:O", sort=None, axis=alt.Axis(title=None, labelAngle=0, labelOverlap=True, grid=False))
    scale = alt.Scale(domain=[alt.ExprRef("least"), alt.ExprRef("most")])
    y = alt.Y("value:Q", scale=scale, axis=value_axis(unit, tickCount=2))
    tooltip = [alt.Tooltip("at:N", title="When"), alt.Tooltip("text:N", title=metric)]
    line = rows_of("rows").mark_line(point=True, strokeWidth=2, color=ACCENT).encode(x=x, y=y, tooltip=tooltip)
    return alt.layer(line)  # the ends of the scale are set for the whole chart, which has its sentence as a layer
