"""Values over months since a beginning, a line per group with its band, labeled at its end."""

from itertools import combinations
from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.axes import legend, value_axis
from dashboard.charts.card import EVENT, FALL, GREEN, INSTITUTION, MUTED, PURPLE, TEAL, Card, card
from dashboard.passport import Passport
from queries.semantic.unit import Unit

MOST_BESIDE = 2
"""So many lines are named right of their ends; more of them below, where a line that goes on rises above the name."""
APART_MONTHS, APART_SHARE = 8, 0.1
"""Two names overlap where their line ends are closer than this many months and this share of the axis."""
COLORS = [INSTITUTION, GREEN, PURPLE, TEAL, EVENT, FALL, MUTED]


def since_first(title: str, frame: pl.DataFrame, unit_line: str, passport: Passport, key: str, *, unit: Unit) -> Card:
    """`frame`: name, months, value, low and high (null without a band), text. Steps between the points."""
    if frame.is_empty():
        return card(title, unit_line, None, "", passport, key)
    names = frame["name"].unique(maintain_order=True).to_list()
    ends = frame.group_by("name", maintain_order=True).last()
    is_labeled = len(names) <= MOST_BESIDE or _lie_apart(ends)
    color = alt.Color(
        "name:N",
        scale=alt.Scale(domain=names, range=COLORS[: len(names)]),
        legend=None if is_labeled else legend(),
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
    last: Any = alt.Chart(ends if is_labeled else ends.clear()).encode(x=x, color=color)
    below = 0 if len(names) <= MOST_BESIDE else 12
    labels = last.mark_text(align="left", dx=6, dy=below, fontSize=11).encode(y="value:Q", text="name:N")
    texts = "; ".join(f"{n}, {t} after {m} months" for n, m, t in ends.select("name", "months", "text").rows())
    return card(title, unit_line, alt.layer(band, line, labels), f"{title}: {texts}.", passport, key)


def _lie_apart(ends: pl.DataFrame) -> bool:
    """Whether every line can be named at its end."""
    top = ends.select(pl.max("value")).item() or 1
    places = ends.select("months", "value").rows()
    return all(
        abs(m - n) >= APART_MONTHS or abs(v - w) >= APART_SHARE * top for (m, v), (n, w) in combinations(places, 2)
    )
