"""Values with their intervals, a row each: a point, a line from low to high, and the value beside it."""

from typing import Any, Literal, get_args

import altair as alt
import polars as pl

from dashboard.charts.axes import value_axis
from dashboard.charts.card import ACCENT, LABEL, MUTED, Card, card
from dashboard.charts.shape import filled, rows_of, set_to, shape
from dashboard.passport import Passport
from queries.semantic.unit import COUNT, SHARE, USD

Axis = Literal["share", "usd", "whole", "count", "points", "goal"]
AXES: tuple[Axis, ...] = get_args(Axis)
MOST = 12
CLOSED, OPEN, RANGE = "closed", "open", "range"
"""Final; not final; a range without a most likely value, drawn without a point."""
STATES = [CLOSED, OPEN, RANGE]


ROW_HEIGHT, MARGIN = 36, 34
LETTER = 6.2
"""Width of a letter of a name, in pixels, a little generously."""
IS_WIDE = "width - beside > 330"
"""Whether a row has room for its intervals right of the longest name; the browser answers, for the width it has."""
POINTS = "format(datum.value * 100, datum.value ? '+.0f' : '.0f') + ' pts'"
NOT_FROM_ZERO = "the axis does not start at zero"
LINES = {"points": 0.0, "goal": 1.0}
"""Axes on which one value has a gray tick in every row, because everything is read against it."""
TICK = 12
"""Pixels of that tick; the name above a row ends eight above its middle."""
NARROWEST, GAP = 150, 12
"""Pixels of the intervals on the narrowest screen, and between an interval and the value beside it."""


def intervals(
    title: str, frame: pl.DataFrame, unit_line: str, passport: Passport, key: str, *, axis: Axis = "share"
) -> Card:
    """`frame`: name, value, low, high (null where none), text, and a state of STATES.

    In the order given, at most twelve; the table has all. `axis`: `share` and `usd` as far as the values go, `whole`
    for shares from 0 to 1, `count` from zero, `points` for gaps around a line at zero, `goal` for shares of a goal around
    a line at it. Names stand left of their row, and above it where a narrow screen would leave no room for the intervals.
    """
    shown = frame.drop_nulls("value").head(MOST)
    shown = shown.with_columns(low=pl.coalesce("low", "value"), high=pl.coalesce("high", "value"))
    if axis in ("share", "usd", "goal") and shown.height:
        unit_line = f"{unit_line} · {NOT_FROM_ZERO}"
    drawn_rows = frame["value"].count()
    if drawn_rows > MOST:
        unit_line = f"{unit_line} · {MOST} of {drawn_rows} shown"
    if shown.is_empty():
        return card(title, unit_line, None, "", passport, key)
    least, most = _domain(shown, axis)
    beside = LETTER * max(shown["name"].str.len_chars()) + MARGIN
    after = _after(shown, axis, least, most)
    chart = filled(set_to(_intervals(axis), least=least, most=most, beside=beside, after=after), rows=shown)
    height = MARGIN + ROW_HEIGHT * shown.height
    return card(title, unit_line, chart, _summary(title, shown), passport, key, height)


@shape
def _intervals(axis: Axis) -> Any:
    states = alt.Scale(domain=STATES, range=[ACCENT, MUTED, ACCENT])
    base = rows_of("rows").encode(
        y=alt.Y("name:N", sort=None, axis=None),
        color=alt.Color("state:N", scale=states, legend=None),
        tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("text:N", title="Value")],
    )

    ends: Any = [{"expr": f"{IS_WIDE} ? beside : 0"}, {"expr": "width - after"}]
    scale = alt.Scale(domain=[alt.ExprRef("least"), alt.ExprRef("most")], range=ends, nice=False)

    def x(column: str) -> Any:
        return alt.X(f"{column}:Q", axis=_axis(axis), scale=scale)

    names = base.mark_text(align="left", dy=alt.ExprRef(f"{IS_WIDE} ? 0 : -14"), fontSize=12).encode(
        x=alt.value(0), text="name:N", color=alt.value(LABEL)
    )
    lines = base.mark_rule(strokeWidth=3, opacity=0.45).encode(x=x("low"), x2="high:Q")
    points = (
        base.transform_filter(f"datum.state != '{RANGE}'")
        .mark_point(filled=True, size=90, opacity=1)
        .encode(
            x=x("value"),
            shape=alt.Shape(
                "state:N", scale=alt.Scale(domain=STATES, range=["circle", "diamond", "square"]), legend=None
            ),
        )
    )
    # Right of its interval and of the gray tick, so that it is crossed by neither.
    end = f"max(datum.high, {LINES[axis]})" if axis in LINES else "datum.high"
    values = base.transform_calculate(end=end).mark_text(align="left", dx=8, fontSize=12)
    layers = [names, lines, points, values.encode(x=x("end"), text="text:N", color=alt.value(LABEL))]
    if axis in LINES:
        # In the rows only, and lower than their names: a line through all of them would strike the names out.
        marks = base.transform_calculate(line=f"{LINES[axis]}").mark_tick(size=TICK, thickness=2)
        layers.insert(0, marks.encode(x=x("line"), color=alt.value(MUTED), tooltip=alt.value(None)))
    return alt.layer(*layers)


def _axis(axis: Axis) -> alt.Axis:
    # No gridlines: every row says its value, and they would run through the names and values.
    if axis == "points":
        return alt.Axis(labelExpr=POINTS, title=None, tickCount=4, domain=False, ticks=False, grid=False)
    if axis == "whole":
        return value_axis(SHARE, values=[0, 0.25, 0.5, 0.75, 1], grid=False)
    return value_axis({"usd": USD, "count": COUNT}.get(axis, SHARE), grid=False)


def _domain(rows: pl.DataFrame, axis: Axis) -> list[float]:
    if axis == "whole":
        return [0, 1]
    ends = [
        *rows["low"],
        *rows["high"],
        *([LINES[axis]] if axis in LINES else []),
        *([0.0] if axis == "count" else []),
    ]
    low, high = min(ends), max(ends)
    span = (high - low) or abs(high) or 1.0
    if axis == "count":
        return [0, high]
    return [low - 0.05 * span, high + 0.02 * span]


def _after(rows: pl.DataFrame, axis: Axis, least: float, most: float) -> float:
    """Pixels kept free on the right, so that every value has room beside its interval, however narrow the screen is.

    A value that stands further left has the rest of the intervals' own width as well, of which it may count on the least.
    """
    ends = rows["high"].clip(LINES[axis]) if axis in LINES else rows["high"]
    to_the_right = (most - ends) / (most - least) * NARROWEST
    return max(0.0, *(LETTER * rows["text"].str.len_chars() + GAP - to_the_right))


def _summary(title: str, rows: pl.DataFrame) -> str:
    texts = "; ".join(f"{name} {text}" for name, text in rows.select("name", "text").rows())
    return f"{title}: {texts}."
