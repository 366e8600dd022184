"""Histories: gap-free, only what was known, and settled before they are called actual."""

from datetime import date

import pytest

from data.reference.periods import STANDARD
from queries.forecasting.issued.series import actuals, forecastable, histories, last_complete, settling
from queries.metrics.enrollment import NET_REGISTRATIONS, NET_REVENUE
from queries.semantic.scope import Scope, Unanswerable
from tests.queries.forecasting.conftest import monthly


def scope(version: str, as_of: date, **where: str) -> Scope:
    return Scope(version, "college", STANDARD.containing(as_of, "fiscal_year"), as_of, tuple(sorted(where.items())))


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2024, 2, 29), date(2024, 2, 1)),
        (date(2024, 2, 28), date(2024, 1, 1)),
        (date(2024, 1, 5), date(2023, 12, 1)),
    ],
)
def test_a_month_counts_once_it_is_over(day, month):
    assert last_complete(day) == month


def test_the_month_that_is_not_over_is_left_out_and_quiet_months_are_zero(college):
    version = college([("web", date(2024, 1, 1), date(2024, 1, 9), 5), ("web", date(2024, 4, 1), date(2024, 4, 2), 7)])
    known = histories(NET_REGISTRATIONS, None, scope(version, date(2024, 4, 20)))
    assert known.frame["y"].to_list() == [5, 0, 0]
    assert histories(NET_REGISTRATIONS, None, scope(version, date(2024, 4, 30))).frame["y"].to_list() == [5, 0, 0, 7]


def test_what_is_learned_later_does_not_change_an_earlier_day(college):
    cells = monthly({"web": [10] * 20})
    before = histories(NET_REVENUE, "field", scope(college(cells), date(2023, 3, 31))).frame
    dropped_later = [*cells, ("web", date(2023, 3, 1), date(2023, 4, 1), -4)]
    after = histories(NET_REVENUE, "field", scope(college(dropped_later), date(2023, 3, 31))).frame
    assert before.equals(after)


def test_young_months_are_brought_to_what_such_months_have_settled_at(college):
    # Of ten seats one is given up in the month after, one in the second; a month ends at eight tenths of its start.
    cells = []
    for offering, month, day, seats in monthly({"web": [10] * 24}):
        cells.append((offering, month, day, seats))
        for later in (1, 2):
            cells.append((offering, month, add(month, later), -1))
    at = scope(college(cells), date(2023, 12, 31))
    assert settling(NET_REGISTRATIONS, at) == pytest.approx([0.8, 8 / 9, 1.0])
    known = histories(NET_REGISTRATIONS, None, at)
    assert known.frame["y"].to_list()[-3:] == [8, 9, 10]
    assert known.of("all")[-3:] == pytest.approx([8, 8, 8])
    assert actuals(NET_REGISTRATIONS, None, at)["target"].max() == date(2023, 9, 1)


def add(month: date, later: int) -> date:
    from data.reference.periods import add_months

    return add_months(month, later).replace(day=10)


@pytest.mark.parametrize("name", ["discount_rate", "median_price", "fte"])
def test_what_has_no_monthly_series_is_refused_with_a_sentence(name):
    with pytest.raises(Unanswerable):
        forecastable(name)
