"""A series with what is expected of it: history, fan, last year, goal and events."""

from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.axes import value_axis
from dashboard.charts.card import ACCENT, LABEL, MUTED, Card, card
from dashboard.charts.drawn import drawn
from dashboard.charts.trend import event_rules, numbered
from dashboard.passport import of_table
from dashboard.wording import forecast as words
from queries.forecasting.outlook import Outlook
from queries.semantic.scope import Scope

HISTORY, EXPECTED, BEFORE = "So far", "Expected", "Last year"


@drawn
def fan(title: str, outlook: Outlook, scope: Scope) -> Card | None:
    """One series: solid where settled, dashed where not finished, the 80% and 95% ranges around what is expected."""
    if outlook.history.is_empty():  # the finding says why, and an empty card would say less
        return None
    chart = _chart(outlook)
    unit = f"{outlook.metric.unit.title} per {outlook.frequency} · {_key(outlook)}"
    passport = of_table(words.table(outlook, scope))
    return card(title, unit, chart, words.sentence_of_forecast(outlook), passport, f"outlook-{outlook.metric.name}")


def _key(outlook: Outlook) -> str:
    """What in the chart has no name beside it, and only what is drawn."""
    parts = ["80% and 95% ranges"] if outlook.ahead.height else []
    if not outlook.history["is_settled"].all():
        parts.append("hollow: not final yet")
    if _goals(outlook).height:
        parts.append("short marks: goal")
    return " · ".join(parts)


def _goals(outlook: Outlook) -> pl.DataFrame:
    """Goals of the periods that are shown."""
    last = outlook.ahead["target"].max() if outlook.ahead.height else outlook.history["period"].max()
    return outlook.goal.filter(pl.col("period").is_between(outlook.history["period"].min(), last))


def _chart(outlook: Outlook) -> Any:
    history, since = outlook.history, outlook.history["period"].max()
    lines = [_line(history, HISTORY)]
    if outlook.ahead.height:
        lines.append(_line(_joined(history, outlook.ahead), EXPECTED))
        lines.append(_line(outlook.last_year.filter(pl.col("period") > since), BEFORE))
    goal = _goals(outlook)
    bands = _bands(outlook.ahead) if outlook.ahead.height else []
    goals = [_goal(goal, outlook)] if goal.height else []
    return alt.layer(*_events(outlook.events), *bands, *_lines(pl.concat(lines), outlook), *goals)


def _events(events: pl.DataFrame) -> list[Any]:
    return event_rules(alt.Chart(numbered(events))) if events.height else []


def _line(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    return frame.select("period", pl.col("y").cast(pl.Float64), what=pl.lit(name))


def _joined(history: pl.DataFrame, ahead: pl.DataFrame) -> pl.DataFrame:
    """The expected line starts where the history ends, so that the eye can follow it."""
    start = history.tail(1).select("period", "y")
    return pl.concat([start, ahead.select(period="target", y="point")])


def _bands(ahead: pl.DataFrame) -> list[Any]:
    base: Any = alt.Chart(ahead).encode(x=_time("target"))
    return [
        base.mark_area(color=ACCENT, opacity=opacity).encode(y=alt.Y(f"low_{level}:Q"), y2=f"high_{level}:Q")
        for level, opacity in ((95, 0.14), (80, 0.22))
    ]


def _lines(lines: pl.DataFrame, outlook: Outlook) -> list[Any]:
    names = [HISTORY, EXPECTED, BEFORE]
    base: Any = alt.Chart(lines).encode(
        x=_time(),
        y=alt.Y("y:Q", axis=value_axis(outlook.metric.unit)),
        color=alt.Color(
            "what:N",
            scale=alt.Scale(domain=names, range=[ACCENT, ACCENT, MUTED]),
            legend=None,
        ),
        strokeDash=alt.StrokeDash("what:N", scale=alt.Scale(domain=names, range=[[1, 0], [7, 3], [2, 3]]), legend=None),
        tooltip=[
            alt.Tooltip("period:T", format="%B %Y", title=outlook.frequency.capitalize()),
            alt.Tooltip("what:N", title="Line"),
            alt.Tooltip("y:Q", format=outlook.metric.unit.axis, title=outlook.metric.label),
        ],
    )
    ends = lines.group_by("what", maintain_order=True).last().filter(pl.col("what") != HISTORY)
    end_names: Any = alt.Chart(ends).encode(
        x=_time(),
        y="y:Q",
        text="what:N",
        color=alt.Color("what:N", scale=alt.Scale(domain=names, range=[ACCENT, ACCENT, MUTED]), legend=None),
    )
    # Two lines often end close together: the name of the higher one stands above its end, the other's below.
    labels = [
        end_names.transform_filter(alt.datum.what == name).mark_text(align="left", dx=6, dy=dy)
        for name, dy in zip(ends.sort("y", descending=True)["what"], (-8, 8), strict=False)
    ]
    open_ones = outlook.history.filter(~pl.col("is_settled"))
    hollow: Any = alt.Chart(open_ones).encode(x=_time(), y="y:Q")
    unfinished = hollow.mark_point(color=ACCENT, size=45, filled=False).encode(
        tooltip=[alt.Tooltip("period:T", format="%B %Y", title="Not final yet"), alt.Tooltip("y:Q", title="So far")]
    )
    return [base.mark_line(strokeWidth=2.2), unfinished, *labels]


def _goal(goal: pl.DataFrame, outlook: Outlook) -> Any:
    base: Any = alt.Chart(goal).encode(x=_time("period"), y="goal:Q")
    return base.mark_tick(color=LABEL, thickness=2, width=9, height=2, orient="horizontal").encode(
        tooltip=[
            alt.Tooltip("period:T", format="%B %Y", title="Goal of"),
            alt.Tooltip("goal:Q", format=outlook.metric.unit.axis),
        ]
    )


def _time(name: str = "period") -> alt.X:
    return alt.X(
        f"{name}:T",
        axis=alt.Axis(
            format="%b %y", title=None, grid=False, tickCount=alt.TimeIntervalStep("month", 3), labelOverlap=True
        ),
    )
