"""How often past predictions of goals came true: worked out once for a version, like the forecasts."""

# Why: decision 61.

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from data.cubes.goal_statements import GoalStatements
from data.reference.colleges import College
from data.reference.periods import Period
from data.store import derived
from data.store.derived import Basis
from data.store.store import MissingData
from queries import college
from queries.answer import measure
from queries.college import newest_day
from queries.metrics.enrollment import NET_REVENUE
from queries.revenue.rest_of_year import SEED, rest
from queries.semantic.column import Column
from queries.semantic.reliability import by_tenth
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, SHARE

RECIPE = "goal statements 5"
CUBES = ("section_days", "sections", "section_curves", "enrollment", "offerings", "providers")
NAME = "goal_statements"
DRAWS = 400
THRESHOLDS = (0.8, 0.9, 0.95, 1.0, 1.05, 1.1, 1.2, 1.3)
"""Statements are about last year's total times these, since they may not depend on what came of it."""
WHAT = (
    "At every past month end we state chances for the college and each field, from what was known then. Each is the chance of "
    "ending the fiscal year above 80% to 130% of last year's total. The record says whether it did."
)
STATED, NEAR, FEWEST = 0.6, 0.05, 20
"""A chance whose record is told in words, how near another must be to count, and from how many it is told."""
Where = tuple[tuple[str, str], ...]


def publish_goal_record(version: str, college_name: College) -> None:
    """Work the statements out as of the newest day and keep them. What is there already stays."""
    if not is_there(version, college_name):
        day = newest_day(version, college_name)
        scope = Scope(
            version, college_name, college.calendar(version, college_name).containing(day, "fiscal_year"), day
        )
        try:
            predictions = statements(scope)
        except MissingData:  # without offerings or sections there is nothing to simulate
            predictions = GoalStatements.create_empty()
        derived.keep(_basis(version, college_name), NAME, predictions)


def is_there(version: str, college_name: College) -> bool:
    """Whether the statements were worked out."""
    return derived.has(_basis(version, college_name), [NAME])


def record(scope: Scope) -> pl.DataFrame:
    """The statements that had come due by the as-of date, as in the cube; none where they were not worked out yet."""
    predictions = derived.find(_basis(scope.version, scope.college), NAME)
    return GoalStatements.create_empty() if predictions is None else predictions.filter(pl.col("due_on") <= scope.as_of)


def statements(scope: Scope) -> pl.DataFrame:
    """What was said at every past month end, with what was known then, beside what came of it, as in the cube.

    Over the fiscal years that are over by the as-of date and have a year before them.
    """
    years = [y for y in college.fiscal_years(scope.version, scope.college) if y.end <= scope.as_of]
    fields: list[Where] = [(), *((("field", f),) for f in college.own_fields(scope.version, scope.college))]
    predictions = [row for year in sorted(years)[1:] for row in _of_year(scope, year, fields)]
    names = GoalStatements.column_names()
    frame = pl.DataFrame(predictions, schema=names, orient="row") if predictions else GoalStatements.create_empty()
    return GoalStatements.validate(frame.sort(GoalStatements.primary_key()), cast=True)


@dataclass(frozen=True)
class Record:
    """How good past predictions have been: their number, the month ends they were made at, and their errors.

    They are about `outcomes`: a fiscal year of the college or of a field each.
    `reached` is the share reached of goals given a chance near `STATED`; None below `FEWEST` of those.
    `errors` are the mean squared errors of the predictions and of the average rates; None without predictions.
    """

    predictions: int
    month_ends: int
    outcomes: int
    reached: float | None
    errors: tuple[float, float] | None


def quality(predictions: pl.DataFrame) -> Record:
    """How good predictions that have come due have been."""
    near = predictions.filter((pl.col("probability") - STATED).abs() <= NEAR)
    reached = near.select(pl.mean("came_true")).item() if near.height >= FEWEST else None
    month_ends, outcomes = predictions["as_of"].n_unique(), predictions.select("field", "due_on").n_unique()
    return Record(predictions.height, month_ends, outcomes, reached, brier(predictions))


def brier(predictions: pl.DataFrame) -> tuple[float, float] | None:
    """Mean squared error of the probabilities, and of each threshold's own base rate; None without statements."""
    if predictions.is_empty():
        return None
    truth = pl.col("came_true").cast(pl.Float64)
    base = truth.mean().over("threshold")
    ours, theirs = predictions.select(
        ((pl.col("probability") - truth) ** 2).mean(), ((base - truth) ** 2).mean().alias("base")
    ).row(0)
    return ours, theirs


_BY_TENTH = (
    Column("stated", "Chance given", SHARE.whole, "Mean of the chances stated."),
    Column("came_true", "Reached", SHARE.whole, "Share of these that came true."),
    Column("statements", "Predictions", COUNT),
)


def tenths(predictions: pl.DataFrame, scope: Scope) -> Table:
    """The statements by tenth of their probability: how many, the mean stated and the share that came true."""
    return Table(by_tenth(predictions), _BY_TENTH, scope, notes=(WHAT,))


def _of_year(scope: Scope, year: Period, fields: list[Where]) -> list[tuple]:
    whole = {w: _net(replace(scope, period=year, as_of=year.end, where=w)) for w in fields}
    last = {w: _net(replace(scope, period=year, as_of=year.end, where=w).last_year()) for w in fields}
    predictions = []
    for month in year.calendar.between(year.start, year.end, "month")[:-1]:
        at = replace(scope, period=year, as_of=month.end, where=())
        left = rest(at, DRAWS, SEED)
        for where in fields:
            if last[where] <= 0:
                continue
            sums = _net(replace(at, where=where)) + left.total(where)[1] / 100
            value = dict(where).get("field", "all")
            for threshold in THRESHOLDS:
                target = threshold * last[where]
                likely = float(np.mean(sums >= target))
                predictions.append((month.end, value, threshold, year.end, likely, whole[where] >= target))
    return predictions


def _net(scope: Scope) -> float:
    return float(measure(NET_REVENUE, scope=scope).value(NET_REVENUE) or 0)


def _basis(version: str, college_name: College) -> Basis:
    return Basis(version, college_name, CUBES, RECIPE)
