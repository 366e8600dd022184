"""Who explains a change: the largest contributions and everyone else."""

from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.card import ACCENT, FALL, LABEL, MUTED, Card, Passport, card

REST = "The other"
ROOM = 50
"""Pixels kept free beside the longest bars for their labels, however wide the screen is."""


def contributions(title: str, frame: pl.DataFrame, unit_line: str, passport: Passport, *, most: int = 9) -> Card:
    """A bar per name to the right for a rise and to the left for a fall, everyone else summed in the last.

    `frame` has name and change (numbers, nothing missing), largest change first.
    """
    rest = frame.slice(most)
    drawn = frame.head(most).select("name", "change")
    if rest.height:
        everyone = pl.DataFrame({"name": [f"{REST} {rest.height:,}, net"], "change": [rest["change"].sum()]})
        drawn = pl.concat([drawn, everyone])
    top = frame.row(0, named=True) if frame.height else None
    summary = (
        f"{title}: the largest is {top['name']} with {top['change']:+,}. {unit_line}."
        if top
        else f"{title}: no change."
    )
    return card(title, unit_line, _chart(drawn) if frame.height else None, summary, passport, "contributions")


def _chart(drawn: pl.DataFrame) -> Any:
    drawn = drawn.with_columns(
        text=pl.Series([f"{change:+,}" for change in drawn["change"]], dtype=pl.String),
        zero=pl.lit(0),
        kind=pl.when(pl.col("name").str.starts_with(REST))
        .then(pl.lit("rest"))
        .when(pl.col("change") > 0)
        .then(pl.lit("rise"))
        .otherwise(pl.lit("fall")),
    )
    changes = [0, *drawn["change"]]
    width: Any = [ROOM if min(changes) < 0 else 0, {"expr": f"width - {ROOM}"}]
    y = alt.Y("name:N", sort=None, axis=alt.Axis(title=None, labelLimit=190, domain=False, ticks=False))
    x = alt.X("change:Q", scale=alt.Scale(domain=[min(changes), max(changes)], range=width), axis=None)
    tooltip = [alt.Tooltip("name:N", title=" "), alt.Tooltip("text:N", title="Change")]
    base: Any = alt.Chart(drawn).encode(x=x, y=y, tooltip=tooltip)
    kinds = alt.Scale(domain=["rise", "fall", "rest"], range=[ACCENT, FALL, MUTED])
    layers = [base.mark_bar(cornerRadius=2).encode(x2="zero:Q", color=alt.Color("kind:N", scale=kinds, legend=None))]
    for test, align, dx in ((">= 0", "left", 5), ("< 0", "right", -5)):
        layers.append(
            base.transform_filter(f"datum.change {test}")
            .mark_text(align=align, dx=dx, color=LABEL)
            .encode(text="text:N")
        )
    return alt.layer(*layers)
