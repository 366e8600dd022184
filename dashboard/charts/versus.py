"""Both sides and the college on one scale: a row of dots per subject, and the same field by field."""

from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.axes import value_axis
from dashboard.charts.card import ALTERNATIVE, INSTITUTION, LABEL, MUTED, Card, card
from dashboard.charts.shape import filled, rows_of, shape
from dashboard.charts.sides import KEY
from dashboard.passport import Passport
from queries.semantic.dimensions import SIDES
from queries.semantic.unit import Unit
from queries.strategy.versus import Line

COLLEGE = "college"
_WHO = (*SIDES, COLLEGE)
_NAMES = {"institution": "Institutions", "alternative": "Alternatives", COLLEGE: "This college"}
COLORS = alt.Scale(domain=list(_WHO), range=[INSTITUTION, ALTERNATIVE, LABEL])
SHAPES = alt.Scale(domain=list(_WHO), range=["circle", "diamond", "triangle-up"])
ROW_HEIGHT, FIELD_HEIGHT = 96, 28
_ROOM: Any = [86, {"expr": "width - 86"}]
"""The scale leaves room for the labels at both ends, however wide the screen is."""


def dots(title: str, unit_line: str, line: Line, said: str, known: Passport, key: str) -> Card:
    """The measure of a line on one scale from zero: a dot a side with its value, and the college below them."""
    figures = [(who, line.of(who) if who in SIDES else line.college) for who in _WHO]
    rows = [
        {"who": who, "name": _NAMES[who], "value": f.value, "text": line.unit.short(f.value)} for who, f in figures if f
    ]
    ends = sorted((r for r in rows if r["who"] in SIDES), key=lambda r: r["value"])
    place = {COLLEGE: "below"} | {r["who"]: "right" for r in ends}
    if len(ends) == len(SIDES):
        place[ends[0]["who"]] = "left"
    frame = pl.DataFrame([r | {"place": place[r["who"]]} for r in rows])
    chart = filled(_dots(line.unit), rows=frame, pair=frame.filter(pl.col("who") != COLLEGE)) if rows else None
    return card(title, unit_line, chart, said, known, key, ROW_HEIGHT)


@shape
def _dots(unit: Unit) -> Any:
    x = alt.X("value:Q", scale=alt.Scale(zero=True, nice=False, range=_ROOM), axis=None)
    color = alt.Color("who:N", scale=COLORS, legend=None)
    pair = rows_of("pair").mark_line(color=MUTED, strokeWidth=2).encode(x=x, y=alt.value(30))
    base = rows_of("rows")
    tooltip = [alt.Tooltip("name:N", title=" "), alt.Tooltip("text:N", title="Value")]
    layers = [pair]
    for place, y in (("left", 30), ("right", 30), ("below", 70)):
        mine = base.transform_filter(f"datum.place == '{place}'")
        layers.append(
            mine.mark_point(size=170, filled=True, opacity=1).encode(
                x=x, y=alt.value(y), color=color, shape=alt.Shape("who:N", scale=SHAPES, legend=None), tooltip=tooltip
            )
        )
        away = {"left": -12, "right": 12, "below": 12}[place]
        align = "right" if place == "left" else "left"
        layers.append(
            mine.mark_text(align=align, dx=away, fontWeight=600, fontSize=14).encode(
                x=x, y=alt.value(y), text="text:N", color=color
            )
        )
        layers.append(
            mine.mark_text(align=align, dx=away, dy=15 if place != "below" else 14, fontSize=11).encode(
                x=x, y=alt.value(y), text="name:N", color=color
            )
        )
    return alt.layer(*layers)


def fields(title: str, unit_line: str, frame: pl.DataFrame, unit: Unit, known: Passport, key: str) -> Card:
    """A row per field of the frame (name, institution, alternative) with a dot a side, in the frame's order."""
    long = frame.unpivot(index="name", variable_name="who", value_name="value").drop_nulls("value")
    rows = long.with_columns(
        text=pl.Series([unit.short(v) for v in long["value"]], dtype=pl.String),
        side=pl.col("who").replace_strict(_NAMES),
    )
    in_order = frame.select("name").join(rows, on="name", how="left", maintain_order="left")
    chart = filled(_fields(unit), rows=in_order) if rows.height else None
    widest, height = _widest(title, frame, unit), 40 + FIELD_HEIGHT * frame.height
    return card(title, f"{unit_line} · {KEY}", chart, widest, known, key, height)


@shape
def _fields(unit: Unit) -> Any:
    base = rows_of("rows").encode(
        y=alt.Y("name:N", sort=None, axis=alt.Axis(title=None, labelLimit=180, domain=False, ticks=False, grid=True)),
        x=alt.X("value:Q", scale=alt.Scale(zero=True), axis=value_axis(unit)),
        tooltip=[
            alt.Tooltip("name:N", title=" "),
            alt.Tooltip("side:N", title="Side"),
            alt.Tooltip("text:N", title="Value"),
        ],
    )
    lines = base.mark_line(color=MUTED, strokeWidth=2).encode(detail="name:N", tooltip=alt.value(None))
    points = base.mark_point(size=110, filled=True, opacity=1).encode(
        color=alt.Color("who:N", scale=COLORS, legend=None), shape=alt.Shape("who:N", scale=SHAPES, legend=None)
    )
    return alt.layer(lines, points)


def _widest(title: str, frame: pl.DataFrame, unit: Unit) -> str:
    known = frame.drop_nulls(list(SIDES))
    if known.is_empty():
        return f"{title}: both sides are known in no field of this choice."
    widest = known.sort((pl.col("alternative") - pl.col("institution")).abs(), descending=True).head(2)
    said = [
        f"{row['name']} ({unit.short(row['institution'])} at institutions, "
        f"{unit.short(row['alternative'])} at alternatives)"
        for row in widest.to_dicts()
    ]
    return f"{title}: the sides are widest apart in {' and '.join(said)}."
