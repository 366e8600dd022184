"""What is expected next where anything can be: certificates of institutions, and the college's own year ahead."""

from dataclasses import dataclass

import polars as pl

from queries.answer import measure
from queries.forecasting import outlook
from queries.metrics.market import CERTIFICATES
from queries.semantic.scope import Scope, Unanswerable
from queries.strategy.versus_view import View, own_scope

LEVEL = 80
FEWEST_CHANGES = 4
"""A range is taken from the yearly changes that are known, and from no fewer."""
MONTHS = 12


@dataclass(frozen=True)
class Certificates:
    """Certificates of institutions in the newest year, the change from the year before, and the range of the next year.

    `low` and `high` are None where too few yearly changes are known. `years` are those that are known.
    """

    year: int
    now: float
    growth: float | None
    low: float | None
    high: float | None
    changes: int
    years: tuple[int, ...]


@dataclass(frozen=True)
class Expected:
    """The next twelve months of one of the college's own metrics: the most likely sum and its range."""

    metric: str
    middle: float
    low: float
    high: float


def certificates(view: View) -> Certificates | None:
    """Certificates below the bachelor's degree in the state and field of the view; None where none are known.

    The range is the middle 80% of the changes from each year to the next; none is taken over a gap.
    """
    where = tuple(p for p in view.scope.where if p[0] in ("field", "state"))
    scope = Scope(view.scope.version, view.scope.college, view.scope.period, view.scope.as_of, where)
    frame = measure(CERTIFICATES, by=["year"], scope=scope).frame.sort("year")
    if frame.is_empty():
        return None
    before, year = pl.col("certificates").shift(), pl.col("year").shift()
    is_next = (before > 0) & (pl.col("year") == year + 1)
    changes = frame.select(c=pl.when(is_next).then(pl.col("certificates") / before - 1))["c"]
    known, now = changes.drop_nulls(), float(frame["certificates"][-1])
    ends = (
        [known.quantile(0.5 + sign * LEVEL / 200, "linear") for sign in (-1, 1)]
        if known.len() >= FEWEST_CHANGES
        else []
    )
    low, high = (now * (1 + float(e or 0)) for e in ends) if ends else (None, None)
    return Certificates(int(frame["year"][-1]), now, changes[-1], low, high, known.len(), tuple(frame["year"]))


def expected(view: View, metric: str) -> Expected | None:
    """The college's next twelve months of an additive metric; None where nothing is forecast, or a public audience may not see it."""
    grain, value = ("all", "all") if view.field == "all" else ("field", view.field)
    try:
        forecast = outlook.outlook(own_scope(view), outlook.Series(metric, grain, value, MONTHS, level=LEVEL))
    except Unanswerable:
        return None
    total = outlook.total(forecast, LEVEL)
    return Expected(metric, *total) if total else None
