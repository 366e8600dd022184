"""Cancellation beside the healthy range, and when seats are given up."""

import polars as pl

from dashboard.charts.card import ACCENT, MUTED
from dashboard.charts.sections import BEFORE, NOW, cancellations, drops
from queries.cubes.sections import HEALTHY_CANCELLATION
from tests.dashboard.charts.drawing import SCOPE, axis, colors, fields, layer, rows

RATES = pl.DataFrame(
    [
        ("51", "new", 4, 1, 0.25),  # a first-year offering of health: rests on four sections
        ("11", "repeat", 50, 5, 0.1),
    ],
    schema=["field", "kind", "offered", "cancelled", "rate"],
    orient="row",
)
GIVEN_UP = pl.DataFrame({"at": [-14, 0, 14], "dropped_share": [0.05, 0.1, 0.12], "sections": [9, 9, 9]})


def test_each_field_stands_on_the_healthy_range_of_its_kind():
    card = cancellations.__wrapped__(RATES, SCOPE)
    assert rows(card, "row", "rate", "healthy_from", "healthy_to") == [
        ("Computing", 0.1, *HEALTHY_CANCELLATION["repeat"]),
        ("Health, first year", 0.25, *HEALTHY_CANCELLATION["new"]),
    ]
    assert fields(card, "bar") == {"x": "healthy_from", "x2": "healthy_to", "y": "row"}
    assert fields(card, "point") == {"x": "rate", "y": "row", "shape": "offerings"}


def test_no_color_says_good_or_bad():
    card = cancellations.__wrapped__(RATES, SCOPE)
    assert (layer(card, "point")["mark"]["color"], layer(card, "bar")["mark"]["color"]) == (ACCENT, MUTED)
    assert "%" in axis(card, "bar", "x")["labelExpr"]


def test_the_sentence_says_every_rate():
    summary = cancellations.__wrapped__(RATES, SCOPE).summary
    assert "Computing 10" in summary
    assert "Health, first year 25" in summary


def test_seats_given_up_run_by_day_from_the_start_this_period_and_before():
    card = drops.__wrapped__(GIVEN_UP, GIVEN_UP.with_columns(pl.col("dropped_share") * 2), SCOPE)
    assert fields(card, "line") == {"x": "at", "y": "dropped_share", "color": "when", "strokeDash": "when"}
    assert colors(card, "line") == {NOW: ACCENT, BEFORE: MUTED}
    assert "start" in axis(card, "line", "x")["labelExpr"]
    assert rows(card, "at")[0] == (0,)  # the rule at the start
    assert "10" in card.summary  # by the start, this period


def test_without_sections_nothing_is_drawn():
    assert cancellations.__wrapped__(RATES.clear(), SCOPE).spec is None
    assert drops.__wrapped__(GIVEN_UP.clear(), GIVEN_UP, SCOPE).spec is None
