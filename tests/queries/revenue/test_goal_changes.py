"""A changed table of goals says what it changes, and a target that more than halves or grows by half is a jump."""

import polars as pl
import pytest

from queries.revenue.goal_changes import GoalChange, changes


def goals(*rows: tuple[str, str, str | None, float | None]) -> pl.DataFrame:
    schema = {"metric": pl.String, "scope": pl.String, "scope_value": pl.String, "target": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


REVENUE = ("net_revenue", "all", None)


def test_changed_added_and_deleted_goals_are_told():
    shown = goals((*REVENUE, 12.5e6), ("headcount", "field", "11", 900.0))
    typed = goals(
        (*REVENUE, 2.5e6),  # a digit that fast typing lost
        ("headcount", "field", "51", 400.0),  # a new goal; that of field 11 is deleted
        ("headcount", "all", None, None),  # a row that is not typed to its end
    )
    assert changes(shown, typed) == [
        GoalChange(*REVENUE, 12.5e6, 2.5e6),
        GoalChange("headcount", "field", "51", None, 400.0),
        GoalChange("headcount", "field", "11", 900.0, None),
    ]
    assert changes(shown, shown) == []


@pytest.mark.parametrize(
    ("before", "after", "is_jump"),
    [(100.0, 150.0, False), (100.0, 151.0, True), (100.0, 50.0, False), (100.0, 49.0, True), (None, 9.0, False)],
)
def test_a_jump_is_more_than_half_of_what_the_target_was(before, after, is_jump):
    assert GoalChange(*REVENUE, before, after).is_jump is is_jump
