"""Values and changes as text, and downloads that run no formula."""

import pytest

from dashboard import wording
from queries.metrics.enrollment import NET_REGISTRATIONS, NET_REVENUE
from queries.metrics.outcomes import COMPLETION_RATE


@pytest.mark.parametrize(
    ("metric", "number", "text"),
    [
        (NET_REVENUE, 4_214_000.0, "$4.21M"),
        (NET_REVENUE, 81_400.0, "$81K"),
        (NET_REVENUE, -950.4, "-$950"),
        (NET_REVENUE, 23.51, "$23.51"),
        (NET_REGISTRATIONS, 8903, "8,903"),
        (COMPLETION_RATE, 0.7154, "71.5%"),
        (COMPLETION_RATE, None, "–"),
    ],
)
def test_a_value_short(metric, number, text):
    assert wording.value(metric, number, short=True) == text


def test_rates_change_in_points_and_counts_in_percent():
    assert wording.change(COMPLETION_RATE, 0.72, 0.70) == "+2.0 points"
    assert wording.change(NET_REGISTRATIONS, 90, 100) == "-10.0%"
    assert wording.change(NET_REGISTRATIONS, 90, 0) is None
    assert wording.change(NET_REGISTRATIONS, 493, 100) == "+393%"  # a tenth of a percent says nothing any more


def test_a_standing_agrees_with_its_subject():
    assert wording.standing(NET_REGISTRATIONS, 110, 100).startswith("Net registrations stand at 110, +10.0% ")
    assert wording.standing(COMPLETION_RATE, 0.7, None).startswith("Completion rate stands at 70.0%")
    assert wording.standing(NET_REGISTRATIONS, None, None) == "Net registrations are not known for this choice."
