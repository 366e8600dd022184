"""The stages from inquiry to the first day, this period beside the same point last year."""

import polars as pl

from dashboard.charts.card import ACCENT, MUTED
from dashboard.charts.funnel import BEFORE, NOW, stages
from queries.cubes.funnel import STAGES
from tests.dashboard.charts.drawing import SCOPE, axis, colors, fields, layer, rows

SCHEMA = {"stage": pl.String, "reached": pl.Int64, "share": pl.Float64, "yield_share": pl.Float64}


def reached(*counts: int) -> pl.DataFrame:
    """The first stages with how many inquiries reached each."""
    rows = []
    for at, (stage, count) in enumerate(zip(STAGES, counts, strict=False)):
        before = counts[at - 1] if at else None
        rows.append((stage, count, count / counts[0] if counts[0] else None, count / before if before else None))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def test_count_and_yield_from_the_stage_before_stand_beside_each_bar():
    card = stages.__wrapped__(reached(200, 50), reached(100, 40), SCOPE)
    assert rows(card, "when", "text") == [(NOW, "200"), (NOW, "50 · 25%"), (BEFORE, "100"), (BEFORE, "40 · 40%")]


def test_stages_stand_in_their_order_with_a_pair_of_bars_each():
    card = stages.__wrapped__(reached(200, 50, 20), reached(100, 40, 10), SCOPE)
    assert fields(card, "bar") == {"x": "reached", "y": "stage", "yOffset": "when", "color": "when"}
    names = [name for (name,) in rows(card, "stage")][:3]
    assert layer(card, "bar")["encoding"]["y"]["sort"] == names
    assert layer(card, "bar")["encoding"]["yOffset"]["sort"] == [NOW, BEFORE]
    assert axis(card, "bar", "x") is None


def test_this_period_is_colored_and_last_year_gray():
    assert colors(stages.__wrapped__(reached(2, 1), reached(2, 1), SCOPE), "bar") == {NOW: ACCENT, BEFORE: MUTED}


def test_the_sentence_sets_the_last_stage_against_the_first():
    summary = stages.__wrapped__(reached(2_000, 500), reached(100, 40), SCOPE).summary
    assert "500 of 2,000" in summary


def test_without_inquiries_nothing_is_drawn():
    assert stages.__wrapped__(reached(0, 0), reached(100, 40), SCOPE).spec is None
