"""Openings a year by occupation in their parts, and what the occupations pay."""

from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.axes import value_axis
from dashboard.charts.card import ACCENT, FALL, GREEN, LABEL, MUTED, Card, card
from dashboard.charts.drawn import drawn
from dashboard.charts.shape import filled, rows_of, set_to, shape
from dashboard.passport import of_table
from dashboard.wording import demand as words
from queries.semantic.table import Table
from queries.semantic.unit import USD

MOST = 10
"""Occupations that have room for their names."""
ROW_HEIGHT, MARGIN, BAR = 36, 30, 12
"""Pixels of a row, around all of them, and of a bar."""
ROOM = 64
"""Pixels kept free at the right for the labels."""
WHOLE_WIDTH = alt.ExprRef("width")
"""A longer name is cut: it would take its room from the bars."""
PARTS = {"shared_exits": "Leave work", "shared_transfers": "Change occupation", "shared_growth": "Growth"}
FEWER = "Jobs go away"
COLORS = alt.Scale(domain=[*PARTS.values(), FEWER], range=[ACCENT, MUTED, GREEN, FALL])


@drawn
def openings(title: str, table: Table) -> Card:
    """A bar per occupation with the openings for the chosen programs: people who leave work, change occupation, and growth.

    Growth that is negative takes jobs away and stands left of zero.
    """
    rows = table.frame.filter(pl.col("shared") > 0)
    top = rows.head(MOST)
    parts = top.drop("part").unpivot(on=[*PARTS], index=["title", "shared"], variable_name="part", value_name="value")
    parts = parts.with_columns(
        part=pl.when(pl.col("value") < 0).then(pl.lit(FEWER)).otherwise(pl.col("part").replace_strict(PARTS)),
        order=pl.col("part").replace_strict({name: place for place, name in enumerate(PARTS)}, return_dtype=pl.Int64),
        text=pl.Series([words.openings(value) for value in parts["value"]], dtype=pl.String),
    )
    names = top.select(
        "title",
        value=pl.sum_horizontal(pl.col(part).clip(lower_bound=0) for part in PARTS),
        text=pl.Series([words.openings(value) for value in top["shared"]], dtype=pl.String),
    )
    height = MARGIN + ROW_HEIGHT * max(1, top.height)
    chart = filled(_openings(), parts=parts, names=names) if top.height else None
    if chart is not None:
        low = min(0.0, *parts["value"])
        chart = set_to(chart, ends=[low, max(1.0, *names["value"])])
    falls = ", fewer jobs red" if (parts["value"] < 0).any() else ""
    unit = f"A year: leave work blue, change occupation gray, growth green{falls}"
    more = f" · {MOST} of {rows.height} occupations shown" if rows.height > MOST else ""
    return card(title, f"{unit}{more}", chart, _said(title, rows), of_table(table), "openings", height)


def _said(title: str, rows: pl.DataFrame) -> str:
    if rows.is_empty():
        return f"{title}: no openings are counted for this choice."
    named = [f"about {words.openings(n)} for {name}" for name, n in rows.head(3).select("title", "shared").rows()]
    return f"{title}: most are {', then '.join(named)}."


@shape
def _openings() -> Any:
    ends = alt.param(name="ends", value=[0, 1])
    width: Any = [0, {"expr": f"width - {ROOM}"}]
    x_scale = alt.Scale(domain={"expr": "ends"}, range=width, nice=False)
    y = alt.Y("title:N", sort=None, axis=None)
    tooltip = [
        alt.Tooltip(f"{name}:N", title=label)
        for name, label in (("title", " "), ("part", "Part"), ("text", "Openings a year"))
    ]
    bars = (
        rows_of("parts")
        .mark_bar(size=BAR)
        .encode(
            x=alt.X("value:Q", scale=x_scale, axis=None, stack="zero"),
            y=y,
            color=alt.Color("part:N", scale=COLORS, legend=None),
            order=alt.Order("order:Q"),
            tooltip=tooltip,
        )
    )
    base = rows_of("names").encode(y=y)
    labels = base.mark_text(align="left", dy=-14, color=LABEL, limit=WHOLE_WIDTH).encode(x=alt.value(0), text="title:N")
    values = base.mark_text(align="left", dx=5, color=LABEL).encode(
        x=alt.X("value:Q", scale=x_scale, axis=None), text="text:N"
    )
    return alt.layer(bars, labels, values).add_params(ends)


@drawn
def pay(title: str, table: Table, place: str) -> Card:
    """A bar per occupation over the middle half of its wages, the median as a tick, in the order of openings."""
    rows = table.frame.filter(pl.col("shared") > 0).drop_nulls(["wage_p25", "wage_median", "wage_p75"])
    top = rows.head(MOST)
    shown = top.select(
        "title",
        "wage_p25",
        "wage_median",
        "wage_p75",
        text=pl.Series([words.wage(median) for median in top["wage_median"]], dtype=pl.String),
    )
    height = MARGIN + ROW_HEIGHT * max(1, top.height)
    chart = filled(_pay(), rows=shown) if top.height else None
    unit = f"US dollars a year {place}: the middle half of wages, the median as a tick"
    return card(title, unit, chart, _paid(title, top), of_table(table), "pay", height)


def _paid(title: str, rows: pl.DataFrame) -> str:
    if rows.is_empty():
        return f"{title}: no wages are published for this choice."
    sorted_rows = rows.sort("wage_median", "title", descending=[True, False])
    ends = [
        f"{words.wage(row['wage_median'])} for {row['title']}"
        for row in (sorted_rows.row(0, named=True), sorted_rows.row(-1, named=True))
    ]
    if rows.height == 1:
        return f"{title}: the median is {ends[0]}."
    return f"{title}: the highest median is {ends[0]}, the lowest {ends[1]}."


@shape
def _pay() -> Any:
    base = rows_of("rows")
    y = alt.Y("title:N", sort=None, axis=None)
    tooltip = [
        alt.Tooltip("title:N", title=" "),
        *(
            alt.Tooltip(f"{name}:Q", format="$,.0f", title=label)
            for name, label in (("wage_p25", "Near entry"), ("wage_median", "Median"), ("wage_p75", "Upper quarter"))
        ),
    ]
    x = alt.X("wage_p25:Q", scale=alt.Scale(zero=True), axis=value_axis(USD))
    bars = base.mark_bar(size=BAR, cornerRadius=3, opacity=0.55, color=ACCENT).encode(
        x=x, x2="wage_p75:Q", y=y, tooltip=tooltip
    )
    ticks = base.mark_tick(thickness=3, size=BAR + 6, color=ACCENT).encode(x="wage_median:Q", y=y, tooltip=tooltip)
    labels = base.mark_text(align="left", dy=-14, color=LABEL, limit=WHOLE_WIDTH).encode(
        x=alt.value(0), y=y, text="title:N"
    )
    values = base.mark_text(align="left", dx=6, color=LABEL).encode(x="wage_p75:Q", y=y, text="text:N")
    return alt.layer(bars, ticks, labels, values)
