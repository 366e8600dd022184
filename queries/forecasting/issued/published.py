"""Reading what was published: forecasts, their track record, and what came of them."""

from dataclasses import replace

import polars as pl

from data.reference.colleges import College
from data.store import derived
from queries.engines.forecast.models import Band, Forecast
from queries.forecasting.issued import publishing
from queries.forecasting.issued.publishing import PLANS
from queries.forecasting.issued.series import actuals, forecastable
from queries.revenue import goal_record
from queries.semantic.scope import Scope


def is_complete(version: str, college: College) -> bool:
    """Whether every grain, and the record of goals, was worked out."""
    grains = [publishing.name_of(plan.grain) for plan in PLANS]
    return derived.has(publishing.basis(version, college), grains) and goal_record.is_there(version, college)


def progress(version: str, college: College) -> float | None:
    """Share of the work that is done, None when nobody is at it."""
    return derived.progress(publishing.basis(version, college))


def forecasts(version: str, college: College, grain: str) -> pl.DataFrame | None:
    """Every published forecast of a grain, as in the forecasts cube; None where it was not worked out yet."""
    return derived.find(publishing.basis(version, college), publishing.name_of(grain))


def newest(scope: Scope, metric: str, grain: str, value: str) -> pl.DataFrame:
    """The forecast of one series from the newest origin that was known on the scope's as-of date, by lead.

    No rows for a series that had ended by then, whatever was forecast of it before.
    """
    found = from_newest_origin(scope, metric, grain)
    return pl.DataFrame() if found is None else found.filter(value=value).sort("lead")


def from_newest_origin(scope: Scope, metric: str, grain: str) -> pl.DataFrame | None:
    """Forecasts of every series of a grain that still ran at the newest origin known on the as-of date, as in the cube."""
    found = forecasts(scope.version, scope.college, grain)
    return None if found is None else newest_known(found, scope, metric)


def newest_known(found: pl.DataFrame, scope: Scope, metric: str) -> pl.DataFrame:
    """Of the forecasts of a grain those from the newest origin that was known on the as-of date."""
    known = found.filter(pl.col("metric") == metric, pl.col("known_on") <= scope.as_of)
    return known.filter(pl.col("origin") == pl.col("origin").max())


def calls(scope: Scope, metric: str, grain: str) -> pl.DataFrame:
    """Published forecasts that have come due by the as-of date: the forecasts cube with `actual`.

    A month is due once its seats have settled. Forecasts made after the as-of date are left out.
    """
    found = forecasts(scope.version, scope.college, grain)
    if found is None:
        return pl.DataFrame()
    made = found.filter(pl.col("metric") == metric, pl.col("known_on") < scope.as_of)
    whole = replace(scope, where=(), period=scope.period.calendar.containing(scope.as_of, "fiscal_year"))
    happened = actuals(forecastable(metric), None if grain == "all" else grain, whole)
    return made.join(happened, on=["value", "target"]).sort("value", "target", "lead")


def as_forecast(ahead: pl.DataFrame) -> Forecast:
    """Rows of one series from one origin, by lead, as the forecast that they are shown as."""
    bands: dict[float, Band] = {
        level: (tuple(ahead[f"low_{level}"]), tuple(ahead[f"high_{level}"])) for level in publishing.LEVELS
    }
    about = ahead.row(0, named=True)
    members, notes = (
        tuple(filter(None, about[name].split(mark))) for name, mark in (("members", "; "), ("notes", " | "))
    )
    return Forecast(tuple(ahead["point"]), bands, members, {}, notes, about["model_version"])
