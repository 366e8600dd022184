"""Scores of forecasts as sentences and tables."""

import polars as pl

from dashboard import wording
from dashboard.wording.counts import agreeing, counted
from dashboard.wording.forecast import percent
from data.reference.sources import SOURCES
from queries.engines.forecast.baseline import LEVELS
from queries.forecasting.record import Standing
from queries.semantic.metric import Metric

NONE_REPLACED = "The model is shown everywhere: no baseline has been clearly better so far."
NONE_DUE = "No forecast has come due yet. Forecasts are scored here once their periods have settled."
FEWEST_TO_JUDGE = 50
"""Forecasts of one series overlap; fewer than these say little about a range."""
POSTINGS_SOURCE = (
    f"Source: {SOURCES['indeed'].publisher}, {SOURCES['indeed'].covers}, {SOURCES['indeed'].terms}; "
    "computed from the values as published at each date"
)
DEFINITIONS = (
    "**Off by.** The sum of all misses divided by the sum of the actual values, over all forecasts that have come due.",
    "**Last value, last year.** How far off it would be to repeat the last value, or the value of the prior year.",
    "**Bias.** The sum of forecast less actual, divided by the sum of the actual values. Above zero is too high.",
    "**Inside the range.** The share of actual values inside the range. A good 80% range holds 80%.",
    "**Value added.** The share of the better baseline's error that the forecast removes. Below zero it adds error.",
    "Each forecast used only what was known on its own day. A month counts once its seats have settled.",
)


def sentence_of_scores(scores: pl.DataFrame, metric: Metric, whose: str) -> str:
    """How good the forecasts have been, in a sentence."""
    row = _row(scores)
    if row is None:
        return f"No forecast of {metric.label.lower()} for {whose.lower()} has come due yet."
    added = row["value_added"]
    verdict = "as good as the best simple rule"
    if added is not None and abs(added) >= 0.005:
        verdict = f"{abs(100 * added):.0f}% {'better' if added > 0 else 'worse'} than the best simple rule"
    is_few = row["calls"] < FEWEST_TO_JUDGE
    times_held = f"{row['coverage_80'] * row['calls']:.0f}" if is_few else f"{100 * row['coverage_80']:.0f}%"
    return (
        f"Past forecasts of {metric.label.lower()} for {whose.lower()} were off by {percent(row['error_share'])} on average, "
        f"{verdict}. The 80% range held {times_held} of {counted(row['calls'], 'actual value')}"
        f"{', too few to judge it' if is_few else ''}."
    )


def summary(scores: pl.DataFrame, frequency: str) -> str:
    """The error nearest and farthest ahead."""
    if scores.is_empty():
        return NONE_DUE
    near, far = scores.row(0, named=True), scores.row(-1, named=True)
    ahead = [f"{row['lead']} {frequency}{'' if row['lead'] == 1 else 's'} ahead" for row in (near, far)]
    if near["lead"] == far["lead"]:
        return f"Off by {percent(near['error_share'])} {ahead[0]}; repeating the last value by {percent(near['naive_share'])}."
    return (
        f"Off by {percent(near['error_share'])} {ahead[0]} and by {percent(far['error_share'])} {ahead[1]}; "
        f"repeating the last value by {percent(near['naive_share'])} and {percent(far['naive_share'])}."
    )


def covered(scores: pl.DataFrame) -> str:
    """Mean coverage over the leads."""
    if scores.is_empty():
        return NONE_DUE
    calls = scores["calls"].to_list()
    inside = [
        sum(share * n for share, n in zip(scores[f"coverage_{level}"], calls, strict=True)) / sum(calls)
        for level in LEVELS
    ]
    return f"The 80% range held {100 * inside[0]:.0f}% of the actual values and the 95% range {100 * inside[1]:.0f}%."


def best_field(scores: pl.DataFrame) -> str:
    """Fields with the smallest and largest error."""
    if scores.is_empty():
        return "No forecast of a field has come due yet."
    weighted = scores.group_by("value").agg(error=pl.col("error_share").mean()).sort("error")
    ends = [wording.name("field", weighted["value"][place]) for place in (0, -1)]
    if weighted.height == 1:
        return f"Only {ends[0]} has forecasts that have come due."
    return f"The smallest error is in {ends[0]} and the largest in {ends[1]}."


def postings(scores: pl.DataFrame) -> str:
    """What forecasting job postings was worth, in a sentence."""
    if scores.is_empty():
        return "This data version has no scores of job posting forecasts."
    near, far = scores.row(0, named=True), scores.row(-1, named=True)
    better = int((scores["value_added"] > 0).sum())
    return (
        f"{int(scores['calls'].sum()):,} forecasts of job postings by sector were made from what was published at the time. They were off "
        f"by {percent(near['error_share'])} at {counted(near['lead'], 'month')} and {percent(far['error_share'])} at "
        f"{counted(far['lead'], 'month')}. Repeating the last value was off by {percent(near['naive_share'])} and "
        f"{percent(far['naive_share'])}. The model beats the best simple rule at {better} of "
        f"{counted(scores.height, 'lead time')}"
        + (", so repeat the last value instead." if 2 * better < scores.height else ".")
    )


def standing(ledger: Standing) -> str:
    """The ledger in sentences."""
    whole = " ".join(ledger.problems) or "It is complete: every entry follows from the one before it."
    due = (
        f"{counted(int(ledger.issued['calls'].sum()), 'kept value')} "
        f"{agreeing(int(ledger.issued['calls'].sum()), 'has', 'have')} come due."
        if ledger.issued.height
        else "No kept forecast has come due yet. Until then the scores above are of forecasts made in hindsight, each from "
        "what was known on its day."
    )
    return f"The ledger holds {counted(ledger.forecasts, 'forecast')} of this college. {whole} {due} The hash of its last entry is `{ledger.head[:16]}`."


def _row(scores: pl.DataFrame) -> dict | None:
    row = scores.row(0, named=True) if scores.height else None
    return row if row and row["calls"] and row["error_share"] is not None else None
