"""How good forecasts have been: error, bias, coverage and what they add to a baseline. The same code for everybody's."""

from collections.abc import Sequence

import polars as pl

from queries.engines.forecast.baseline import LEVELS

SCORES = (
    "calls",
    "error_share",
    "naive_share",
    "seasonal_naive_share",
    "bias_share",
    "coverage_80",
    "coverage_95",
    "value_added",
)


def scores(calls: pl.DataFrame, by: tuple[str, ...] = ()) -> pl.DataFrame:
    """Scores of forecasts that have come due, cut by columns of `calls`.

    `calls` holds `point` and `actual`, and where known `naive`, `seasonal_naive` and `low_80` … `high_95` (null where not).
    Columns of the result: `calls` (n); `error_share`, `naive_share`, `seasonal_naive_share`: sum of absolute misses
    divided by sum of actual values, each baseline over the calls that have one; `bias_share`: sum of misses, forecast
    less actual, divided by the same; `coverage_80`, `coverage_95`: share of actual values inside the band, ends included;
    `value_added`: 1 less the error divided by that of the better baseline. Null where there is no base.
    """
    if calls.is_empty():
        return pl.DataFrame(schema=dict.fromkeys(by, pl.String) | dict.fromkeys(SCORES, pl.Float64))
    columns = {"naive", "seasonal_naive", *(f"{end}_{level}" for level in LEVELS for end in ("low", "high"))}
    calls = calls.with_columns(pl.lit(None, pl.Float64).alias(c) for c in columns - {*calls.columns})
    size = pl.col("actual").abs().sum()
    columns_of_scores = [
        pl.len().alias("calls"),
        _share((pl.col("point") - pl.col("actual")).abs().sum(), size).alias("error_share"),
        *(_missed(name).alias(f"{name}_share") for name in ("naive", "seasonal_naive")),
        _share((pl.col("point") - pl.col("actual")).sum(), size).alias("bias_share"),
        *(
            pl.col("actual")
            .is_between(pl.col(f"low_{level}"), pl.col(f"high_{level}"))
            .mean()
            .alias(f"coverage_{level}")
            for level in LEVELS
        ),
    ]
    made = calls.group_by(by).agg(columns_of_scores).sort(by) if by else calls.select(columns_of_scores)
    bar = pl.min_horizontal("naive_share", "seasonal_naive_share")
    return made.with_columns(value_added=pl.when(bar > 0).then(1 - pl.col("error_share") / bar)).select(*by, *SCORES)


def extremes(calls: pl.DataFrame, count: int = 5) -> pl.DataFrame:
    """The best and the worst calls: value, target, lead, point, actual, miss_share, kind (`best` or `worst`).

    A miss is relative to the actual value; calls on periods with fewer than a tenth of the series' usual value are left
    out, where any miss looks enormous.
    """
    if calls.is_empty():
        return pl.DataFrame()
    usual = pl.col("actual").mean().over("value")
    missed = calls.filter(pl.col("actual") > 0.1 * usual, pl.col("actual") > 0).with_columns(
        miss_share=pl.col("point") / pl.col("actual") - 1
    )
    order = missed.sort(pl.col("miss_share").abs(), "value", "target", "lead")
    best = order.head(count).with_columns(kind=pl.lit("best"))
    worst = order.reverse().head(min(count, max(order.height - count, 0))).with_columns(kind=pl.lit("worst"))
    return pl.concat([best, worst]).select("kind", "value", "target", "lead", "point", "actual", "miss_share")


def totals(calls: pl.DataFrame, leads: Sequence[int]) -> pl.DataFrame:
    """Sums over these leads of every origin of which all have come due: point, actual and baselines."""
    if calls.is_empty():
        return pl.DataFrame()
    whole = calls.filter(pl.col("lead").is_in(list(leads))).group_by("value", "origin").agg(
        pl.len().alias("n"), *(pl.col(c).sum() for c in ("point", "actual", "naive", "seasonal_naive"))
    )  # fmt: skip
    return whole.filter(pl.col("n") == len(leads)).drop("n").sort("value", "origin")


def _missed(name: str) -> pl.Expr:
    is_there = pl.col(name).is_not_null()
    return _share((pl.col(name) - pl.col("actual")).abs().sum(), pl.col("actual").abs().filter(is_there).sum())


def _share(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    return pl.when(whole > 0).then(part / whole)
