"""Values over months since a beginning, a line per group with its band, labeled at its end."""

from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.axes import legend, value_axis
from dashboard.charts.card import EVENT, FALL, GREEN, INSTITUTION, MUTED, PURPLE, TEAL, Card, card
from dashboard.passport import Passport
from queries.semantic.unit import Unit

MOST_LABELED = 2
"""More lines than that get a legend: their ends would lie on each other."""
COLORS = [INSTITUTION, GREEN, PURPLE, TEAL, EVENT, FALL, MUTED]


def since_first(title: str, frame: pl.DataFrame, unit_line: str, passport: Passport, key: str, *, unit: Unit) -> Card:
    """`frame`: name, months, value, low and high (null without a band), text. Steps between the points."""
    if frame.is_empty():
        return card(title, unit_line, None, "", passport, key)
    names = frame["name"].unique(maintain_order=True).to_list()
    ends = frame.group_by("name", maintain_order=True).last()
    color = alt.Color(
        "name:N",
        scale=alt.Scale(domain=names, range=COLORS[: len(names)]),
        legend=legend() if len(names) > MOST_LABELED else None,
    )
    y = value_axis(unit)
    scale = alt.Scale(domain=[0, int(frame["months"].to_numpy().max()) + 7], nice=False)
    x = alt.X(
        "months:Q", scale=scale, axis=alt.Axis(title="Months since the first registration", grid=False, tickCount=6)
    )
    base: Any = alt.Chart(frame).encode(x=x, color=color)
    band = base.mark_area(opacity=0.18, interpolate="step-after").encode(y=alt.Y("low:Q", axis=y), y2="high:Q")
    line = base.mark_line(strokeWidth=2.5, interpolate="step-after").encode(
        y=alt.Y("value:Q", axis=y),
        tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("months:Q", title="Months"), alt.Tooltip("text:N", title="Value")],
    )  # fmt: skip
    last: Any = alt.Chart(ends if len(names) <= MOST_LABELED else ends.clear()).encode(x=x, color=color)
    labels = last.mark_text(align="left", dx=6, fontSize=11).encode(y="value:Q", text="name:N")
    texts = "; ".join(f"{n}, {t} after {m} months" for n, m, t in ends.select("name", "months", "text").rows())
    return card(title, unit_line, alt.layer(band, line, labels), f"{title}: {texts}.", passport, key)
