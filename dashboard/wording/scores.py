"""Scores of forecasts as sentences and tables."""

import polars as pl

from dashboard import wording
from dashboard.wording.forecast import CHOICES, amount, percent
from data.reference.sources import SOURCES
from queries.forecasting.record import Standing
from queries.semantic.metric import Metric

NONE_REPLACED = "Nowhere: no baseline has been better than the model so far, so the model is shown."
NONE_DUE = "No forecast has come due yet. They are scored here as soon as the periods they are for have settled."
FEW_CALLS = 50
"""Calls of one series overlap; fewer than these say little about a band."""
POSTINGS_SOURCE = (
    f"Source: {SOURCES['indeed'].publisher}, {SOURCES['indeed'].covers}, {SOURCES['indeed'].terms}; "
    "computed from the values as published at each date"
)
DEFINITIONS = (
    "**Missed by.** Sum of absolute misses divided by the sum of what really happened, over all forecasts that have come due.",
    "**Last value, last year.** What repeating the last value, or the value of a year before, would have missed by.",
    "**Bias.** Sum of misses, forecast less actual, divided by the same: above zero is too high.",
    "**Inside the band.** Share of actual values that fell into it; a good 80% band holds 80%.",
    "**Added.** How much of the better baseline's error the forecast removes; below zero it adds to it.",
    "Every forecast stood on what was known on its own day; a month counts once its seats have settled.",
)


def sentence_of_scores(scores: pl.DataFrame, metric: Metric, whose: str) -> str:
    """How good the forecasts have been, in a sentence."""
    row = _row(scores)
    if row is None:
        return (
            f"No forecast of {metric.label.lower()} for {whose.lower()} has come due yet, so there is nothing to score."
        )
    added = row["value_added"]
    verdict = "as good as the better baseline"
    if added is not None and abs(added) >= 0.005:
        verdict = f"{abs(100 * added):.0f}% {'better' if added > 0 else 'worse'} than the better baseline"
    return (
        f"Over {row['calls']:,} forecasts that came due, {metric.label.lower()} for {whose.lower()} were missed by "
        f"{percent(row['error_share'])}, {verdict}; {100 * row['coverage_80']:.0f}% of the actual values fell inside the 80% band"
        + ("." if row["calls"] >= FEW_CALLS else ", too few to judge it by.")
    )


def summary(scores: pl.DataFrame, unit: str) -> str:
    """The error nearest and farthest ahead."""
    if scores.is_empty():
        return NONE_DUE
    near, far = scores.row(0, named=True), scores.row(-1, named=True)
    ahead = [f"{row['lead']} {unit}{'' if row['lead'] == 1 else 's'} ahead" for row in (near, far)]
    if near["lead"] == far["lead"]:
        return f"Missed by {percent(near['error_share'])} {ahead[0]}; repeating the last value by {percent(near['naive_share'])}."
    return (
        f"Missed by {percent(near['error_share'])} {ahead[0]} and by {percent(far['error_share'])} {ahead[1]}; "
        f"repeating the last value by {percent(near['naive_share'])} and {percent(far['naive_share'])}."
    )


def covered(scores: pl.DataFrame) -> str:
    """Mean coverage over the leads."""
    if scores.is_empty():
        return NONE_DUE
    calls = scores["calls"].to_list()
    inside = [
        sum(share * n for share, n in zip(scores[f"coverage_{level}"], calls, strict=True)) / sum(calls)
        for level in (80, 95)
    ]
    return f"The 80% band held {100 * inside[0]:.0f}% of the actual values and the 95% band {100 * inside[1]:.0f}%."


def best_field(scores: pl.DataFrame) -> str:
    """Fields with the smallest and largest error."""
    if scores.is_empty():
        return "No forecast of a field has come due yet."
    weighted = scores.group_by("value").agg(error=pl.col("error_share").mean()).sort("error")
    ends = [wording.name("field", weighted["value"][place]) for place in (0, -1)]
    if weighted.height == 1:
        return f"Only {ends[0]} has forecasts that came due."
    return f"Missed by least in {ends[0]} and by most in {ends[1]}."


def by_lead(scores: pl.DataFrame, unit: str) -> pl.DataFrame:
    """Scores by lead in words."""
    rows = [{f"{unit.capitalize()}s ahead": f"{row['lead']}", **_scored(row)} for row in scores.to_dicts()]
    return pl.DataFrame(rows)


def by_field(scores: pl.DataFrame) -> pl.DataFrame:
    """Scores by field and lead in words."""
    return pl.DataFrame(
        [{"Field": wording.name("field", r["value"]), "Ahead": f"{r['lead']}", **_scored(r)} for r in scores.to_dicts()]
    )


def replaced(frame: pl.DataFrame, names: dict[str, str]) -> pl.DataFrame:
    """Series whose model has been worse than a baseline, in words."""
    return pl.DataFrame(
        [
            {
                "Series": names.get(row["value"], row["value"]),
                "Shown": CHOICES[row["choice"]],
                "Model missed by": percent(row["error_share"]),
                "Last value": percent(row["naive_share"]),
                "Last year": percent(row["seasonal_naive_share"]),
                "Calls": f"{row['calls']:,}",
            }
            for row in frame.to_dicts()
        ]
    )


def extremes(frame: pl.DataFrame, names: dict[str, str], metric: Metric, frequency: str) -> pl.DataFrame:
    """Best and worst calls in words."""
    return pl.DataFrame(
        [
            {
                "Call": row["kind"].capitalize(),
                "Series": names.get(row["value"], row["value"]),
                frequency.capitalize(): row["target"],
                f"{frequency.capitalize()}s ahead": f"{row['lead']}",
                "Forecast": amount(metric, row["point"]),
                "Actual": amount(metric, row["actual"]),
                "Missed by": f"{100 * row['miss_share']:+.1f}%",
            }
            for row in frame.to_dicts()
        ]
    )


def beside_others(others: pl.DataFrame, ours: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    """External forecasters under our own forecast of a year, in words."""
    rows = [
        {
            "Forecaster": "This dashboard",
            "Of": f"{metric.label}, sum of the next twelve months",
            "Years ahead": "1",
            "Missed by": percent(row["error_share"]),
            "Last value": percent(row["seasonal_naive_share"]),
            "Bias": percent(row["bias_share"]),
            "Calls": f"{row['calls']:,}",
            "Source": "Track record of this data version",
        }
        for row in ours.to_dicts()
    ]
    rows += [
        {
            "Forecaster": row["forecaster"],
            "Of": row["subject"] + (f", {row['issued_for']}" if row["issued_for"] else ""),
            "Years ahead": f"{row['lead_years']}",
            "Missed by": percent(row["error_share"]),
            "Last value": percent(row["naive_share"]),
            "Bias": percent(row["bias_share"]),
            "Calls": wording.NOTHING if row["calls"] is None else f"{row['calls']:,}",
            "Source": row["publisher"],
        }
        for row in others.to_dicts()
    ]
    return pl.DataFrame(rows)


def postings(scores: pl.DataFrame) -> str:
    """What forecasting job postings was worth, in a sentence."""
    if scores.is_empty():
        return "This data version holds no scores of posting forecasts."
    near, far = scores.row(0, named=True), scores.row(-1, named=True)
    better = int((scores["value_added"] > 0).sum())
    return (
        f"On job postings by sector, {int(scores['calls'].sum()):,} forecasts from what was published at the time: missed by "
        f"{percent(near['error_share'])} at {near['lead']} month and {percent(far['error_share'])} at {far['lead']}, where repeating "
        f"the last value misses by {percent(near['naive_share'])} and {percent(far['naive_share'])}. "
        f"The model beats the better baseline at {better} of {scores.height} lead times"
        + (", so repeating the last value is the one to use." if 2 * better < scores.height else ".")
    )


def standing(found: Standing) -> str:
    """The ledger in sentences."""
    whole = " ".join(found.problems) or "It is whole: every entry follows from the one before it."
    due = (
        f"Of the issued ones, {int(found.issued['calls'].sum()):,} values have come due."
        if found.issued.height
        else "None of the issued ones has come due yet; until then the scores above are those of forecasts made in hindsight, "
        "each on what was known on its day."
    )
    return f"The ledger holds {found.forecasts:,} forecasts of this college. {whole} {due} Hash of its last entry: `{found.head[:16]}`."


def issued(found: Standing) -> pl.DataFrame:
    """Scores of the issued forecasts that have come due, in words."""
    return pl.DataFrame([{"Metric": row["metric"], **_scored(row)} for row in found.issued.to_dicts()])


def _scored(row: dict) -> dict[str, str]:
    return {
        "Calls": f"{row['calls']:,}",
        "Missed by": percent(row["error_share"]),
        "Last value": percent(row["naive_share"]),
        "Last year": percent(row["seasonal_naive_share"]),
        "Bias": percent(row["bias_share"]),
        "Inside 80%": percent(row["coverage_80"]),
        "Inside 95%": percent(row["coverage_95"]),
        "Added": percent(row["value_added"]),
    }


def _row(scores: pl.DataFrame) -> dict | None:
    row = scores.row(0, named=True) if scores.height else None
    return row if row and row["calls"] and row["error_share"] is not None else None
