"""The stages from inquiry to start, now and at the same point last year."""

from typing import Any

import altair as alt
import polars as pl

from dashboard import wording
from dashboard.charts.axes import legend
from dashboard.charts.card import ACCENT, LABEL, MUTED, Card, card
from dashboard.charts.drawn import drawn
from dashboard.passport import of_table
from queries.enrollment import tables as enrollment_tables
from queries.semantic.scope import Scope

NOW, BEFORE = "This period", "Same point last year"


@drawn
def stages(now: pl.DataFrame, before: pl.DataFrame, scope: Scope) -> Card:
    """A pair of bars per stage, with count and the yield from the stage before beside the bar of this period."""
    order = [wording.name("stage", s) for s in now["stage"]]
    both = pl.concat([now.with_columns(when=pl.lit(NOW)), before.with_columns(when=pl.lit(BEFORE))])
    frame = both.with_columns(pl.col("stage").replace_strict(dict(zip(now["stage"], order, strict=True)), default=None))
    words = [
        f"{count:,}" + ("" if share is None else f" · {wording.share(share)}")
        for count, share in frame.select("reached", "yield_share").rows()
    ]
    with_texts = frame.with_columns(pl.Series("text", words, dtype=pl.String))
    base: Any = alt.Chart(with_texts).encode(
        y=alt.Y("stage:N", sort=order, axis=alt.Axis(title=None, domain=False, ticks=False)),
        yOffset=alt.YOffset("when:N", sort=[NOW, BEFORE]),
        x=alt.X("reached:Q", axis=None),
        tooltip=[alt.Tooltip("when:N", title="When"), alt.Tooltip("text:N", title="Inquiries")],
    )
    colors = alt.Scale(domain=[NOW, BEFORE], range=[ACCENT, MUTED])
    bars = base.mark_bar(cornerRadius=2).encode(color=alt.Color("when:N", scale=colors, legend=legend("square")))
    labels = base.mark_text(align="left", dx=4, color=LABEL).encode(text="text:N")
    first, last = now.row(0, named=True), now.row(-1, named=True)
    definition = (
        "Inquiries of the period that had reached a stage, or a later one, by the as-of date. Seats taken without "
        "an inquiry on record do not count."
    )
    return card(
        "From inquiry to the first day",
        "Inquiries that reached each stage · percent of the prior stage",
        None if not first["reached"] else alt.layer(bars, labels),
        f"From inquiry to the first day: {last['reached']:,} of {first['reached']:,} started.",
        of_table(enrollment_tables.stages(both, scope, definition)),
        "funnel-stages",
    )
