"""Learners by months since their first registration, and those who came back."""

from data.cubes.returns import Returns
from queries.semantic.cube import Cube, ProtectedTable
from queries.semantic.points_in_time import newest_of

RETURNS_CUBE = Cube(
    name="returns",
    schema=Returns,
    read=newest_of("returns"),
    dimensions=(),
    privacy="people",
    counts_people=("followed", "returned"),
    tables=(ProtectedTable("returns", "Returning learners", "stratum", "followed", "returned"),),
)
