"""Cards of the fair comparison: the raw gap beside the adjusted ones, and both groups field by field."""

import polars as pl
import streamlit as st

from dashboard.ask import derive
from dashboard.charts.card import Card
from dashboard.charts.drawn import drawn
from dashboard.charts.intervals import CLOSED, intervals
from dashboard.passport import of_table
from dashboard.tables import table
from dashboard.wording import fair as fair_words
from dashboard.wording import outcomes as words
from queries.outcomes import tables as outcome_tables
from queries.outcomes.fair import Gap
from queries.semantic.scope import Scope

_POINTS = {
    "name": pl.String, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "text": pl.String, "state": pl.String
}  # fmt: skip


@drawn
def gaps(gap: Gap, scope: Scope) -> Card:
    """The raw gap and every adjusted gap on one axis in points; the headline with its range."""
    row = gap.row
    one, other = fair_words.names(gap)
    named = (
        ("Not adjusted", gap.raw, None),
        ("Same mix, best-shared groups count most", row["gap"], (row["low"], row["high"])),
        ("Same mix, of both groups together", row["both"], None),
        (f"Same mix, of {one.lower()}", row["one_mix"], None),
        (f"Same mix, of {other.lower()}", row["other_mix"], None),
        ("Same mix, modeled", row["modeled"], None),
    )
    rows = [
        {"name": name, "value": value, "low": ends[0] if ends else None, "high": ends[1] if ends else None,
         "text": words.points_short(value), "state": CLOSED}
        for name, value, ends in named
        if value is not None
    ]  # fmt: skip
    points = pl.DataFrame(rows, schema=_POINTS)
    return intervals(
        f"Completion: {one} less {other.lower()}",
        points,
        f"Difference in completion; right of zero {one.lower()} completes more · line: 95% range · {words.years(row['years'])}",
        of_table(outcome_tables.gaps(points, scope, tuple(fair_words.about(gap)))),
        "fair-gaps",
        axis="points",
    )


def by_field(gap: Gap, scope: Scope) -> None:
    """Completion of both groups within each field: where the mix hides the gap it shows here."""
    frame = gap.by_field.with_columns(
        name=pl.Series([words.group("field", field) for field in gap.by_field["field"]], dtype=pl.String)
    ).drop("field")
    labels = (words.cut("field"), *fair_words.names(gap))
    table("Completion within each field, all years", derive(outcome_tables.by_stratum, frame, labels, scope))


def limits(gap: Gap) -> None:
    """What the estimate stands on and can't say, as text on the page."""
    for sentence in fair_words.about(gap):
        st.markdown(f"- {sentence}")
