"""A total is asked again at its own grain: never a sum of what cannot be added."""

from datetime import date

import pytest

from data.reference import periods
from queries.answer import measure
from queries.explore import totals
from queries.explore.answering import answer
from queries.explore.question import Question
from queries.metrics import find_metric
from queries.semantic.scope import Scope


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


@pytest.mark.parametrize("name", ["headcount", "completion_rate", "discount_rate", "net_revenue"])
def test_the_total_is_the_number_of_all_and_not_a_sum(scope, name):
    question = Question((name,), ("field",))
    metric = find_metric(name)
    whole = answer(totals.over_rows(question), scope)
    assert whole.frame[name][0] == measure(metric, scope=scope).value(metric)


def test_groups_that_share_people_are_said_not_to_add_up(scope):
    parts, whole = (answer(Question(("headcount", "net_revenue"), rows), scope) for rows in (("field",), ()))
    assert totals.uneven(parts, whole) == ("Headcount",)


def test_a_rate_or_a_hidden_part_tells_nothing_of_adding_up(scope):
    question = Question(("completion_rate", "completions"), ("field", "age_band"))
    parts, whole = (answer(one, scope) for one in (question, Question(question.metrics)))
    assert parts.frame["completions"].null_count()
    assert totals.uneven(parts, whole) == ()


@pytest.mark.parametrize(
    ("dropped", "reason"), [(("year",), "academic year"), (("list",), "several values of list"), (("field",), "")]
)
def test_years_and_lists_have_no_total(dropped, reason):
    assert reason in totals.never(dropped)
    assert bool(totals.never(dropped)) == bool(reason)
