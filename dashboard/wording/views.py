"""Saved views in words: what each asks, the rule by which it is watched, and what the rule has found."""

from collections.abc import Mapping
from datetime import date

from dashboard.wording import explore
from dashboard.wording.counts import counted
from dashboard.wording.dates import day
from dashboard.wording.labels import name
from dashboard.wording.shares import chance_in_words, percent
from dashboard.wording.values import value
from queries.explore.views import Alarm, View, Watch
from queries.metrics import METRICS

RULES = {
    "chance_under": "The chance of its goal is under, %",
    "below_last_year": "Below this point last year by at least, %",
    "outside": "Outside its range",
}
"""Every rule, as it is chosen."""
NONE_SAVED = "No view is saved yet."


def about(view: View) -> str:
    """What a saved view asks, for which choice it was saved, and how it is watched."""
    text = f"{explore.title(view.question)}, saved for {view.period}, as of {day(date.fromisoformat(view.as_of))}"
    pinned = ", on the Overview" if view.is_pinned else ""
    return f"{text}{pinned}.{f' {_rule(view)}' if view.watch else ''}"


def _rule(view: View) -> str:
    watch, metric = view.watch, METRICS[view.question.metrics[0]]
    assert watch is not None
    if watch.rule == "chance_under":
        return f"Watched: its goal less than {percent(watch.low or 0)} likely."
    if watch.rule == "below_last_year":
        return f"Watched: at least {percent(watch.low or 0)} below this point last year."
    ends = [f"{word} {value(metric, limit, short=True)}" for word, limit in _ends(watch)]
    return f"Watched: {' or '.join(ends)}."


def _ends(watch: Watch) -> list[tuple[str, float]]:
    return [(word, limit) for word, limit in (("under", watch.low), ("over", watch.high)) if limit is not None]


def alarm(found: Alarm, titles: Mapping[str, str]) -> tuple[str, str]:
    """A view whose rule holds: its name, then what was found."""
    return f"{found.view.name}:", _finding(found, titles)


def _finding(found: Alarm, titles: Mapping[str, str]) -> str:
    metric, watch = found.metric, found.view.watch
    assert watch is not None
    if watch.rule == "chance_under":
        return f"goal of {metric.label.lower()} {chance_in_words(found.value)} likely"
    now, against = (value(metric, number, short=True) for number in (found.value, found.against))
    where = f" for {_named(found, titles)}" if found.keys else ""
    if watch.rule == "below_last_year":
        return f"{metric.label.lower()}{where} {now}, {percent(1 - found.value / found.against)} below last year{_more(found)}"
    side = "under" if watch.low is not None and found.against == watch.low else "over"
    return f"{metric.label.lower()}{where} {now}, {side} {against}{_more(found)}"


def _named(found: Alarm, titles: Mapping[str, str]) -> str:
    first = zip(found.by, found.keys[0], strict=True)
    return ", ".join(titles.get(str(key), "") or name(dimension, key) for dimension, key in first)


def _more(found: Alarm) -> str:
    more = len(found.keys) - 1
    return f"; {counted(more, 'more group')}" if more > 0 else ""
