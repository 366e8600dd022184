"""From one amount to another by its causes, counted from the first amount so that the steps fill the axis."""

import polars as pl
import pytest

from dashboard.charts.card import ACCENT, FALL, MUTED
from dashboard.charts.waterfall import from_before, waterfall
from queries.revenue.change import EFFECTS, Bridge
from tests.dashboard.charts.drawing import SCOPE, axis, colors, fields, layer, rows, scale

FIRST, SECOND = list(EFFECTS)[:2]


def bridge(before: int, **effects: int) -> Bridge:
    """Dollars before and by effect, of one offering."""
    cents = dict.fromkeys(EFFECTS, 0) | {name: 100 * dollars for name, dollars in effects.items()}
    now = 100 * before + sum(cents.values())
    frame = pl.DataFrame([{"offering": "a", "field": "11", **cents, "before_cents": 100 * before, "now_cents": now}])
    return Bridge("last_year", 100 * before, now, frame)


RISE_AND_FALL = bridge(1_000, **{FIRST: 300, SECOND: -100})


def test_steps_are_distances_from_the_first_amount():
    steps = from_before(RISE_AND_FALL).select("start", "end", "kind").rows()
    assert steps[:3] == [(0.0, 0.0, "total"), (0.0, 300.0, "up"), (300.0, 200.0, "down")]
    assert steps[-1] == (0.0, 200.0, "total")


def test_bars_run_from_low_to_high_in_the_order_of_the_causes():
    card = waterfall.__wrapped__(RISE_AND_FALL, SCOPE)
    assert fields(card, "bar") == {"x": "low", "x2": "high", "y": "name", "color": "kind"}
    assert layer(card, "bar")["encoding"]["y"]["sort"] is None
    assert all(low <= high for low, high in rows(card, "low", "high"))
    assert colors(card, "bar") == {"total": MUTED, "up": ACCENT, "down": FALL}


def test_the_axis_is_in_signed_dollars_and_ends_with_the_steps():
    card = waterfall.__wrapped__(RISE_AND_FALL, SCOPE)
    assert "+$" in axis(card, "bar", "x")["labelExpr"]
    assert scale(card, "bar", "x")["domain"] == [0.0, 300.0]


def test_where_nothing_moved_the_axis_still_has_a_length():
    low, high = scale(waterfall.__wrapped__(bridge(1_000), SCOPE), "bar", "x")["domain"]
    assert high > low


def test_the_sentence_says_what_is_now_and_by_how_much_it_moved():
    summary = waterfall.__wrapped__(RISE_AND_FALL, SCOPE).summary
    assert "$1,200" in summary
    assert "$200" in summary


@pytest.mark.parametrize(("before", "is_drawn"), [(0, False), (5, True)])
def test_without_revenue_nothing_is_drawn(before, is_drawn):
    assert (waterfall.__wrapped__(bridge(before), SCOPE).spec is not None) == is_drawn
