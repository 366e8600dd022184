"""One metric from the first to the last day of its period: so far, plan, last year, what is expected, and the goal."""

from dataclasses import replace
from typing import Any

import altair as alt
import polars as pl

from dashboard import wording
from dashboard.charts.axes import value_axis
from dashboard.charts.card import ACCENT, MUTED, PURPLE, Card, card
from dashboard.charts.drawn import drawn
from dashboard.charts.shape import filled, rows_of, shape
from dashboard.passport import of_table
from dashboard.wording import year as words
from queries.revenue.year_path import ACTUAL, EXPECTED, LAST_YEAR, PLAN, UNFINISHED, Path, table
from queries.semantic.scope import Scope
from queries.semantic.unit import Unit

HEIGHT = 130
GAP = 15
"""Pixels between the names of two lines that end close together."""
NAMES = {
    ACTUAL: "This year",
    UNFINISHED: "This year, month not over",
    PLAN: "Plan",
    LAST_YEAR: "Last year",
    EXPECTED: "Expected",
}
LINES = (LAST_YEAR, PLAN, EXPECTED, UNFINISHED, ACTUAL)
COLORS = alt.Scale(domain=list(LINES), range=[MUTED, PURPLE, ACCENT, ACCENT, ACCENT])
DASHES = alt.Scale(domain=list(LINES), range=[[1, 0], [2, 3], [6, 4], [3, 2], [1, 0]])
WIDTHS = alt.Scale(domain=list(LINES), range=[1.5, 1.5, 2, 2.5, 2.5])
_ROOM: Any = [0, {"expr": "width - 124"}]
"""The lines end so many pixels before the right, where their names stand."""


@drawn
def year_path(title: str, path: Path | None, scope: Scope) -> Card | None:
    """Sums since the period began, with names at the ends of the lines, an 80% range and the goal as a diamond."""
    if path is None or path.lines.is_empty():
        return None
    highest = path.lines.select(pl.max("value")).item(), path.band.select(pl.max("high")).item(), path.goal
    top = 1.06 * max(value or 0 for value in highest) or 1.0
    sentence = words.sentence_of_plan(path)
    shown = card(
        title,
        f"{path.metric.unit.title} · {'' if path.goal is None else 'dotted: plan · '}shaded: 80% range",
        _filled(path, top) if path.lines["value"].max() else None,
        f"{title}: {wording.value(path.metric, path.year.value, short=True)} so far. {sentence}".strip(),
        of_table(table(path, scope)),
        f"path-{path.metric.name}",
        height=HEIGHT,
    )
    return replace(shown, is_compact=True, note=sentence)


def _filled(path: Path, top: float) -> dict[str, Any]:
    lines = path.lines.with_columns(
        text=pl.Series([wording.value(path.metric, v, short=True) for v in path.lines["value"]], dtype=pl.String),
        name=pl.col("line").replace_strict(NAMES),
    )
    goal = pl.DataFrame({"on": [path.period.end], "value": [path.goal]}, {"on": pl.Date, "value": pl.Float64})
    # The top of the scale is a row, since the browser builds a chart anew whose specification changes.
    room = pl.DataFrame({"on": [path.period.end], "value": [top]})
    tables = {"lines": lines, "band": path.band, "goal": goal.drop_nulls(), "ends": _ends(path, top), "room": room}
    return filled(_shape(path.metric.unit), **tables)


def _ends(path: Path, top: float) -> pl.DataFrame:
    """The name and value of each line at its end, moved apart where two would stand on each other."""
    last = {line: path.lines.filter(line=line)["value"].to_list()[-1:] for line in (LAST_YEAR, EXPECTED)}
    named = [(NAMES[line], line, values[0]) for line, values in last.items() if values]
    if path.goal is not None:
        named.append(("Goal", PLAN, path.goal))
    if not last[EXPECTED]:
        so_far = path.lines.filter(pl.col("line").is_in([ACTUAL, UNFINISHED]))["value"][-1]
        named.append((NAMES[ACTUAL], ACTUAL, so_far))
    named.sort(key=lambda one: -one[2])
    rows, above = [], -float("inf")
    for label, line, value in named:
        at = max(HEIGHT * (1 - value / top), above + GAP)
        above = at
        rows.append((f"{label} {wording.value(path.metric, value, short=True)}", line, at))
    over = max(above - HEIGHT, 0)  # names that would stand under the axis move up together
    frame = pl.DataFrame(rows, {"text": pl.String, "line": pl.String, "at": pl.Float64}, orient="row")
    return frame.with_columns(pl.col("at") - over, on=pl.lit(path.period.end))


@shape
def _shape(unit: Unit) -> Any:
    time = alt.X(
        "on:T",
        axis=alt.Axis(
            format="%b", title=None, grid=False, tickCount=alt.TimeIntervalStep("month", 1), labelFlush=False
        ),
        scale=alt.Scale(range=_ROOM, nice=False),
    )
    amount = alt.Scale(zero=True, nice=False)
    y = alt.Y("value:Q", axis=value_axis(unit), scale=amount)
    color = alt.Color("line:N", scale=COLORS, legend=None)
    lines = rows_of("lines").encode(
        x=time,
        y=y,
        color=color,
        tooltip=[
            alt.Tooltip("name:N", title="Line"),
            alt.Tooltip("on:T", format="%b %-d, %Y", title="To"),
            alt.Tooltip("text:N", title="Sum"),
        ],
    )
    marks = lines.mark_line().encode(
        strokeDash=alt.StrokeDash("line:N", scale=DASHES, legend=None),
        strokeWidth=alt.StrokeWidth("line:N", scale=WIDTHS, legend=None),
    )
    band = rows_of("band").mark_area(color=ACCENT, opacity=0.18)
    goal = rows_of("goal").mark_point(shape="diamond", filled=True, size=110, color=PURPLE, opacity=1)
    names = rows_of("ends").mark_text(align="left", dx=9, fontSize=12, fontWeight=600)
    room = rows_of("room").mark_point(opacity=0)
    return alt.layer(
        room.encode(x=time, y=y),
        band.encode(x=time, y=alt.Y("low:Q", scale=amount), y2="high:Q"),
        marks,
        goal.encode(x=time, y=y),
        names.encode(x=time, y=alt.Y("at:Q", scale=None), text="text:N", color=color),
    )
