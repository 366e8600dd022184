"""The histories that forecasts stand on: gap-free periods of one metric, as they were known on one day.

A month whose seats are still being dropped looks better than it will end. So the newest months are brought to what such
months have settled at before (a chain ladder over the college's own drops, known on the same day). A month counts as
what really happened `SETTLED_AFTER` months after its end.
"""

from dataclasses import replace
from datetime import date

import polars as pl

from data.reference.periods import Period, add_months, month_end
from queries.answer import filtered, measure
from queries.cubes.completion import COMPLETION_CUBE
from queries.forecasting.issued.completions import completions
from queries.forecasting.issued.histories import Histories
from queries.metrics import find_metric
from queries.protection.cube_rows import rows
from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope, Unanswerable
from queries.semantic.unit import COUNT, USD

SETTLED_AFTER = 3
FEWEST_SETTLED = 6
"""Months that must have settled before a factor is taken from them."""
SETTLING_LIMITS = (0.5, 1.5)
SEASONS = {"month": 12, "quarter": 4}
STEP = {"month": 1, "quarter": 3}
COMPLETIONS = "completions"


def forecastable(name: str) -> Metric:
    """The metric with that name. Raises Unanswerable when it has no series that can be forecast."""
    metric = find_metric(name)
    if name != COMPLETIONS and (not metric.cube.is_known_by_day or metric.unit not in (COUNT, USD)):
        raise Unanswerable(
            f"{metric.label} is not forecast. Only counts and money published by month and day are; a rate follows "
            "from its parts."
        )
    return metric


def frequency(metric: Metric) -> str:
    """How long a period of the metric's series is."""
    return "quarter" if metric.cube is COMPLETION_CUBE else "month"


def histories(metric: Metric, by: str | None, scope: Scope) -> Histories:
    """Series of a metric by one dimension (or none), as known on the scope's as-of date.

    Raises Unanswerable, also for a filter that the metric cannot take.
    """
    if by is not None and by in DIMENSIONS and (DIMENSIONS[by].is_time or by == "term"):
        raise Unanswerable("A forecast already runs over months or quarters; choose another dimension.")
    if metric.cube is COMPLETION_CUBE:
        return completions(by or "all", scope)
    everything = replace(scope, period=_all_time(scope))
    answer = filtered(measure(metric, by=(*([by] if by else []), "month"), scope=everything))
    frame = answer.frame.with_columns(value=pl.col(by).cast(pl.String) if by else pl.lit("all")).drop_nulls("value")
    by_month = frame.select("value", period="month", y=pl.col(metric.name).cast(pl.Float64))
    by_month = by_month.filter(pl.col("period") <= last_complete(scope.as_of))
    filled = _gap_free(by_month, last_complete(scope.as_of))
    return Histories(metric.name, by or "all", "month", scope.as_of, _settled(filled, metric, scope))


def last_complete(as_of: date) -> date:
    """First day of the last month that is over on that day."""
    return as_of.replace(day=1) if as_of == month_end(as_of) else add_months(as_of, -1)


def settled_until(known_on: date, frequency: str) -> date:
    """First day of the last period whose value counts as final on that day."""
    # A quarter of completions is final when it is published.
    return known_on if frequency == "quarter" else add_months(last_complete(known_on), -SETTLED_AFTER)


def came_due(past: Histories) -> pl.DataFrame:
    """What had really happened, as far as it was settled on the day of these histories: value, target, actual."""
    until = settled_until(past.known_on, past.frequency)
    return past.frame.filter(pl.col("period") <= until).select("value", target="period", actual="y")


def begun(metric: Metric, by: str | None, scope: Scope) -> pl.DataFrame:
    """What the month that is not over yet has brought so far: value, target, taken; no rows for quarters.

    Raises Unanswerable as `histories` does.
    """
    month = add_months(last_complete(scope.as_of), 1)
    if frequency(metric) == "quarter" or month > scope.as_of:
        return pl.DataFrame(schema={"value": pl.String, "target": pl.Date, "taken": pl.Float64})
    now = replace(scope, period=Period(month, month_end(month), "month", "this month", scope.period.calendar))
    frame = measure(metric, by=(by,) if by else (), scope=now).frame
    named = frame.with_columns(value=pl.col(by).cast(pl.String) if by else pl.lit("all")).drop_nulls("value")
    return named.select("value", target=pl.lit(month), taken=pl.col(metric.name).cast(pl.Float64))


def actuals(metric: Metric, by: str | None, scope: Scope) -> pl.DataFrame:
    """What happened, as far as it is settled on the scope's as-of date: value, target, actual."""
    return came_due(histories(metric, by, scope))


def settling(metric: Metric, scope: Scope) -> list[float]:
    """What a month of age 0, 1, … months has been multiplied by until it settled; 1 where too little is known."""
    everything = replace(scope, period=_all_time(scope), where=())
    source, _ = rows(metric.cube, ("month",), everything)
    age = (pl.col("known_on").dt.year() - pl.col("month").dt.year()) * 12 + (
        pl.col("known_on").dt.month().cast(pl.Int32) - pl.col("month").dt.month().cast(pl.Int32)
    )
    grown = (
        source.with_columns(age=pl.max_horizontal(age, pl.lit(0)))
        .group_by("month", "age")
        .agg(metric.formula.cast(pl.Float64).alias("y"))
        .collect()
    )
    newest = last_complete(scope.as_of)
    settled = grown.filter(
        pl.col("month").is_between(add_months(newest, -11 - SETTLED_AFTER), add_months(newest, -SETTLED_AFTER))
    )
    if settled["month"].n_unique() < FEWEST_SETTLED:
        return [1.0] * SETTLED_AFTER
    ends = settled.filter(pl.col("age") <= SETTLED_AFTER)["y"].sum()
    low, high = SETTLING_LIMITS
    totals = [settled.filter(pl.col("age") <= months)["y"].sum() for months in range(SETTLED_AFTER)]
    return [min(max(float(ends) / float(at_age), low), high) if at_age > 0 else 1.0 for at_age in totals]


def _settled(frame: pl.DataFrame, metric: Metric, scope: Scope) -> pl.DataFrame:
    newest = last_complete(scope.as_of)
    factors = {add_months(newest, -age): factor for age, factor in enumerate(settling(metric, scope))}
    factor = pl.col("period").replace_strict(factors, default=1.0, return_dtype=pl.Float64)
    return frame.with_columns(settled=pl.col("y") * factor)


def _gap_free(by_month: pl.DataFrame, last: date) -> pl.DataFrame:
    """Each series from its first period to the last; a month without a row is a month with nothing in it."""
    if by_month.is_empty():
        return by_month
    spans = by_month.group_by("value").agg(first=pl.col("period").min())
    grid = spans.select("value", period=pl.date_ranges("first", pl.lit(last), interval="1mo")).explode("period")
    return (
        grid.join(by_month, on=["value", "period"], how="left")
        .with_columns(pl.col("y").fill_null(0))
        .sort("value", "period")
    )


def _all_time(scope: Scope) -> Period:
    """All months up to the as-of date: what a history is read over. Named so that nobody takes it for a published period."""
    first = date(1900, 1, 1)
    return Period(first, month_end(scope.as_of), "month", "all months", scope.period.calendar)
