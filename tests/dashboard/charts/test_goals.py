"""Where each goal is heading: the end of the period as a share of the goal, so that all stand on one axis."""

import numpy as np
import pytest

from dashboard.charts.goals import goals
from data.reference.periods import STANDARD
from queries.metrics import METRICS
from queries.revenue.goals import Standing
from queries.revenue.phasing import Goal
from tests.dashboard.charts.drawing import SCOPE, layer, parameters, rows


def standing(target: float, finals: list[float] | None, metric: str = "net_registrations") -> Standing:
    goal = Goal("g", metric, STANDARD.parse("FY2026"), target, "last_year", (), None, ())
    draws = None if finals is None else np.array(finals)
    return Standing(goal, METRICS[metric], 50.0, 60.0, draws, None, 90)


def test_a_row_is_the_middle_and_the_80_percent_interval_over_the_goal():
    # eleven draws from 90 to 110: the 10%, 50% and 90% points are 92, 100 and 108
    card = goals.__wrapped__([standing(100.0, [90.0 + 2 * i for i in range(11)])], SCOPE)
    assert rows(card, "low", "value", "high") == [(pytest.approx(0.92), pytest.approx(1.0), pytest.approx(1.08))]


def test_the_gray_tick_is_the_goal_and_the_axis_holds_it():
    card = goals.__wrapped__([standing(100.0, [50.0, 60.0, 70.0])], SCOPE)
    assert layer(card, "tick")["transform"] == [{"calculate": "1.0", "as": "line"}]
    assert parameters(card)["least"] < 0.52
    assert parameters(card)["most"] > 1


def test_the_text_says_share_and_chance():
    ((text,),) = rows(goals.__wrapped__([standing(100.0, [80.0, 90.0, 110.0, 120.0])], SCOPE), "text")
    assert "100.0% of goal" in text
    assert "50%" in text  # two of four draws reach it


@pytest.mark.parametrize(
    "one",
    [
        standing(100.0, None),  # nothing was simulated
        standing(0.0, [1.0, 2.0]),  # a goal of nothing has no share
    ],
)
def test_a_goal_without_a_share_has_no_row(one):
    assert goals.__wrapped__([one], SCOPE) is None
