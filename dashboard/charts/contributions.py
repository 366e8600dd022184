"""Who explains a change: the largest contributions and everyone else."""

from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.card import ACCENT, FALL, LABEL, Card, card
from dashboard.passport import Passport

ROW_HEIGHT, MARGIN, BAR = 36, 12, 12
"""Pixels of a row, around all of them, and of a bar."""
ROOM = 50
"""Pixels kept free beside the longest bars for their labels, however wide the screen is."""


def contributions(title: str, frame: pl.DataFrame, unit_line: str, passport: Passport, *, most: int = 9) -> Card:
    """A bar per name to the right for a rise and to the left for a fall; what everyone else sums to is said above them.

    As a bar thousands of others would leave nothing to see of the rest. Names stand above their bar, so that both are
    whole on a telephone. `frame` has name and change (numbers, nothing
    missing), largest change first.
    """
    rest = frame.slice(most)
    if rest.height:
        unit_line = f"{unit_line} · the other {rest.height:,} together {rest['change'].sum():+,}"
    top = frame.row(0, named=True) if frame.height else None
    summary = (
        f"{title}: the largest is {top['name']} with {top['change']:+,}. {unit_line}."
        if top
        else f"{title}: no change."
    )
    shown = frame.head(most).select("name", "change")
    height = MARGIN + ROW_HEIGHT * shown.height
    return card(title, unit_line, _chart(shown) if shown.height else None, summary, passport, "contributions", height)


def _chart(rows: pl.DataFrame) -> Any:
    rows = rows.with_columns(
        text=pl.Series([f"{change:+,}" for change in rows["change"]], dtype=pl.String),
        zero=pl.lit(0),
        kind=pl.when(pl.col("change") > 0).then(pl.lit("rise")).otherwise(pl.lit("fall")),
    )
    changes = [0, *rows["change"]]
    width: Any = [ROOM if min(changes) < 0 else 0, {"expr": f"width - {ROOM}"}]
    y = alt.Y("name:N", sort=None, axis=None)
    x = alt.X("change:Q", scale=alt.Scale(domain=[min(changes), max(changes)], range=width), axis=None)
    tooltip = [alt.Tooltip("name:N", title=" "), alt.Tooltip("text:N", title="Change")]
    base: Any = alt.Chart(rows).encode(x=x, y=y, tooltip=tooltip)
    kinds = alt.Scale(domain=["rise", "fall"], range=[ACCENT, FALL])
    bars = base.mark_bar(cornerRadius=2, size=BAR).encode(
        x2="zero:Q", color=alt.Color("kind:N", scale=kinds, legend=None)
    )
    names = base.mark_text(align="left", dy=-14).encode(x=alt.value(0), text="name:N", color=alt.value(LABEL))
    layers = [bars, names]
    for test, align, dx in ((">= 0", "left", 5), ("< 0", "right", -5)):
        layers.append(
            base.transform_filter(f"datum.change {test}")
            .mark_text(align=align, dx=dx, color=LABEL)
            .encode(text="text:N")
        )
    return alt.layer(*layers)
