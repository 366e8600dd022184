"""Probabilities of reaching goals: the one of today, and those that could have been stated before, with what came."""

from dataclasses import replace

import polars as pl

from data import periods
from data.periods import add_months, containing
from queries import college
from queries.forecasting import published
from queries.forecasting.goals import goal_probability
from queries.forecasting.models import Forecast
from queries.forecasting.publishing import ADDITIVE, LEVELS
from queries.forecasting.series import forecastable, histories, settled_until
from queries.scope import Scope

SCHEMA = {"value": pl.String, "origin": pl.Date, "probability": pl.Float64, "happened": pl.Boolean}


def probability(rows: pl.DataFrame, target: float) -> float:
    """Probability that the fiscal year of the first target reaches `target`, from one forecast of one series by lead."""
    year = containing(rows["target"][0], "fiscal_year")
    rest = rows.filter(pl.col("target") <= year.end)
    edges = {float(k): (tuple(rest[f"low_{k}"]), tuple(rest[f"high_{k}"])) for k in LEVELS}
    made = Forecast(tuple(rest["point"]), edges, (), {}, ())
    return goal_probability(made, target, float(rows["so_far"][0])).probability


def current(scope: Scope, metric: str, grain: str, value: str) -> tuple[str, float, float] | None:
    """Fiscal year, goal and probability of reaching it for one series; None without a goal or a forecast."""
    rows = published.newest(scope, metric, grain, value)
    if metric not in ADDITIVE or rows.is_empty():
        return None
    year = containing(rows["target"][0], "fiscal_year")
    targets = {(v, p): target for v, p, target in _goals(scope, metric, grain)}
    target = targets.get((value, year.name))
    return None if target is None else (year.name, target, probability(rows, target))


def statements(scope: Scope, metric: str) -> pl.DataFrame:
    """Every probability that the published forecasts would have stated of a fiscal year that is over, and what came.

    Columns as in SCHEMA, over the goals of the college and its fields; a year is over once its last month has settled.
    """
    if metric not in ADDITIVE:
        return pl.DataFrame(schema=SCHEMA)
    rows = [row for grain in ("all", "field") for row in _stated(scope, metric, grain)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _stated(scope: Scope, metric: str, grain: str) -> list[tuple]:
    made = published.forecasts(scope.version, scope.college, grain)
    if made is None:
        return []
    mine = made.filter(pl.col("metric") == metric, pl.col("known_on") < scope.as_of)
    known = histories(forecastable(metric), None if grain == "all" else grain, replace(scope, where=()))
    settled = settled_until(scope.as_of, known.frequency)
    stated = []
    for value, name, target in _goals(scope, metric, grain):
        year = periods.parse(name)
        if year.kind != "fiscal_year" or add_months(year.end, 0) > settled:
            continue
        months = known.frame.filter(pl.col("value") == value, pl.col("period").is_between(year.start, year.end))
        came = float(months["y"].sum())
        first = pl.col("target").min().over("origin")
        inside = mine.filter(pl.col("value") == value, first.is_between(year.start, year.end)).sort("origin", "lead")
        for (origin,), rows in inside.group_by("origin", maintain_order=True):
            stated.append((value, origin, probability(rows, target), came >= target))
    return stated


def _goals(scope: Scope, metric: str, grain: str) -> list[tuple[str, str, float]]:
    """Value, period and target of every goal for the metric at a grain."""
    goals = college.goals(scope.version, scope.college).filter(
        pl.col("metric") == metric, pl.col("scope").cast(pl.String) == grain
    )
    return goals.select(pl.col("scope_value").fill_null("all"), "period", "target").rows()
