"""Model or baseline: the model unless a baseline has been clearly better, judged at every origin on what was known there."""

from datetime import date

import polars as pl

from queries.engines.forecast.baseline import LEVELS, REPLACED_BELOW
from queries.forecasting.issued.histories import Histories
from queries.forecasting.issued.series import came_due

FEWEST_CALLS = 6
"""Forecasts that must have come due before a model can lose to a baseline."""
_SERIES = ["metric", "grain", "value"]


def with_choice(frame: pl.DataFrame, histories_by_day: dict[tuple[str, date], Histories]) -> pl.DataFrame:
    """Forecast rows with the better baseline in place of a model that has been worse. Drops the baselines' own widths.

    `frame` has the columns of the forecasts cube, and `naive_80` … `year_95`: half-widths of the baselines' bands.
    `histories_by_day`: the histories of each metric by the day on which they were known.
    """
    made = pl.concat(
        [_of_metric(frame.filter(pl.col("metric") == m), histories_by_day) for m in frame["metric"].unique().sort()]
    )
    return made.drop("naive_80", "naive_95", "year_80", "year_95")


def _of_metric(frame: pl.DataFrame, histories_by_day: dict[tuple[str, date], Histories]) -> pl.DataFrame:
    metric = frame["metric"][0]
    better = []
    for (day,), now in frame.group_by("known_on", maintain_order=True):
        past = frame.filter(pl.col("known_on") < day).join(
            came_due(histories_by_day[metric, day]), on=["value", "target"]
        )
        better.append(now.join(_verdicts(past), on=_SERIES, how="left"))
    return replaced(pl.concat(better).with_columns(pl.col("verdict").fill_null("model"))).drop("verdict")


def _verdicts(past: pl.DataFrame) -> pl.DataFrame:
    """Model or baseline per series, by the sum of absolute misses; the model unless it missed by clearly more."""
    missed = [
        (pl.col(c) - pl.col("actual")).abs().sum().alias(f"{c}_missed") for c in ("point", "naive", "seasonal_naive")
    ]
    sums = past.group_by(_SERIES).agg(pl.len().alias("calls"), *missed).filter(pl.col("calls") >= FEWEST_CALLS)
    model, last, year = (pl.col(f"{c}_missed") for c in ("point", "naive", "seasonal_naive"))
    best = pl.min_horizontal(last, year)
    verdict = (
        pl.when(best >= REPLACED_BELOW * model).then(pl.lit("model"))
        .when(year <= last).then(pl.lit("seasonal_naive"))
        .otherwise(pl.lit("naive"))
    )  # fmt: skip
    return sums.select(*_SERIES, verdict=verdict)


def replaced(frame: pl.DataFrame) -> pl.DataFrame:
    """Forecast rows with what their `verdict` names in place of the model, and that as their `choice`."""
    is_naive, is_year = pl.col("verdict") == "naive", pl.col("verdict") == "seasonal_naive"
    point = pl.when(is_naive).then("naive").when(is_year).then("seasonal_naive").otherwise("point")
    columns = [point.alias("point"), pl.col("verdict").alias("choice")]
    for level in LEVELS:
        half = pl.when(is_naive).then(f"naive_{level}").when(is_year).then(f"year_{level}")
        floor = pl.min_horizontal(pl.lit(0.0), pl.col(f"low_{level}"))
        low = pl.max_horizontal(point - half, floor)
        columns.append(pl.when(half.is_null()).then(f"low_{level}").otherwise(low).alias(f"low_{level}"))
        columns.append(pl.when(half.is_null()).then(f"high_{level}").otherwise(point + half).alias(f"high_{level}"))
    return frame.with_columns(columns)
