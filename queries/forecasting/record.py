"""The track record of the published forecasts, cut for the scoreboard."""

from dataclasses import dataclass

import polars as pl

from data.store.ledger import Stamp
from queries import college
from queries.forecasting import scoreboard
from queries.forecasting.issued import ledger, published
from queries.semantic.scope import Scope


@dataclass(frozen=True, eq=False)
class Standing:
    """The ledger as a reader should know it. `issued` has the columns of `scoreboard.scores`, no rows before any is due."""

    entries: int
    head: str
    problems: tuple[str, ...]
    forecasts: int
    issued: pl.DataFrame


def by(scope: Scope, metric: str, grain: str, *cut: str) -> pl.DataFrame:
    """Scores of the forecasts of one metric and grain that have come due, cut by `lead`, `value` or nothing.

    Only the values of the scope's field, where one is chosen.
    """
    return scoreboard.scores(_calls(scope, metric, grain), cut)


def extremes(scope: Scope, metric: str, grain: str) -> pl.DataFrame:
    """The best and worst calls, as from `scoreboard.extremes`."""
    return scoreboard.extremes(_calls(scope, metric, grain))


def replaced(scope: Scope, metric: str, grain: str) -> pl.DataFrame:
    """Series whose newest forecast is not the model's: value, choice, and the errors of model and baselines so far."""
    forecasts = published.forecasts(scope.version, scope.college, grain)
    calls = _calls(scope, metric, grain)
    if forecasts is None or calls.is_empty():
        return pl.DataFrame()
    mine = forecasts.filter(pl.col("metric") == metric, pl.col("known_on") <= scope.as_of, pl.col("lead") == 1)
    newest = mine.filter(pl.col("origin") == pl.col("origin").max().over("value"), pl.col("choice") != "model")
    alone = scoreboard.scores(calls.with_columns(point="model"), ("value",))
    errors = alone.select("value", "calls", "error_share", "naive_share", "seasonal_naive_share")
    return newest.select("value", pl.col("choice").cast(pl.String)).join(errors, on="value").sort("value")


def standing(scope: Scope, stamp: Stamp) -> Standing:
    """The ledger: how much it holds, whether it is whole, and how the issued forecasts that came due have done.

    `stamp` is that of the ledger now, so that an answer may be kept for as long as the ledger stays as it is.
    """
    reading = ledger.read()
    issued = ledger.issued(reading, scope.college)
    due = ledger.calls(issued, scope)
    scored = scoreboard.scores(due, ("metric",)) if due.height else due
    count = issued["number"].n_unique() if issued.height else 0
    return Standing(len(reading.lines), reading.head, reading.problems, count, scored)


def _calls(scope: Scope, metric: str, grain: str) -> pl.DataFrame:
    calls = published.calls(scope, metric, grain)
    field = dict(scope.where).get("field")
    if field is None or calls.is_empty() or grain == "all":
        return calls
    if grain == "field":
        return calls.filter(pl.col("value") == field)
    return calls.filter(pl.col("value").is_in(college.offerings_of(scope, field)))
