"""Ranges of past sums and what came: which fell inside, and what is said of it."""

from dataclasses import replace
from datetime import date

import polars as pl

from dashboard.charts.past_sums import past_sums
from dashboard.wording import past_sums as words
from queries.forecasting.outlook import Outlook, PastSum, Record, Series
from queries.metrics.enrollment import NET_REGISTRATIONS, NET_REVENUE
from tests.dashboard.charts.drawing import SCOPE, parameters, rows

HELD = PastSum(date(2024, 1, 1), date(2024, 12, 1), 90.0, 110.0, 100.0)
MISSED = PastSum(date(2025, 1, 1), date(2025, 12, 1), 95.0, 115.0, 120.0)  # above its range
NOTHING = pl.DataFrame()
OUTLOOK = Outlook(
    Series("net_registrations"), NET_REGISTRATIONS, "month", date(2026, 3, 31), NOTHING,
    pl.DataFrame({"target": [date(2026, month, 1) for month in range(1, 13)]}), NOTHING, NOTHING, NOTHING,
    Record(24, 20, 0.1, -0.05, (HELD, MISSED)),
)  # fmt: skip


def test_each_past_sum_stands_on_its_range_newest_first():
    card = past_sums.__wrapped__(OUTLOOK, SCOPE)
    assert rows(card, "value", "low", "high", "state") == [
        (120.0, 95.0, 115.0, "open"),
        (100.0, 90.0, 110.0, "closed"),
    ]
    assert "80% range" in card.unit_line


def test_counts_begin_at_zero():
    assert parameters(past_sums.__wrapped__(OUTLOOK, SCOPE))["least"] == 0


def test_money_does_not_begin_at_zero_and_says_so():
    card = past_sums.__wrapped__(replace(OUTLOOK, metric=NET_REVENUE), SCOPE)
    assert parameters(card)["least"] > 0
    assert "does not start at zero" in card.unit_line


def test_the_sentence_says_how_many_were_held_and_how_many_should_be():
    assert words.sentence(OUTLOOK) == (
        "1 of 2 past sums over 12 months fell inside the 80% range given before; about 2 should."
    )


def test_sums_that_share_months_count_for_fewer():
    near = replace(MISSED, first=date(2024, 2, 1), last=date(2025, 1, 1))
    said = words.sentence(replace(OUTLOOK, record=Record(24, 20, 0.1, -0.05, (HELD, near))))
    assert said.endswith("about 2 should. They overlap, so they count for fewer.")


def test_before_a_sum_has_come_due_there_is_no_card():
    new = replace(OUTLOOK, record=Record(24, 20))
    assert past_sums.__wrapped__(new, SCOPE) is None
    assert words.sentence(new) == ""
