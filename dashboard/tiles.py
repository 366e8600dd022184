"""Tiles: one number each, with its change and its goal."""

# Why: decision 84.

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from dashboard import screen, wording
from dashboard.ask import ask, recall
from queries import college as colleges
from queries.answer import Answer
from queries.explore import timing
from queries.outcomes import cohort_years
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope
from queries.semantic.unit import SHARE

_COLORS: dict[str, Literal["normal", "inverse", "off"]] = {"higher": "normal", "lower": "inverse", "neither": "off"}


def row(names: Sequence[str], scope: Scope) -> None:
    """A tile per metric against the same point last year: four to a row, two by two on a narrow screen."""
    now, before = ask(*names, scope=scope), ask(*names, scope=scope.last_year())
    goals = {metric: recall(colleges.target, metric.name, scope) for metric in now.metrics}
    pairs = range(0, len(names), 2)
    places = (
        [column for _ in pairs for column in st.columns(2, wrap=False)] if screen.is_phone() else st.columns(len(names))
    )
    for place, metric in zip(places, now.metrics, strict=False):
        with place:
            _tile(metric, now, before.value(metric), goals[metric])
    st.caption(" ".join(_notes(goals, now)))


def _notes(goals: dict[Metric, float | None], now: Answer) -> list[str]:
    """What holds for all tiles of a row, a sentence each."""
    sentences = ["Changes compare with the same point last year."]
    set_goals = [f"{m.label.lower()} {wording.value(m, goal, short=True)}" for m, goal in goals.items() if goal]
    if set_goals:
        sentences.append(f"Goals for {now.scope.period.label()}: {', '.join(set_goals)}.")
    sentences += [wording.not_filtered(name, now.not_narrowed_by(name)) for name in now.not_applied]
    return sentences


def _tile(metric: Metric, now: Answer, last: float | None, goal: float | None) -> None:
    is_unknown = cohort_years.is_unknown(metric, now.scope)
    value = None if is_unknown else now.value(metric)
    change = wording.change(metric, value, last)
    still_open = recall(cohort_years.still_open, metric, now.scope)
    unknown = "hidden to protect learners" if now.hidden and metric.privacy == "people" else "not known for this choice"
    beside = None if change else "no prior year" if value is not None else unknown
    if goal and value is not None:
        # A share of a share says little, and under a ceiling less is better.
        is_share = metric.unit is SHARE
        beside = f"goal {wording.value(metric, goal)}" if is_share else f"{100 * value / goal:.0f}% of goal"
    if is_unknown:
        beside = f"by fiscal year: choose {timing.fiscal_year(now.scope)}"
    elif still_open:
        beside = f"{wording.percent(still_open)} of it still open"
    # What rounds to nothing went neither up nor down, and what is not final may still go either way.
    moved = change is not None and any(digit in change for digit in "123456789") and not still_open
    st.metric(
        metric.label,
        wording.value(metric, value, short=True),
        delta=change,
        delta_color=_COLORS[metric.better] if moved else "off",
        delta_arrow="auto" if moved else "off",
        help=metric.definition,
        border=True,
        height="stretch",
        delta_description=beside,
    )
