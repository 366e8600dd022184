"""Completions by quarter, read from the protected cube only.

A quarter is what a cohort's completions grew by between two quarter ends. Cells of a cohort that has not begun (a few
early finishers) are hidden and are counted with the first quarter in which the cohort is open. Any other hidden cell
ends it: the series is then not known without a gap, and is neither shown nor forecast. Where exactly one sibling would
be missing, the next one is left out too, so that the college's series less those of the fields does not give it away.
"""

import polars as pl

from data.cubes.completion import Completion
from data.reference.least_people import least_people
from data.store.store import scan_or_empty
from queries.forecasting.issued.histories import Histories
from queries.semantic.scope import Scope, Unanswerable


def completions(grain: str, scope: Scope) -> Histories:
    """Completions by quarter at one grain, as known at the last quarter end. Raises Unanswerable."""
    if grain == "school":
        raise Unanswerable("Completions are published for the college, its fields and its offerings.")
    wanted = [value for key, value in scope.where if key == grain]
    if others := sorted({key for key, _ in scope.where if key != grain}):
        raise Unanswerable(f"Completions by {grain} cannot be filtered by {', '.join(others)}.")
    cube = scan_or_empty(scope.version, scope.college, "completion", Completion)
    cells = cube.filter(pl.col("grain") == grain, pl.col("as_of") <= scope.as_of).collect()
    by_quarter = _by_quarter(cells)
    if by_quarter.is_empty():
        return _none(grain, scope)
    hidden = _hidden(by_quarter)
    shown = by_quarter.filter(~pl.col("value").is_in(sorted(hidden)))
    if wanted:
        shown = shown.filter(pl.col("value").is_in(wanted))
    frame = shown.select("value", "period", "y", settled="y")
    return Histories("completions", grain, "quarter", scope.as_of, frame, tuple(sorted(hidden)))


def _by_quarter(cells: pl.DataFrame) -> pl.DataFrame:
    """value, period (first day of the quarter), y; null where a count that matters is hidden or not told yet."""
    matters = (pl.col("cohort") <= pl.col("as_of")) | pl.col("completed").is_not_null()
    totals = (
        cells.filter(matters)
        .group_by("value", "as_of")
        .agg(
            total=pl.when(pl.col("completed").is_not_null().all()).then(pl.col("completed").sum()),
            is_late=(pl.col("known_on") < pl.col("as_of")).any(),
        )
    )
    every = cells.select(pl.col("as_of").unique())
    grid = cells.select(pl.col("value").unique()).join(every, how="cross")
    totals_by_end = grid.join(totals, on=["value", "as_of"], how="left").sort("value", "as_of")
    grown = totals_by_end.with_columns(y=pl.col("total").diff().over("value"))
    first = pl.col("as_of") == pl.col("as_of").min().over("value")
    # Where too few have completed for a new count, the old one stands: no growth is then not told, and no zero.
    untold = pl.col("is_late") & (pl.col("y") == 0)
    return grown.filter(~first).select(
        "value",
        pl.col("as_of").dt.month_start().dt.offset_by("-2mo").alias("period"),
        y=pl.when(~untold).then(pl.col("y").cast(pl.Float64)),
    )


def _hidden(by_quarter: pl.DataFrame) -> set[str]:
    few = pl.col("y").is_null() | ((pl.col("y") > 0) & (pl.col("y") < least_people())) | (pl.col("y") < 0)
    hidden = set(by_quarter.filter(few)["value"])
    open_ones = by_quarter.filter(~pl.col("value").is_in(sorted(hidden)))
    if len(hidden) == 1 and open_ones.height:
        hidden.add(open_ones.group_by("value").agg(pl.col("y").sum()).sort("y", "value")["value"][0])
    return hidden


def _none(grain: str, scope: Scope) -> Histories:
    schema = {"value": pl.String, "period": pl.Date, "y": pl.Float64, "settled": pl.Float64}
    return Histories("completions", grain, "quarter", scope.as_of, pl.DataFrame(schema=schema))
