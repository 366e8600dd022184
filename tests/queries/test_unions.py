"""A union of groups may not give away a group that is hidden, inside it or beside it."""

import polars as pl
import pytest

from data.reference.least_people import least_people
from queries.cubes.completion import COMPLETION_CUBE
from queries.metrics.enrollment import NET_REGISTRATIONS
from queries.metrics.outcomes import COMPLETIONS
from queries.protection import cells
from queries.semantic.scope import Unanswerable

LEAST = least_people()


def pooled(*fields: str, **started: int | None):
    """The sum of people in some fields, of rows with so many who started; None is a hidden row."""
    rows = pl.LazyFrame(
        {"field": list(started), "started": list(started.values()), "completed": list(started.values())},
        schema={"field": pl.String, "started": pl.Int64, "completed": pl.Int64},
    )
    return cells.pooled(COMPLETION_CUBE, rows, {"field": fields}, [COMPLETIONS]).collect()["started"].sum()


def test_groups_are_added_where_as_many_are_left_out_as_may_be_shown():
    assert pooled("health", "it", health=40, it=30, arts=LEAST) == 70


def test_a_union_of_all_groups_leaves_nothing_out():
    assert pooled("health", "it", health=40, it=30) == 70


def test_a_union_with_a_hidden_group_is_refused():
    with pytest.raises(Unanswerable, match="their sum is hidden"):
        pooled("health", "it", health=40, it=None, arts=200)


def test_a_union_is_refused_where_too_few_are_left_out():
    with pytest.raises(Unanswerable, match="give them away"):
        pooled("health", "it", health=40, it=30, arts=LEAST - 1)


def test_a_union_is_refused_where_a_hidden_group_is_left_out_beside_many():
    # the whole college is shown, so the union and the other groups would give the hidden one
    with pytest.raises(Unanswerable, match="give them away"):
        pooled("health", "it", health=40, it=30, arts=None, law=200)


def test_seats_are_not_about_people_and_are_added_as_they_are():
    rows = pl.LazyFrame({"field": ["health", "arts"], "net": [40, 1]})
    kept = cells.pooled(COMPLETION_CUBE, rows, {"field": ("health",)}, [NET_REGISTRATIONS]).collect()
    assert kept["net"].to_list() == [40]


@pytest.mark.parametrize(
    ("by", "wider"),
    [(("offering",), ("field",)), (("offering", "field"), ("field",)), (("field",), ("field",)), ((), ())],
)
def test_a_cut_gets_coarser_by_one_step_and_no_name_stands_twice(by, wider):
    assert cells.coarser(by) == wider
