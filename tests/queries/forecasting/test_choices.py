"""What can be chosen on the pages about forecasts."""

from datetime import date

import pytest

from data.reference.periods import STANDARD
from queries.forecasting import choices
from queries.semantic.scope import Scope


@pytest.mark.parametrize(
    ("as_of", "years"),
    [
        (date(2026, 3, 31), ["FY2026", "FY2027"]),  # three months of this year are left, and nine of the next in reach
        (date(2026, 6, 30), ["FY2027"]),  # the year has ended; the one after next begins beyond twelve months
        (date(2026, 7, 15), ["FY2027", "FY2028"]),
    ],
)
def test_fiscal_years_within_reach_are_offered_beside_months(as_of, years):
    scope = Scope("version", "demo", STANDARD.parse("FY2026"), as_of)
    assert list(choices.horizons(scope)) == ["3", "6", "12", *years]


def test_a_horizon_is_months_or_a_year():
    assert choices.horizon("6") == (6, "")
    assert choices.horizon("FY2027") == (0, "FY2027")
