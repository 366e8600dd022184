"""A month in which nothing was counted is 0 in an answer by month, never a gap."""

from datetime import date

import polars as pl
import pytest

from data.reference.periods import STANDARD
from queries.answer import Answer
from queries.explore.months import every_month
from queries.metrics.enrollment import DISCOUNT_RATE, NET_REGISTRATIONS
from queries.metrics.outcomes import COMPLETIONS
from queries.semantic.scope import Scope

SCOPE = Scope("v", "demo", STANDARD.parse("2025-Q3"), date(2025, 10, 5))
JULY, AUGUST, SEPTEMBER = date(2025, 7, 1), date(2025, 8, 1), date(2025, 9, 1)


def answered(*metrics, by: tuple[str, ...] = ("month",)) -> Answer:
    """Nothing was counted in August."""
    frame = pl.DataFrame({"month": [JULY, SEPTEMBER], **{m.name: [3.0, 5.0] for m in metrics}})
    return Answer(frame, metrics, by, SCOPE)


def test_counts_are_zero_and_rates_unknown_where_nothing_was_counted():
    rows = every_month(answered(NET_REGISTRATIONS, DISCOUNT_RATE)).frame.rows()
    assert rows == [(JULY, 3, 3), (AUGUST, 0, None), (SEPTEMBER, 5, 5)]


@pytest.mark.parametrize("answer", [answered(COMPLETIONS), answered(NET_REGISTRATIONS, by=("month", "field"))])
def test_what_may_be_hidden_and_what_is_cut_further_stays_as_it_is(answer):
    assert every_month(answer) is answer
