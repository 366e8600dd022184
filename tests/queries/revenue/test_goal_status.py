"""One status word a goal: by its chance while the period runs, by its number when it is over."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference.periods import STANDARD
from queries.metrics.enrollment import NET_REVENUE
from queries.revenue.goal_status import AT_RISK, BEHIND, DEFAULT, MISSED, ON_TRACK, REACHED, Rule, rule, status
from queries.revenue.goals import Standing
from queries.revenue.phasing import Goal


def goal_at(chance: float | None, *, actual: float = 40.0, days_left: int = 90) -> Standing:
    """A goal of 100 that this share of a hundred draws reaches."""
    finals = None if chance is None else np.where(np.arange(100) < round(100 * chance), 110.0, 90.0)
    goal = Goal("G1", NET_REVENUE.name, STANDARD.parse("FY2026"), 100.0, "flat", (), None, ())
    return Standing(goal, NET_REVENUE, actual, 50.0, finals, 10.0, days_left)


@pytest.mark.parametrize(
    ("chance", "word"),
    [(0.5, ON_TRACK), (0.49, AT_RISK), (0.2, AT_RISK), (0.19, BEHIND), (None, None)],  # the ends of the default rule
)
def test_a_chance_has_one_word(chance, word):
    assert status(goal_at(chance), DEFAULT) == word


def test_the_word_follows_the_chance_that_is_shown():
    finals = np.where(np.arange(1_000) < 496, 110.0, 90.0)  # 49.6%, shown as 50%
    goal = Goal("G1", NET_REVENUE.name, STANDARD.parse("FY2026"), 100.0, "flat", (), None, ())
    assert status(Standing(goal, NET_REVENUE, 40.0, 50.0, finals, 10.0, 90), DEFAULT) == ON_TRACK


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_stricter_rule_never_gives_a_better_word(chance, one, other):
    order = [ON_TRACK, AT_RISK, BEHIND]
    mild, strict = (status(goal_at(chance), Rule(limit, 0.0)) for limit in sorted((one, other)))
    assert order.index(mild) <= order.index(strict)


@pytest.mark.parametrize(("actual", "word"), [(100.0, REACHED), (99.0, MISSED)])
def test_a_period_that_is_over_is_reached_or_missed(actual, word):
    assert status(goal_at(1.0, actual=actual, days_left=0), DEFAULT) == word


def test_a_college_that_set_no_rule_has_the_default(demo_version):
    assert rule(demo_version, "demo") == DEFAULT
