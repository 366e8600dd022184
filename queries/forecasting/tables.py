"""The tables of forecasts: what each column of outlooks, scores and comparisons with others holds."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import polars as pl

from data.reference.sources import SOURCES
from queries.forecasting.awards import AwardRanges
from queries.forecasting.outlook import Outlook, PastSum
from queries.semantic.column import Column, of_dimension
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, MONTH, QUARTER, SHARE

CHOICES = {"model": "Model", "naive": "Last value", "seasonal_naive": "Last year's value"}
_CALLS = Column("calls", "Forecasts", COUNT, "Forecasts that have come due.")
_MISSED = Column("error_share", "Off by", SHARE, "The sum of all misses, divided by the sum of the actual values.")
_NAIVE = Column("naive_share", "Last value", SHARE, "How far off it is to repeat the last value.")
_SEASONAL = Column("seasonal_naive_share", "Last year", SHARE, "How far off it is to repeat last year's value.")
_BIAS = Column("bias_share", "Bias", SHARE, "The sum of forecast less actual, divided by the sum of the actual values.")
_SCORES = (
    _CALLS,
    _MISSED,
    _NAIVE,
    _SEASONAL,
    _BIAS,
    Column("coverage_80", "Inside 80% range", SHARE, "Share of actual values inside the 80% range."),
    Column("coverage_95", "Inside 95% range", SHARE, "Share of actual values inside the 95% range."),
    Column("value_added", "Value added", SHARE, "The share of the better baseline's error that the forecast removes."),
)
_REPLACED = (
    Column("series", "Series"),
    Column("shown", "Shown"),
    Column("error_share", "Model off by", SHARE, _MISSED.definition),
    _NAIVE,
    _SEASONAL,
    _CALLS,
)
_OTHERS = (
    Column("forecaster", "Forecaster"),
    Column("subject", "Of"),
    Column("lead_years", "Years ahead", COUNT),
    replace(_MISSED, instead="note"),
    _NAIVE,
    _BIAS,
    _CALLS,
    Column("source", "Source"),
)
_PERIODS = {"month": MONTH, "quarter": QUARTER}


def asked(frame: pl.DataFrame, metric: Metric, by: str | None, scope: Scope) -> Table:
    """Forecasts of a metric as `queries.forecasting.asking` gives them, a row per value and period, with what is shown of them."""
    frequency = str(frame["frequency"][0])
    columns = (
        *([] if by is None else [of_dimension(by, "value")]),
        *_ahead(
            metric, frequency, (Column(f"low_{n}", f"{n}% range", metric.unit, until=f"high_{n}") for n in (80, 95))
        ),
        Column("shown", "Shown", definition="What stands on pages: the model, or a baseline that missed less so far."),
    )
    chosen = pl.col("choice").cast(pl.String).replace(CHOICES)
    return Table(frame.with_columns(shown=chosen), columns, scope, has_period=False)


def outlook(frame: pl.DataFrame, shown: Outlook, scope: Scope, notes: tuple[str, ...]) -> Table:
    """A forecast, a row per period. `none_80` and `none_95` say in words that nothing is expected, null elsewhere."""
    bands = (
        Column(
            f"low_{n}",
            f"{n}% range",
            shown.metric.unit,
            f"Holds {n} of 100 actual values.",
            until=f"high_{n}",
            instead=f"none_{n}",
        )
        for n in (80, 95)
    )
    columns = _ahead(shown.metric, shown.frequency, bands) if frame.columns else ()
    return Table(frame, columns, scope, notes=notes, has_period=False)


def _ahead(metric: Metric, frequency: str, bands: Iterable[Column]) -> tuple[Column, ...]:
    return (
        Column("target", frequency.capitalize(), _PERIODS[frequency]),
        Column("point", "Expected", metric.unit, metric.definition),
        *bands,
        Column("naive", "Last value", metric.unit),
        Column("seasonal_naive", "Last year", metric.unit),
    )


def by_lead(scores: pl.DataFrame, frequency: str, scope: Scope, notes: tuple[str, ...]) -> Table:
    """Scores by how far ahead the forecasts looked."""
    columns = (Column("lead", f"{frequency.capitalize()}s ahead", COUNT), *_SCORES)
    return Table(scores, columns if scores.columns else (), scope, notes=notes, has_period=False)


def by_field(scores: pl.DataFrame, scope: Scope, notes: tuple[str, ...]) -> Table:
    """Scores by field and by how far ahead the forecasts looked."""
    columns = (of_dimension("field", "value"), Column("lead", "Ahead", COUNT), *_SCORES)
    return Table(scores, columns if scores.columns else (), scope, notes=notes, has_period=False)


def issued(scores: pl.DataFrame, scope: Scope) -> Table:
    """Scores of issued forecasts that have come due, by metric."""
    columns = (Column("metric", "Metric"), *_SCORES)
    return Table(scores, columns if scores.height else (), scope, has_period=False)


def replaced(frame: pl.DataFrame, names: Mapping[str, str], scope: Scope) -> Table:
    """Series whose model has been worse than a baseline, and what is shown instead."""
    if frame.is_empty():
        return Table(pl.DataFrame(), (), scope, has_period=False)
    rows = frame.with_columns(series=_names(frame, names), shown=pl.col("choice").cast(pl.String).replace(CHOICES))
    return Table(rows, _REPLACED, scope, has_period=False)


def extremes(frame: pl.DataFrame, names: Mapping[str, str], metric: Metric, frequency: str, scope: Scope) -> Table:
    """The best and the worst forecasts that have come due."""
    if frame.is_empty():
        return Table(pl.DataFrame(), (), scope, has_period=False)
    unit, label = metric.unit.in_short, frequency.capitalize()
    columns = (
        Column("call", "Kind"),
        Column("series", "Series"),
        Column("target", label, _PERIODS[frequency]),
        Column("lead", f"{label}s ahead", COUNT),
        Column("point", "Forecast", unit),
        Column("actual", "Actual", unit),
        Column("miss_share", "Off by", SHARE.signed, "Forecast less actual, divided by actual."),
    )
    call = pl.col("kind").cast(pl.String).str.to_titlecase().alias("call")
    first = ("series", "miss_share", "target", "point", "actual")
    return Table(frame.with_columns(call, series=_names(frame, names)), columns, scope, has_period=False, first=first)


def beside_others(others: pl.DataFrame, ours: pl.DataFrame, metric: Metric, scope: Scope) -> Table:
    """External forecasters under our own forecast of a year."""
    subject = f"{metric.label}, sum of the next twelve months"
    rows = [
        ("This dashboard", subject, 1, *_errors(row, "seasonal_naive_share"), "Track record of this data version", None)
        for row in ours.to_dicts()
    ]
    rows += [
        (
            row["forecaster"],
            row["subject"] + (f", {row['issued_for']}" if row["issued_for"] else ""),
            row["lead_years"],
            *_errors(row, "naive_share"),
            row["publisher"],
            row["note"],
        )
        for row in others.to_dicts()
    ]
    kinds = {COUNT: pl.Int64, SHARE: pl.Float64}
    schema = {column.name: kinds.get(column.unit, pl.String) for column in _OTHERS} | {"note": pl.String}
    return Table(pl.DataFrame(rows, schema=schema, orient="row"), _OTHERS, scope, has_period=False)


def past_sums(past: tuple[PastSum, ...], metric: Metric, frequency: str, scope: Scope) -> Table:
    """Past sums with the range that was given for them, newest first."""
    rows = [
        (one.first, one.last, one.low, one.high, one.actual, "Yes" if one.is_inside else "No") for one in reversed(past)
    ]
    frame = pl.DataFrame(rows, schema=["first", "last", "low", "high", "actual", "held"], orient="row")
    unit = metric.unit.whole
    columns = (
        Column("first", "From", _PERIODS[frequency], "First period that was summed."),
        Column("last", "To", _PERIODS[frequency], "Last period that was summed."),
        Column("low", "Range given", unit, "Range of the sum, as forecast before its first period.", until="high"),
        Column("actual", "Came", unit, "Sum of what came, as it settled."),
        Column("held", "Held", definition="Whether the sum fell inside its range."),
    )
    return Table(frame, columns, scope, has_period=False)


def awards(ranges: AwardRanges, field: str | None, scope: Scope, notes: tuple[str, ...]) -> Table:
    """Last value and range of the years ahead by field, largest first; one field only where one is chosen."""
    ahead = ranges.ahead.filter(pl.col("field") == field) if field else ranges.ahead
    rows: dict[str, dict] = {}
    columns = {"field": of_dimension("field")}
    for row in ahead.sort("awards", descending=True).to_dicts():
        year, last = row["year"], row["year"] - row["lead"]
        figures = {f"awards_{last}": row["awards"], f"low_{year}": row["low"], f"high_{year}": row["high"]}
        if row.get("expected") is not None:
            figures[f"expected_{year}"] = row["expected"]
            columns.setdefault(f"expected_{year}", Column(f"expected_{year}", f"Expected {year}", COUNT))
        rows.setdefault(row["field"], {"field": row["field"]}).update(figures)
        columns.setdefault(f"awards_{last}", Column(f"awards_{last}", f"Awards {last}", COUNT))
        columns.setdefault(f"low_{year}", Column(f"low_{year}", f"Range {year}", COUNT, until=f"high_{year}"))
    frame = pl.DataFrame(list(rows.values()), infer_schema_length=None)
    shown = tuple(columns.values()) if rows else ()
    return Table(
        frame.with_columns(_to_three_digits(frame)), shown, scope, (SOURCES["ipeds"],), notes, has_period=False
    )


def _to_three_digits(frame: pl.DataFrame) -> list[pl.Expr]:
    """What is expected and the ends of ranges to three digits; the past that they stand on says no more."""
    ends = [name for name in frame.columns if name.startswith(("low_", "high_", "expected_"))]
    return [pl.col(name).cast(pl.Float64).round_sig_figs(3) for name in ends]


def _errors(row: dict, naive: str) -> tuple:
    return row["error_share"], row[naive], row["bias_share"], row["calls"]


def _names(frame: pl.DataFrame, names: Mapping[str, str]) -> pl.Series:
    return pl.Series([names.get(value, value) for value in frame["value"]], dtype=pl.String)
