"""Counts over years, a line per kind, that stop where the way of counting changes; what follows stands by itself."""

from dataclasses import replace
from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.axes import value_axis
from dashboard.charts.card import LABEL, MUTED, Card, card
from dashboard.charts.drawn import drawn
from dashboard.charts.ends import ends
from dashboard.charts.shape import filled, rows_of, shape
from dashboard.charts.years import PALETTE, folded
from dashboard.passport import of_table
from queries.semantic.table import Table
from queries.semantic.unit import COUNT

_HEIGHT = 300


@drawn
def counts_to_break(title: str, table: Table, note: str) -> Card:
    """`table`: year, kind, value, is_after_break. The break is a rule between the last year before it and the first after."""
    frame = table.frame.sort("kind", "year")
    names = tuple(frame["kind"].unique(maintain_order=True))
    text = pl.Series("text", [COUNT.exact(value) for value in frame["value"]], dtype=pl.String)
    rows = frame.with_columns(text)
    before, after = rows.filter(~pl.col("is_after_break")), rows.filter("is_after_break")
    chart = (
        filled(_chart(names), before=before, names=_names(before), after=after, rule=_rule(before, after))
        if rows.height
        else None
    )
    built = card(title, "Credentials · by year of the edition", chart, _summary(title, before, after), of_table(table), "counts-to-break", _HEIGHT)  # fmt: skip
    return replace(built, note=note)


def _rule(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Where the break lies and what it says; no row where there is none."""
    if before.is_empty() or after.is_empty():
        return pl.DataFrame(schema={"year": pl.Float64, "text": pl.String})
    last, first = before["year"].to_list(), after["year"].to_list()
    return pl.DataFrame({"year": [(max(last) + min(first)) / 2], "text": ["Break: counted otherwise"]})


def _names(before: pl.DataFrame) -> pl.DataFrame:
    """The name of each line at its end, on two lines at most."""
    last = ends(before, "year", "value", "kind")
    return last.with_columns(text=pl.Series([folded(name) for name in last["kind"]], dtype=pl.String))


@shape
def _chart(names: tuple[str, ...]) -> Any:
    x = alt.X("year:Q", scale=alt.Scale(zero=False, padding=24, nice=False), axis=alt.Axis(title=None, format="d", tickMinStep=1, grid=False))  # fmt: skip
    y = alt.Y("value:Q", axis=value_axis(COUNT))
    colors = alt.Scale(domain=list(names), range=[PALETTE[i % len(PALETTE)] for i in range(len(names))])
    color = alt.Color("kind:N", scale=colors, legend=None)
    tooltip = [
        alt.Tooltip("kind:N", title="Kind"),
        alt.Tooltip("year:Q", format="d", title="Year"),
        alt.Tooltip("text:N", title="Credentials"),
    ]
    lines = rows_of("before").mark_line(strokeWidth=2.5, point=alt.OverlayMarkDef(size=40)).encode(x=x, y=y, color=color, tooltip=tooltip)  # fmt: skip
    alone = rows_of("after").mark_point(size=70, filled=True, shape="diamond", opacity=1).encode(x=x, y=y, color=color, tooltip=tooltip)  # fmt: skip
    alone_text = rows_of("after").mark_text(align="right", dx=8, dy=14, fontWeight=600, color=LABEL).encode(x=x, y=y, text="text:N")  # fmt: skip
    rule = rows_of("rule").mark_rule(strokeDash=[5, 4], color=MUTED, strokeWidth=1.5).encode(x=x)
    rule_text = rows_of("rule").mark_text(align="right", dx=-6, baseline="top", color=LABEL).encode(x=x, y=alt.value(4), text="text:N")  # fmt: skip
    named = rows_of("names").mark_text(align="left", dx=8, fontWeight=600, lineBreak="\n")
    labels = named.encode(x=x, y="place:Q", text="text:N", color=color, tooltip=alt.value(None))
    return alt.layer(rule, lines, labels, alone, alone_text, rule_text)


def _summary(title: str, before: pl.DataFrame, after: pl.DataFrame) -> str:
    texts = []
    for (kind,), line in before.group_by("kind", maintain_order=True):
        first, last = line.row(0, named=True), line.row(-1, named=True)
        since = f"{first['text']} in {first['year']} to " if line.height > 1 else ""
        texts.append(f"{kind} {since}{last['text']} in {last['year']}")
    texts += [f"{row['text']} in {row['year']}, counted otherwise" for row in after.to_dicts()]
    return f"{title}: {'; '.join(texts) or 'no data for this choice'}."
