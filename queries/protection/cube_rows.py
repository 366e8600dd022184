"""From a scope to the rows of a cube that answer it, with the columns that dimensions name."""

import polars as pl

from queries.protection import cells
from queries.semantic.cube import Asked, Cube, Keep
from queries.semantic.dimensions import DIMENSIONS, code_of
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope, Unanswerable


def rows(
    cube: Cube,
    by: tuple[str, ...],
    scope: Scope,
    metrics: tuple[Metric, ...] = (),
    keep: Keep | None = None,
) -> tuple[pl.LazyFrame, tuple[str, ...]]:
    """Rows of the cube inside the scope, and the filters that do not apply to it. Raises Unanswerable.

    A filter that is given more than once is a union of its values, which `metrics` may forbid. `keep` is a further column of
    the rows (see `Asked`).
    """
    for name in by:
        _check_cut(cube, name)
    where = {name: value for name, value in scope.where if name in cube.dimensions}
    several = {name: values for name, values in scope.unions.items() if name in where}
    if twice := [name for name in several if DIMENSIONS[name].is_exclusive]:
        raise Unanswerable(f"{DIMENSIONS[twice[0]].label} can be chosen only once; ask once for each.")
    frame = cube.read(Asked(scope, by, where, keep))
    for name, value in where.items():
        if name not in several and not DIMENSIONS[name].is_choice:
            frame = frame.filter(code_of(name) == value)
    if several:
        frame = cells.pooled(cube, frame, several, metrics)
    return frame, tuple(name for name, _ in scope.where if name not in where)


def _check_cut(cube: Cube, name: str) -> None:
    if name not in DIMENSIONS:
        raise Unanswerable(f"There is no dimension {name!r}; there are {', '.join(DIMENSIONS)}.")
    if name not in cube.dimensions:
        there = ", ".join(one for one in cube.dimensions if not DIMENSIONS[one].is_choice)
        raise Unanswerable(f"{DIMENSIONS[name].label} is not a published dimension of {cube.name}; ask by {there}.")
    if DIMENSIONS[name].is_choice:
        raise Unanswerable(f"{DIMENSIONS[name].label} is a choice and no dimension; ask once for each.")
