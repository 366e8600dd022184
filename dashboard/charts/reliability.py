"""Whether what was called likely happened as often as it was said."""

from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.card import ACCENT, MUTED, Card, card
from dashboard.charts.drawn import drawn
from dashboard.passport import of_table
from dashboard.wording import revenue as revenue_words
from dashboard.wording import sections as section_words
from queries.enrollment import tables as enrollment_tables
from queries.revenue import goal_record
from queries.semantic.scope import Scope
from queries.semantic.table import Table

SIDE = 300
"""Pixels of either axis: both are shares, and on the line between them a chance is as good as its word."""


@drawn
def reliability(predictions: pl.DataFrame, scope: Scope) -> Card:
    """A dot per tenth of probability, sized by its statements, against the line on which both are equal.

    `predictions` is `goal_record.record`.
    """
    sentence = revenue_words.sentence_of_goal_record(goal_record.quality(predictions))
    words = _Words("How often past predictions came true", "goals reached", "Chance given", "Reached", "predictions")
    drawn_card = _card(goal_record.tenths(predictions, scope), words, sentence, "reliability")
    return replace(drawn_card, empty="No prediction has come due yet.")


@drawn
def chances_to_run(record: pl.DataFrame, scope: Scope) -> Card:
    """The same of sections that ran, by the chance they had; `record` is `backtest.reliability`."""
    words = _Words("How often past chances to run came true", "sections that ran", "Chance to run", "Ran", "sections")
    sentence = section_words.sentence_of_chances(record)
    drawn_card = _card(enrollment_tables.reliability(record, scope), words, sentence, "chances-to-run")
    return replace(drawn_card, empty="Too few sections have finished to draw this.")


@dataclass(frozen=True)
class _Words:
    """What stands around the dots."""

    title: str
    counted: str
    across: str
    up: str
    sized_by: str


def _card(table: Table, words: _Words, sentence: str, key: str) -> Card:
    """`table` holds `stated`, `came_true` and `statements`."""
    share = alt.Scale(domain=[0, 1])
    axis: Any = {"format": ".0%", "tickCount": 5, "domain": False}
    line: Any = alt.Chart(pl.DataFrame({"x": [0.0, 1.0], "y": [0.0, 1.0]}))
    diagonal = line.mark_line(strokeDash=[5, 3], color=MUTED).encode(
        x=alt.X("x:Q", scale=share, axis=alt.Axis(title=words.across, **axis)),
        y=alt.Y("y:Q", scale=share, axis=alt.Axis(title=words.up, **axis)),
    )
    base: Any = alt.Chart(table.frame).encode(x="stated:Q", y="came_true:Q")
    dots = base.mark_point(filled=True, color=ACCENT, opacity=1).encode(
        size=alt.Size("statements:Q", scale=alt.Scale(range=[40, 300]), legend=None),
        tooltip=[
            alt.Tooltip("stated:Q", format=".0%", title=words.across),
            alt.Tooltip("came_true:Q", format=".0%", title=words.up),
            alt.Tooltip("statements:Q", title=words.sized_by.capitalize()),
        ],
    )
    unit = (
        f"Share of {words.counted}, by the chance we gave · larger dots stand for more {words.sized_by} · on the dashed line both "
        "are equal"
    )
    chart = None if table.frame.is_empty() else alt.layer(diagonal, dots)
    return replace(card(words.title, unit, chart, sentence, of_table(table), key, height=SIDE), width=SIDE)
