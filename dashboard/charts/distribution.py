"""How the programs of both sides spread over price, hours or length."""

from typing import Any

import altair as alt
import polars as pl

from dashboard import wording
from dashboard.charts.axes import labeled
from dashboard.charts.card import MUTED, Card, card
from dashboard.charts.drawn import drawn
from dashboard.charts.shape import filled, rows_of, set_to, shape
from dashboard.charts.sides import COLORS
from dashboard.passport import of_table
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope
from queries.strategy import tables as strategy_tables

SIGN = {"institution": 1, "alternative": -1}
TICKS = 7


@drawn
def distribution(
    title: str, frame: pl.DataFrame, medians: dict[str, float | None], metric: Metric, scope: Scope
) -> Card:
    """Both sides as histograms back to back on one axis, each as shares of its own programs, with its median.

    `frame` has side, low, high, programs and share; steps widen to the right, so the axis is logarithmic.
    """
    counts = dict(frame.group_by("side").agg(pl.col("programs").sum()).rows())
    middles = {s: wording.value(metric, medians.get(s), short=True) for s in counts}
    names = {s: f"{wording.name('side', s)}, {counts[s]:,} programs, median {middles[s]}" for s in SIGN if s in counts}
    steps = frame.with_columns(step=pl.Series(_steps(metric, frame), dtype=pl.String))
    return card(
        title,
        f"Share of each side's programs by {_quantity(metric).lower()}; steps widen to the right",
        _chart(frame, medians, metric, names) if counts else None,
        f"{title}: {'; '.join(names.values())}.",
        of_table(strategy_tables.distribution(steps, metric, _quantity(metric), scope)),
        f"distribution-{metric.name}",
    )


def _chart(
    frame: pl.DataFrame, medians: dict[str, float | None], metric: Metric, names: dict[str, str]
) -> dict[str, Any]:
    signed = pl.col("share") * pl.col("side").replace_strict(SIGN, return_dtype=pl.Float64)
    steps = frame.with_columns(
        height=signed,
        foot=pl.lit(0.0),
        step=pl.Series(_steps(metric, frame)),
        who=pl.Series([wording.name("side", side) for side in frame["side"]], dtype=pl.String),
    )
    top = 1.25 * max(steps["share"])
    middles = [(middle, SIGN[s] * top * 0.84, 0.0) for s, middle in medians.items() if middle and s in names]
    corners = [(side, text, SIGN[side] * top * 0.92) for side, text in names.items()]
    spec = set_to(_distribution(metric), top=top, least=min(steps["low"]), most=max(steps["high"]), edges=_ticks(steps))
    return filled(
        spec,
        steps=steps,
        medians=pl.DataFrame(middles, schema=dict.fromkeys(("low", "height", "foot"), pl.Float64), orient="row"),
        names=pl.DataFrame(corners, schema=["side", "text", "height"], orient="row"),
    )


@shape
def _distribution(metric: Metric) -> Any:
    """Bars back to back, a dashed rule per side at its median, and the name of each side in its corner."""
    scale = alt.Scale(type="log", domain=[alt.ExprRef("least"), alt.ExprRef("most")], nice=False)
    number_format = metric.unit.axis if metric.unit.is_money else ",~g"
    axis = labeled(number_format, values=alt.ExprRef("edges"), grid=False, labelOverlap=True)
    x = alt.X("low:Q", scale=scale, axis=axis)
    y_axis = alt.Axis(title=None, labelExpr="format(abs(datum.value), '.0%')", tickCount=4, domain=False, ticks=False)
    y = alt.Y("height:Q", scale=alt.Scale(domain=[alt.ExprRef("-top"), alt.ExprRef("top")]), axis=y_axis)
    tooltip = [
        alt.Tooltip("who:N", title="Side"),
        alt.Tooltip("step:N", title=_quantity(metric)),
        alt.Tooltip("programs:Q", format=",", title="Programs"),
        alt.Tooltip("share:Q", format=".1%", title="Share of the side"),
    ]
    color = alt.Color("side:N", scale=COLORS, legend=None)
    bars = rows_of("steps").mark_bar().encode(x=x, x2="high:Q", y=y, y2="foot:Q", color=color, tooltip=tooltip)
    rules = rows_of("medians").mark_rule(strokeWidth=2, strokeDash=[4, 2], color=MUTED).encode(x=x, y=y, y2="foot:Q")
    labels = (
        rows_of("names").mark_text(align="left", fontWeight=600).encode(text="text:N", x=alt.value(4), y=y, color=color)
    )
    return alt.layer(bars, rules, labels)


def _steps(metric: Metric, frame: pl.DataFrame) -> list[str]:
    """The steps in words; the first and the last are open."""
    words = []
    for low, high, is_open in frame.select("low", "high", "is_open").rows():
        start, end = (wording.value(metric, bound, short=True).removesuffix(".00") for bound in (low, high))
        words.append({"under": f"Under {end}", "over": f"{start} and more"}.get(is_open, f"{start} to {end}"))
    return words


def _quantity(metric: Metric) -> str:
    return metric.label.removeprefix("Median ").capitalize()


def _ticks(steps: pl.DataFrame) -> list[float]:
    edges = sorted({*steps["low"], *steps["high"]})
    every = -(-len(edges) // TICKS)
    return edges[1:-1:every]
