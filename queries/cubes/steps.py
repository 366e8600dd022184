"""Completions of one offering, and those whose learners went on to the next or to a degree."""

from data.cubes.steps import Steps
from queries.semantic.cube import Cube, ProtectedTable
from queries.semantic.points_in_time import newest_of

STEPS_CUBE = Cube(
    name="steps",
    schema=Steps,
    read=newest_of("steps"),
    dimensions=(),
    privacy="people",
    counts_people=("completed", "went_on"),
    tables=(ProtectedTable("steps", "Next credentials", "kind", "completed", "went_on"),),
)
