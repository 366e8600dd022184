"""Awards of a field in the years to come: a model where there are years enough, else how far years have moved.

With eight consecutive years up to the newest one a field has a forecast, tried on its own past like all others. With
fewer, the last value is repeated, and its range is that of all yearly changes at hand.
"""

# Why: decisions 25 and 155.

from dataclasses import dataclass

import polars as pl

from data.store.store import scan
from queries.engines.forecast.backtest import FEWEST_FOR_A_MODEL, Backtest, backtest
from queries.engines.forecast.baseline import naive
from queries.engines.forecast.models import forecast
from queries.semantic.scope import Scope

LEVEL = 80
YEARS_AHEAD = 2
FEWEST_YEARS = FEWEST_FOR_A_MODEL
"""Consecutive years, up to the newest one, from which a field has a model."""
ORIGINS = 4
"""A model is tried from so many of the newest years."""


@dataclass(frozen=True)
class AwardRecord:
    """How far off the models were one year ahead, over all fields: `hits` of `calls` lay inside their 80% range."""

    calls: int
    hits: int
    error_share: float
    naive_share: float


@dataclass(frozen=True, eq=False)
class AwardRanges:
    """`history` field, year, awards · `ahead` field, year, lead, awards (the last), expected (null without a model), low,
    high · shares by which years moved · the record of the models, None without any."""

    history: pl.DataFrame
    ahead: pl.DataFrame
    down_share: float
    up_share: float
    changes: int
    record: AwardRecord | None = None


def ranges(scope: Scope) -> AwardRanges | None:
    """Awards of all levels by field, in the state of the scope; None where fewer than three years are known.

    The range is the middle 80% of the yearly changes of all fields over all years. The next year is assumed to be like
    past years. Two years ahead the changes are compounded.
    """
    history = _history(scope)
    if history["year"].n_unique() < 3:
        return None
    moved = changes(history)
    low, high = (float(moved.quantile(q / 100, "linear") or 0) for q in (50 - LEVEL / 2, 50 + LEVEL / 2))
    newest = history.filter(pl.col("year") == pl.col("year").max())
    ahead = [
        newest.with_columns(
            pl.col("year") + lead,
            lead=pl.lit(lead),
            expected=pl.lit(None, pl.Float64),
            low=pl.col("awards") * (1 + low) ** lead,
            high=pl.col("awards") * (1 + high) ** lead,
        )
        for lead in range(1, YEARS_AHEAD + 1)
    ]
    frame, record = _with_models(pl.concat(ahead), history)
    return AwardRanges(history, frame.sort("field", "year"), low, high, moved.len(), record)


def changes(history: pl.DataFrame) -> pl.Series:
    """Relative change of every field from each year to the next; nothing is said over a gap or from a year without awards."""
    before, year = (pl.col(c).shift().over("field", order_by="year") for c in ("awards", "year"))
    is_next = (before > 0) & (pl.col("year") == year + 1)
    return history.select(change=pl.when(is_next).then(pl.col("awards") / before - 1)).drop_nulls()["change"]


def _with_models(ahead: pl.DataFrame, history: pl.DataFrame) -> tuple[pl.DataFrame, AwardRecord | None]:
    """The ranges with those of a model in their place, where a field has the years, and the record of the models."""
    rows, tested = [], []
    for (field,), past in history.sort("year").group_by("field", maintain_order=True):
        values = newest_run(past, ahead.select(pl.min("year")).item() - 1)
        if len(values) < FEWEST_YEARS:
            continue
        one = backtest(values, 1, YEARS_AHEAD, ORIGINS)
        tested.append(one)
        rows += [(field, lead, *ends) for lead, ends in enumerate(_ahead_of(values, one), 1)]
    if not rows:
        return ahead, None
    schema = {"field": pl.String, "lead": ahead.schema["lead"]} | dict.fromkeys(("expected", "low", "high"), pl.Float64)
    modeled = ahead.join(pl.DataFrame(rows, schema, orient="row"), on=["field", "lead"], how="left", suffix="_modeled")
    ends = [pl.coalesce(f"{end}_modeled", end).alias(end) for end in ("expected", "low", "high")]
    return modeled.with_columns(ends).select(ahead.columns), _record(tested)


def newest_run(past: pl.DataFrame, newest: int) -> list[float]:
    """Awards of the years without a gap up to the newest one, oldest first."""
    by_year = dict(past.select("year", "awards").rows())
    years: list[int] = []
    while newest - len(years) in by_year:
        years.append(newest - len(years))
    return [float(by_year[year]) for year in reversed(years)]


def _ahead_of(values: list[float], tested: Backtest) -> list[tuple[float, float, float]]:
    """Expected, low and high of each year ahead, by what has been closer on the field's own past."""
    if tested.shown != "model":
        last = naive(values, YEARS_AHEAD)
        return [(p, max(p - w, 0.0), p + w) for p, w in zip(last.point, last.half_width[LEVEL], strict=True)]
    made = forecast(values, 1, YEARS_AHEAD, (LEVEL,))
    return list(zip(made.mean, *made.bands[LEVEL], strict=True))


def _record(tested: list[Backtest]) -> AwardRecord | None:
    calls = pl.concat(one.rows for one in tested).filter(pl.col("lead") == 1)
    actual = pl.col("actual")
    missed, kept, size, hits = calls.select(
        (pl.col("forecast") - actual).abs().sum(),
        (pl.col("naive") - actual).abs().sum().alias("kept"),
        actual.sum().alias("size"),
        actual.is_between("low", "high").sum().alias("hits"),
    ).row(0)
    return AwardRecord(calls.height, hits, missed / size, kept / size) if size else None


def _history(scope: Scope) -> pl.DataFrame:
    frame = scan(scope.version, "market", "awards").filter(pl.col("sector_basis") == "same_year")
    if state := dict(scope.where).get("state"):
        frame = frame.filter(pl.col("state") == state)
    by_field = frame.group_by("year", field=pl.col("cip4").str.slice(0, 2)).agg(pl.col("awards").sum().cast(pl.Float64))
    return by_field.sort("field", "year").collect()
