"""How often sections are canceled beside what is healthy, and when seats are given up."""

from typing import Any

import altair as alt
import polars as pl

from dashboard import wording
from dashboard.charts.axes import rows_down, value_axis
from dashboard.charts.card import ACCENT, MUTED, Card, card
from dashboard.charts.drawn import drawn
from dashboard.charts.ends import BESIDE, ends, names
from dashboard.passport import of_table
from dashboard.wording.counts import agreeing, counted
from queries.cubes.sections import HEALTHY_CANCELLATION
from queries.enrollment import tables as enrollment_tables
from queries.semantic.scope import Scope
from queries.semantic.unit import SHARE

KINDS = {"repeat": "Established", "new": "First year"}
NOW, BEFORE = "This period", "Prior year"
DAYS = "datum.value == 0 ? 'start' : abs(datum.value) + (datum.value < 0 ? ' before' : ' after')"


@drawn
def cancellations(frame: pl.DataFrame, scope: Scope) -> Card:
    """A dot per field on the healthy range of established and of new offerings; no color says good or bad."""
    with_names = frame.with_columns(
        pl.Series("name", [wording.name("field", v) for v in frame["field"]], dtype=pl.String),
        pl.col("kind").replace_strict(KINDS, default=None).alias("offerings"),
        *(
            pl.col("kind").replace_strict({k: v[i] for k, v in HEALTHY_CANCELLATION.items()}, default=None).alias(end)
            for i, end in enumerate(("healthy_from", "healthy_to"))
        ),
    )
    rows = pl.col("name") + pl.when(pl.col("kind") == "new").then(pl.lit(", first year")).otherwise(pl.lit(""))
    with_names = with_names.with_columns(row=rows).sort("row")
    title = "Cancellation rate beside the healthy range"
    definition = (
        "Gray: what continuing-education units usually cancel, 10 to 14% of established offerings and 20 to 50% of those "
        "in their first year. A unit that never cancels may try too few new offerings."
    )
    few = with_names.filter(pl.col("offered") < 5).height
    notes = (
        (definition, f"{counted(few, 'rate')} {agreeing(few, 'rests', 'rest')} on fewer than five sections.")
        if few
        else (definition,)
    )
    summary = f"{title}: {'; '.join(f'{row} {wording.share(rate)}' for row, rate in with_names.select('row', 'rate').rows())}."
    chart = None if with_names.is_empty() else _dots_on_ranges(with_names)
    return card(
        title,
        "Share of sections offered that were canceled · gray: the healthy range",
        chart,
        summary,
        of_table(enrollment_tables.cancellations(with_names, scope, notes)),
        "cancellations",
    )


def _dots_on_ranges(with_names: pl.DataFrame) -> Any:
    y = rows_down("row")
    base: Any = alt.Chart(with_names)
    ranges = base.mark_bar(color=MUTED, opacity=0.35, height=7).encode(
        x=alt.X("healthy_from:Q", axis=value_axis(SHARE)),
        x2="healthy_to:Q",
        y=y,
    )
    kinds = alt.Scale(domain=list(KINDS.values()), range=["circle", "triangle-up"])
    dots = base.mark_point(filled=True, size=70, color=ACCENT, opacity=1).encode(
        x="rate:Q",
        y=y,
        shape=alt.Shape("offerings:N", scale=kinds, legend=None),
        tooltip=[
            alt.Tooltip("name:N", title="Field"),
            alt.Tooltip("offerings:N", title="Offerings"),
            alt.Tooltip("rate:Q", title="Canceled", format=".0%"),
            alt.Tooltip("offered:Q", title="Sections offered"),
        ],
    )
    return alt.layer(ranges, dots)


@drawn
def drops(now: pl.DataFrame, before: pl.DataFrame, scope: Scope) -> Card:
    """Share of seats given up by day from the start, this period and the year before."""
    frame = pl.concat([now.with_columns(when=pl.lit(NOW)), before.with_columns(when=pl.lit(BEFORE))])
    base: Any = alt.Chart(frame)
    axis = alt.Axis(title=None, grid=False, tickCount=4, labelExpr=DAYS)
    x = alt.X("at:Q", axis=axis, scale=alt.Scale(range=BESIDE, nice=False))
    color = alt.Color("when:N", scale=alt.Scale(domain=[NOW, BEFORE], range=[ACCENT, MUTED]), legend=None)
    lines = base.mark_line(strokeWidth=2.5).encode(
        x=x,
        y=alt.Y("dropped_share:Q", axis=value_axis(SHARE)),
        color=color,
        strokeDash=alt.StrokeDash("when:N", scale=alt.Scale(domain=[NOW, BEFORE], range=[[1, 0], [5, 3]]), legend=None),
        tooltip=[
            alt.Tooltip("at:Q", title="Days from start"),
            alt.Tooltip("dropped_share:Q", title="Dropped", format=".1%"),
            alt.Tooltip("sections:Q", title="Sections"),
        ],
    )
    start: Any = alt.Chart(pl.DataFrame({"at": [0]}))
    rule = start.mark_rule(color=MUTED).encode(x="at:Q")
    last = now.filter(pl.col("at") == 0)["dropped_share"].to_list()
    summary = f"Seats dropped: {wording.share(last[0] if last else None)} of all seats taken had been dropped by the start of this period's sections."
    definition = "Seats dropped divided by all seats taken, in sections that ran. 0 is the start."
    last: Any = alt.Chart(ends(frame, "at", "dropped_share", "when"))
    chart = None if now.is_empty() else alt.layer(rule, lines, names(last, x, "when", color))
    return card(
        "When seats are dropped",
        "Share of all seats taken · days before and after the start",
        chart,
        summary,
        of_table(enrollment_tables.drops(frame, scope, definition)),
        "drops",
    )
