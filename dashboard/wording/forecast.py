"""Forecasts and their scores as sentences and tables."""

import math
from collections.abc import Iterable
from datetime import date

import polars as pl

from dashboard import wording
from dashboard.wording.changes import direction
from dashboard.wording.counts import counted
from dashboard.wording.shares import chance_in_words
from queries.engines.forecast import members
from queries.forecasting import outlook as outlooks
from queries.forecasting import tables as forecast_tables
from queries.forecasting.alike import MONTHS, FirstYears
from queries.forecasting.outlook import Outlook
from queries.forecasting.tables import CHOICES
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import COUNT

FEW_VALUES = 50
"""Of fewer values a count is said, and no percentage."""
SHOWN_INSTEAD = {
    "naive": "Past forecasts of the model missed by more than repeating the last value, so the last value is shown.",
    "seasonal_naive": "Past forecasts of the model missed by more than repeating last year's value, so last year's value is shown.",
}
BESIDE = {
    members.FAR: "Straight trends, chosen by what they missed up to a year ahead, count",
    members.SEASONAL: "Smoothing whose seasons move with the newest years counts",
}
NOT_KEPT = "This forecast was not kept in the ledger, because the data folder can't be written to."

WIDE = 1.0
"""A range at least so many times as wide as its middle says no more than its ends: a few registrations, or a new offering."""


def title(outlook: Outlook, name: str) -> str:
    """What the chart shows; `name` is that of the series as it is chosen."""
    if outlook.series.grain == "field":
        return f"{outlook.metric.label} in {name.removeprefix('Field: ')}"
    return f"{outlook.metric.label} of {'the college' if outlook.series.grain == 'all' else name}"


def sentence_of_forecast(outlook: Outlook, goal: float | None = None) -> str:
    """What is expected, how likely a sum is where one is asked for, and how far off past forecasts were."""
    if outlook.alike:
        return _too_new(outlook.metric, outlook.alike)
    if outlook.why_not:
        return outlook.why_not
    sentences = [_expected(outlook), *([] if goal is None else [_chance(outlook, goal)]), _record(outlook)]
    if instead := SHOWN_INSTEAD.get(str(outlook.ahead["choice"][0])):
        sentences.append(instead)
    return " ".join(sentences)


def _too_new(metric: Metric, alike: FirstYears) -> str:
    low, high = _ends(metric, alike.low, alike.high)
    return (
        f"This offering is too new for a forecast of its own. Offerings like it in this field brought {low} to {high} "
        f"{_of_it(metric)}in their first {MONTHS} months; half of the {alike.offerings} brought {_rounded(metric, alike.middle)} or more."
    )


def _of_it(metric: Metric) -> str:
    """What a number counts, within a sentence; amounts of money say it themselves."""
    return f"{metric.label.lower()} " if metric.unit == COUNT else ""


def _expected(outlook: Outlook) -> str:
    metric, level = outlook.metric, outlook.series.level
    total = outlooks.total(outlook, level)
    if total is None:
        first = outlook.ahead.row(0, named=True)
        between = _between(outlook, first[f"low_{level}"], first[f"high_{level}"], (first["target"],))
        return f"{metric.label} in {wording.period(first['target'], outlook.frequency)}: {between}."
    targets = outlook.ahead["target"].sort().to_list()
    times = [wording.period(day, outlook.frequency) for day in (targets[0], targets[-1])]
    when = f"in {times[0]}" if outlook.ahead.height == 1 else f"from {times[0]} to {times[1]}"
    when = _in_year(outlook, when)
    between = _between(outlook, *total[1:], outlook.ahead["target"])
    text = f"{metric.label} {when}"
    before = outlooks.year_before(outlook)
    if total[1] == total[2] == 0:
        return f"{text}: {between}."
    if total[2] - total[1] >= WIDE * total[0]:
        was = "" if before is None else f". A year earlier: {wording.value(metric, before, short=True)}"
        return f"{text}: {between}{was}."
    change = wording.change(metric, total[0], before)
    against = f", {direction(change, 'a year earlier')}" if change else ""
    return f"{text}: most likely about {_rounded(metric, total[0])}{against}; {between}."


def _in_year(outlook: Outlook, when: str) -> str:
    """The fiscal year that is asked for in place of its months, and how much of it forecasts reach."""
    if outlook.year is None:
        return when
    if outlook.months_beyond:
        last = wording.period(outlook.ahead["target"].sort()[-1], outlook.frequency)
        return f"in {outlook.year.label()} up to {last}, as far as forecasts reach"
    return f"in {outlook.year.label()}"


def _rounded(metric: Metric, number: float) -> str:
    """A forecast to three digits: further ones would promise more than its range holds."""
    return wording.value(metric, float(f"{number:.3g}"), short=True)


def _between(outlook: Outlook, low: float, high: float, periods: Iterable[date]) -> str:
    """A range within a sentence."""
    if low == high == 0:
        return _none(outlook, periods).replace("None", "none")
    ends = _ends(outlook.metric, low, high, short=True)
    return f"between {ends[0]} and {ends[1]} with {outlook.series.level}% confidence"


def _none(outlook: Outlook, periods: Iterable[date]) -> str:
    """What stands for a range of nothing: no certainty, but all that the record has."""
    months = {day.month: day for day in periods}
    if not outlook.always_empty.issuperset(months):
        return "None expected"
    if len(months) > 1:
        return f"None expected: these {outlook.frequency}s have been empty in every year on record"
    (first,) = months.values()
    name = f"{first:%B}" if outlook.frequency == "month" else wording.period(first, "quarter").split()[0]
    return f"None expected: every {name} on record has been empty"


def _ends(metric: Metric, low: float, high: float, *, short: bool = False) -> tuple[str, str]:
    """The ends of a range in words. Those of a count are the whole numbers around it, so that it holds what it says."""
    if metric.unit == COUNT:
        low, high = math.floor(low), math.ceil(high)
    return wording.value(metric, low, short=short), wording.value(metric, high, short=short)


def _chance(outlook: Outlook, goal: float) -> str:
    chance = outlooks.chance(outlook, goal)
    if chance is None:
        return f"We don't add {outlook.metric.label.lower()} of several months, so we can't give a chance."
    return f"The sum is {chance_in_words(chance)} likely to reach {wording.value(outlook.metric, goal)}."


def _record(outlook: Outlook) -> str:
    record, level = outlook.record, outlook.series.level
    if not outlook.series.is_cleaned:
        return "This forecast was made just now, so it has no track record. “How it was made” says how it does on its past."
    if not record.calls:
        return "No forecast of this series has come due yet, so its range has no track record."
    if not record.sums:
        is_few = record.calls < FEW_VALUES
        times = f"{record.hits:,}" if is_few else f"{100 * record.hits / record.calls:.0f}%"
        held = f"{times} of {counted(record.calls, 'actual value')}"
        return f"In past forecasts the {level}% range held {held} in the last {4 * outlooks.RECORD_YEARS} quarters."
    error, lean = record.error_share or 0, record.bias_share or 0
    side = "" if abs(lean) < error / 2 else ", mostly too high" if lean > 0 else ", mostly too low"
    return (
        f"Past forecasts of {_summed(outlook)} were off by {100 * error:.0f}% on average{side}; their {level}% range "
        f"held the actual sum {record.sum_hits} of {counted(record.sums, 'time')}."
    )


def _summed(outlook: Outlook) -> str:
    """What a forecast sums: `12 months`, or `months 4 to 12 ahead` where it begins later."""
    leads = outlook.ahead["lead"].sort()
    name = f"{outlook.frequency}s"
    if leads[0] > 1:
        return f"{name} {leads[0]} to {leads[-1]} ahead"
    return counted(len(leads), outlook.frequency)


def beside_goals(outlook: Outlook, expected: tuple[float, float, float] | None) -> str:
    """What the goals expect of the same year, and why it differs; empty where they say nothing."""
    if expected is None or outlook.year is None:
        return ""
    low, middle, high = (wording.value(outlook.metric, end, short=True) for end in expected)
    return (
        f"The Goals page expects {middle} in {outlook.year.label()}, between {low} and {high} with 80% confidence. It counts the seats "
        "taken in open sections; this forecast does not."
    )


def table(outlook: Outlook, scope: Scope) -> Table:
    """The forecast, a row per period, with its method as notes; where nothing is expected it says why."""
    frame = outlook.ahead
    for level in (80, 95) if frame.columns else ():
        low, high = f"low_{level}", f"high_{level}"
        none = [
            _none(outlook, (row["target"],)) if row[low] == row[high] == 0 else None for row in outlook.ahead.to_dicts()
        ]
        if outlook.metric.unit == COUNT:  # whole numbers around the band, so that it holds what it says
            frame = frame.with_columns(pl.col(low).floor(), pl.col(high).ceil())
        frame = frame.with_columns(pl.Series(f"none_{level}", none, dtype=pl.String))
    return forecast_tables.outlook(frame, outlook, scope, passport(outlook))


def passport(outlook: Outlook) -> tuple[str, ...]:
    """What the forecast is, where it comes from and what was done to it."""
    sentences = method(outlook)
    if outlook.frequency == "month":
        sentences.append(
            "Hollow points are months whose seats may still be dropped. The forecast uses what such months usually settle at."
        )
    return tuple(sentences)


def method(outlook: Outlook) -> list[str]:
    """How the forecast was made, a sentence each."""
    if outlook.ahead.is_empty():
        return []
    row = outlook.ahead.row(0, named=True)
    sentences = [f"Shown: {CHOICES[row['choice']].lower()}, from what was known on {wording.day(row['known_on'])}."]
    sentences += [*_made_of(row["members"].split("; ")), f"Model version {row['model_version']}."]
    if row["cleaned"]:
        sentences.append(f"Outliers replaced: {cleaned(outlook)}.")
    if row["widened_by"] > 1:
        sentences.append(
            f"The 80% range is {row['widened_by']:.2f} times as wide, because past ranges were too narrow here."
        )
    if abs(row["scaled_by"] - 1) >= 0.0005:
        sentences.append(
            f"The first period is multiplied by {row['scaled_by']:.3f}, so that the parts add up to the whole."
        )
    sentences += [note for note in row["notes"].split(" | ") if note]
    return sentences


def _made_of(names: list[str]) -> list[str]:
    """What the model is, and which of its parts always count."""
    rules = [members.rule(name) for name in names]
    middle = "; ".join(name for name, rule in zip(names, rules, strict=True) if rule not in members.OWN_SHARE)
    made_of = f"the mean of the middle half of: {middle}" if "; " in middle else middle
    beside = [(rule, share) for rule, share in members.OWN_SHARE.items() if rule in rules]
    return [
        f"The model is {made_of}.",
        *(f"{BESIDE[rule]} for {share:.0%} beside these." for rule, share in beside),
    ]


def cleaned(outlook: Outlook) -> str:
    """The periods that were taken for outliers, with what stands in their place; empty when there are none."""
    pairs = [
        pair.split("=") for pair in (outlook.ahead["cleaned"][0] if outlook.ahead.height else "").split(";") if pair
    ]
    return ", ".join(
        f"{wording.period(date.fromisoformat(day), outlook.frequency)} ({wording.value(outlook.metric, float(y))})"
        for day, y in pairs
    )


def percent(share: float | None) -> str:
    """A share of the actual values, as scores are shown."""
    return wording.NOTHING if share is None else f"{100 * share:.1f}%"
