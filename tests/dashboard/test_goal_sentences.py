"""What is said of a goal: each in the unit of its metric, and a share as what it is."""

from datetime import date

import pytest

from dashboard.wording.revenue import goals_table, sentence_of_goal, unanswered
from data.reference.periods import STANDARD
from queries.metrics import METRICS
from queries.revenue.goals import Standing
from queries.revenue.phasing import Goal
from queries.semantic.scope import Scope

YEAR = STANDARD.parse("FY2026")
SCOPE = Scope("v", "demo", YEAR, date(2026, 3, 31))


def standing(metric: str, target: float, actual: float | None, *, days_left: int = 70, **further) -> Standing:
    """A goal of the whole college without a forecast, ten weeks before the end of its year."""
    goal = Goal("g", metric, YEAR, target, "flat", (), None, ())
    return Standing(goal, METRICS[metric], actual, target, None, None, days_left, **further)


@pytest.mark.parametrize(
    ("metric", "target", "actual", "said"),
    [
        ("inquiries", 300, 100, "100 so far; the goal is 300. It takes 200 more inquiries, 20 a week."),
        ("new_learners", 300, 299, "299 so far; the goal is 300. It takes 1 more new learner, 0 a week."),
        ("gross_revenue", 300_000, 140_000, "$140K so far; the goal is $300K. It takes $160K more, $16K a week."),
        ("fill_rate", 0.8, 0.349, "34.9% so far; the goal is 80.0%."),
        ("fill_rate", 0.8, None, "no number yet; the goal is 80.0%."),
        ("discount_rate", 0.05, 0.031, "3.1% so far; the goal is at most 5.0%."),
        ("inquiries", 300, 310, "reached, with 310 of 300."),
    ],
)
def test_a_goal_without_a_forecast_says_where_it_stands_and_what_it_takes(metric, target, actual, said):
    sentence = sentence_of_goal(standing(metric, target, actual))
    assert sentence == f"{METRICS[metric].label}, whole college: {said}"


@pytest.mark.parametrize(
    ("metric", "target", "actual", "said"),
    [
        ("fill_rate", 0.8, 0.82, "reached, with 82.0%; the goal was 80.0%."),
        ("fill_rate", 0.8, 0.70, "missed, with 70.0%; the goal was 80.0%."),
        ("discount_rate", 0.05, 0.06, "missed, with 6.0%; the goal was at most 5.0%."),
        ("discount_rate", 0.05, 0.04, "reached, with 4.0%; the goal was at most 5.0%."),
    ],
)
def test_a_share_is_reached_or_missed_once_its_period_is_over(metric, target, actual, said):
    assert sentence_of_goal(standing(metric, target, actual, days_left=0)).endswith(said)


def test_what_waits_for_outcomes_is_neither_reached_nor_missed_before_they_are_final():
    waiting = standing("completion_rate", 0.7, 0.65, days_left=0, still_open=0.4)
    assert sentence_of_goal(waiting).endswith("65.0% so far, with 40% still open; the goal is 70.0%.")
    assert goals_table([waiting], SCOPE).frame["status"].to_list() == [None]


def test_each_row_of_the_table_says_what_is_needed_in_its_own_unit():
    rows = goals_table([standing("gross_revenue", 300_000, 140_000), standing("inquiries", 300, 100)], SCOPE).frame
    assert rows.select("needed", "needed_unit").rows() == [(16_000.0, "usd"), (20.0, "count")]


def test_a_goal_that_stands_beside_no_number_is_named_with_the_reason():
    goal = Goal("g", "inquiries", YEAR, 300, "flat", (), None, (("school", "Health"),))
    (said,) = unanswered([(goal, "Inquiries cannot be filtered by school; filter by field, channel.")])
    assert said.startswith(
        "The goal for inquiries, Health, stands beside no number. Inquiries cannot be filtered by school"
    )
