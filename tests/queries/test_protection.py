"""How a number is protected follows from its cube: a metric that is added by the recipe hides what must be hidden."""

from datetime import date

import polars as pl
import pytest

from data.reference import periods
from data.store.store import scan
from queries.answer import measure
from queries.cubes.completion import COMPLETION_CUBE
from queries.cubes.new_learners import NEW_LEARNERS_CUBE
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope
from queries.semantic.unit import COUNT

NOT_COMPLETED = Metric(
    "not_completed",
    "Not completed",
    "Registrations that started and whose outcome is final, less those that completed.",
    pl.col("started").sum() - pl.col("completed").sum(),
    COUNT,
    COMPLETION_CUBE,
)
"""As CONTRIBUTING says how to add a metric: no word about privacy."""


@pytest.fixture
def scope(demo_version) -> Scope:
    # The first quarter of the records: few outcomes are final, so that most fields are hidden.
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2023"), date(2022, 9, 30))


def test_a_metric_added_by_the_recipe_is_hidden_and_not_zero_where_its_cube_hides(scope):
    cells = scan(scope.version, "demo", "completion").filter(
        pl.col("grain") == "field", pl.col("cohort") == scope.period.start, pl.col("as_of") == scope.as_of
    )
    hidden = cells.filter(pl.col("started").is_null() | pl.col("completed").is_null()).collect()["value"]
    answer = measure(NOT_COMPLETED, by=["field"], scope=scope)
    nobody_knows = answer.frame.filter(pl.col("not_completed").is_null())["field"]
    assert len(hidden) > 3
    assert set(nobody_knows) == set(hidden)
    assert answer.frame.filter(pl.Series(answer.is_hidden))["field"].to_list() == nobody_knows.to_list()
    assert (
        measure(NOT_COMPLETED, scope=scope).value(NOT_COMPLETED) is not None
    )  # the college as a whole is large enough


def test_a_count_of_rows_of_a_cube_about_people_is_about_people():
    assert COMPLETION_CUBE.privacy_of(["started"]) == "people"
    assert COMPLETION_CUBE.privacy_of([]) == "people"


def test_money_that_stands_on_nobody_is_not_about_people_until_it_is_put_beside_people():
    assert NEW_LEARNERS_CUBE.privacy_of(["marketing_cost_cents"]) == "operational"
    assert NEW_LEARNERS_CUBE.privacy_of(["marketing_cost_cents", "new_learners"]) == "people"
