"""Forecasts and their scores as sentences and tables."""

import math
from collections.abc import Iterable
from datetime import date

import polars as pl

from dashboard import wording
from queries.forecasting import outlook as outlooks
from queries.forecasting.awards import LEVEL, AwardRanges
from queries.forecasting.outlook import Outlook
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope

CHOICES = {"model": "Model", "naive": "Last value", "seasonal_naive": "Last year's value"}
SHOWN_INSTEAD = {
    "naive": "The model has missed by more than the last value repeated, so the last value is shown.",
    "seasonal_naive": "The model has missed by more than last year's value, so last year's value is shown.",
}


WIDE = 1.0
"""A range at least so many times as wide as its middle says no more than its ends: a few registrations, or a new offering."""


def title(seen: Outlook, name: str) -> str:
    """What the chart shows; `name` is that of the series as it is chosen."""
    if seen.series.grain == "field":
        return f"{seen.metric.label} in {name.removeprefix('Field: ')}"
    return f"{seen.metric.label} of {'the college' if seen.series.grain == 'all' else name}"


def sentence_of_forecast(seen: Outlook, goal: float | None = None) -> str:
    """What is expected, how likely a sum is where one is asked for, and how often such a band has held."""
    if seen.why_not:
        return seen.why_not
    sentences = [_expected(seen), *([] if goal is None else [_chance(seen, goal)]), _record(seen)]
    if instead := SHOWN_INSTEAD.get(str(seen.ahead["choice"][0])):
        sentences.append(instead)
    return " ".join(sentences)


def _expected(seen: Outlook) -> str:
    metric, level = seen.metric, seen.series.level
    found = outlooks.total(seen, level)
    if found is None:
        first = seen.ahead.row(0, named=True)
        said = _between(seen, first[f"low_{level}"], first[f"high_{level}"], (first["target"],))
        return f"{metric.label} in {wording.period(first['target'], seen.frequency)}: {said}."
    times = [wording.period(day, seen.frequency) for day in (seen.ahead["target"].min(), seen.ahead["target"].max())]  # type: ignore
    when = f"in {times[0]}" if seen.ahead.height == 1 else f"from {times[0]} to {times[1]}"
    said = f"{metric.label} {when}: {_between(seen, *found[1:], seen.ahead['target'])}"
    before = outlooks.year_before(seen)
    if found[1] == found[2] == 0:
        return f"{said}."
    if found[2] - found[1] >= WIDE * found[0]:
        was = "" if before is None else f"; {wording.value(metric, before, short=True)} at the same time a year before"
        return f"{said}{was}."
    change = wording.change(metric, found[0], before)
    against = f", {change} against the same time a year before" if change else ""
    return f"{said}; the middle is {wording.value(metric, found[0], short=True)}{against}."


def _between(seen: Outlook, low: float, high: float, periods: Iterable[date]) -> str:
    """A band within a sentence."""
    if low == high == 0:
        return _none(seen, periods).replace("None", "none")
    ends = _ends(seen.metric, low, high, short=True)
    return f"between {ends[0]} and {ends[1]} with {seen.series.level}% confidence"


def _none(seen: Outlook, periods: Iterable[date]) -> str:
    """What stands for a band of nothing, which is no certainty but all that the record has."""
    months = {day.month: day for day in periods}
    if not seen.always_empty.issuperset(months):
        return "None expected"
    if len(months) > 1:
        return f"None expected, since these {seen.frequency}s have been empty in every year on record"
    (first,) = months.values()
    name = f"{first:%B}" if seen.frequency == "month" else wording.period(first, "quarter").split()[0]
    return f"None expected: every {name} on record has been empty"


def _ends(metric: Metric, low: float, high: float, *, short: bool = False) -> tuple[str, str]:
    """The ends of a band in words. Those of a count are the whole numbers around it, so that it holds what it says."""
    if metric.unit == "count":
        low, high = math.floor(low), math.ceil(high)
    return wording.value(metric, low, short=short), wording.value(metric, high, short=short)


def _chance(seen: Outlook, goal: float) -> str:
    chance = outlooks.chance(seen, goal)
    if chance is None:
        return f"{seen.metric.label} of several months is not added, so there is no chance to give."
    return f"The chance is {wording.chance(chance)} to reach {wording.value(seen.metric, goal)} as a sum."


def _record(seen: Outlook) -> str:
    record, level = seen.record, seen.series.level
    if not seen.series.is_cleaned:
        return "It was worked out just now and has no track record of its own; “How it was made” says how it does on its past."
    if not record.calls:
        return "No forecast of it has come due yet, so this band has no track record."
    return (
        f"Such a forecast has been right within its {level}% band {100 * record.hits / record.calls:.0f}% of the time "
        f"over the last {4 * outlooks.RECORD_YEARS} quarters ({record.calls:,} calls)."
    )


def table(seen: Outlook) -> pl.DataFrame:
    """The forecast in words, a row per period, for the table twin and the download."""
    rows = []
    for row in seen.ahead.to_dicts():
        shown = {seen.frequency.capitalize(): row["target"], "Expected": wording.value(seen.metric, row["point"])}
        for level in (80, 95):
            low, high = row[f"low_{level}"], row[f"high_{level}"]
            is_none = low == high == 0
            shown[f"{level}% band"] = (
                _none(seen, (row["target"],)) if is_none else " to ".join(_ends(seen.metric, low, high))
            )
        shown |= {
            "Last value": wording.value(seen.metric, row["naive"]),
            "Last year": wording.value(seen.metric, row["seasonal_naive"]),
        }
        rows.append(shown)
    return pl.DataFrame(rows)


def passport(seen: Outlook) -> tuple[str, ...]:
    """What the forecast is, where it comes from and what was done to it."""
    sentences = [f"**{seen.metric.label}.** {seen.metric.definition}", *method(seen)]
    if seen.frequency == "month":
        sentences.append(
            "Hollow points are months whose seats may still be dropped; the forecast stands on what such months have settled at."
        )
    return tuple(sentences)


def method(seen: Outlook) -> list[str]:
    """Members, cleaned months, scaling, notes and day of the forecast, a sentence each."""
    if seen.ahead.is_empty():
        return []
    row = seen.ahead.row(0, named=True)
    found = [f"Shown: {CHOICES[row['choice']].lower()}, of what was known on {wording.day(row['known_on'])}."]
    found.append(f"The model is the middle of: {row['members']}. Model version {row['model_version']}.")
    if row["cleaned"]:
        found.append(f"Taken for outliers and replaced: {cleaned(seen)}.")
    if row["widened_by"] > 1:
        found.append(
            f"Its 80% band was made {row['widened_by']:.2f} times as wide, since past bands were too narrow here."
        )
    if abs(row["scaled_by"] - 1) >= 0.0005:
        found.append(
            f"Multiplied by {row['scaled_by']:.3f} in the first period, so that the parts add up to the whole."
        )
    found += [note for note in row["notes"].split(" | ") if note]
    return found


def cleaned(seen: Outlook) -> str:
    """The periods that were taken for outliers, with what stands in their place; empty when there are none."""
    pairs = [pair.split("=") for pair in (seen.ahead["cleaned"][0] if seen.ahead.height else "").split(";") if pair]
    return ", ".join(
        f"{wording.period(date.fromisoformat(day), seen.frequency)} ({wording.value(seen.metric, float(y))})"
        for day, y in pairs
    )


def awards(found: AwardRanges | None, scope: Scope) -> str:
    """What the next year of the chosen field, or of the largest, may bring, and why it is a range."""
    return f"**{sentence_of_award_range(found, scope)}** {why_a_range(found)}".removeprefix("**** ")


def sentence_of_award_range(found: AwardRanges | None, scope: Scope) -> str:
    """The last value and the range of the next year, in a sentence; empty where not even a range is known."""
    if found is None:
        return ""
    field, state = (dict(scope.where).get(name) for name in ("field", "state"))
    soon = found.ahead.filter(pl.col("lead") == 1).sort("awards", descending=True)
    row = next((r for r in soon.to_dicts() if field in (None, r["field"])), None)
    if row is None:
        return "No institution has given an award in this field, so there is nothing to expect."
    whose = f"Awards in {wording.name('field', row['field'])}{f' in {state}' if state else ''}"
    return (
        f"{whose}{'' if field else ', the largest field,'} were {row['awards']:,.0f} in {row['year'] - 1} and may be "
        f"{_range(row)} in {row['year']}."
    )


def why_a_range(found: AwardRanges | None) -> str:
    """Why awards have a range and no model."""
    if found is None:
        return "Fewer than three years of awards are known for this choice, so not even a range can be given."
    years = sorted(found.history["year"].unique())
    return (
        f"{len(years)} years of values ({years[0]} to {years[-1]}) are too few for a model: the last value is repeated. Of "
        f"{found.changes} yearly changes of fields, the middle {LEVEL}% lay between {100 * found.down_share:+.1f}% and {100 * found.up_share:+.1f}%; "
        "that is the range."
    )


def awards_rows(found: AwardRanges, field: str | None) -> pl.DataFrame:
    """Rows of the interval chart: the next year of every field, or the years and ranges of one."""
    numbers, texts = dict.fromkeys(("value", "low", "high"), pl.Float64), dict.fromkeys(("text", "state"), pl.String)
    schema = {"name": pl.String, **numbers, **texts}
    if field is None:
        soon = found.ahead.filter(pl.col("lead") == 1).sort("awards", descending=True).to_dicts()
        rows = [
            (
                wording.name("field", r["field"]),
                r["awards"],
                r["low"],
                r["high"],
                _range(r),
                "closed",
            )
            for r in soon
        ]
        return pl.DataFrame(rows, schema=schema, orient="row")
    known = found.history.filter(pl.col("field") == field).sort("year").to_dicts()
    ahead = found.ahead.filter(pl.col("field") == field).sort("year").to_dicts()
    rows = [(f"{r['year']}", r["awards"], None, None, f"{r['awards']:,.0f}", "closed") for r in known]
    rows += [(f"{r['year']}, range", r["awards"], r["low"], r["high"], _range(r), "range") for r in ahead]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _range(row: dict) -> str:
    """Both ends to three digits; the changes that it stands on say no more."""
    return " to ".join(f"{float(f'{row[end]:.3g}'):,.0f}" for end in ("low", "high"))


def awards_table(found: AwardRanges | None, field: str | None) -> pl.DataFrame:
    """Last value and range by field, largest first; one field only where one is chosen."""
    if found is None:
        return pl.DataFrame()
    ahead = found.ahead.filter(pl.col("field") == field) if field else found.ahead
    rows: dict[str, dict] = {}
    for row in ahead.sort("awards", descending=True).to_dicts():
        shown = rows.setdefault(row["field"], {"Field": wording.name("field", row["field"])})
        shown[f"Awards {row['year'] - row['lead']}"] = f"{row['awards']:,.0f}"
        shown[f"Range {row['year']}"] = _range(row)
    return pl.DataFrame(list(rows.values()))


def percent(share: float | None) -> str:
    """A share of the actual values, as scores are shown."""
    return wording.NOTHING if share is None else f"{100 * share:.1f}%"


def amount(metric: Metric, number: float | None) -> str:
    """A value on the scoreboard."""
    return wording.value(metric, number, short=True)
