"""Tiles: one number each, with its change and its goal."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from dashboard import wording
from dashboard.ask import ask, recall
from queries import college as colleges
from queries.metric import Metric
from queries.metrics import METRICS
from queries.scope import Scope

_COLORS: dict[str, Literal["normal", "inverse", "off"]] = {"higher": "normal", "lower": "inverse", "neither": "off"}


def row(names: Sequence[str], scope: Scope) -> None:
    """A tile per metric against the same point last year: four to a row, two by two on a narrow screen."""
    now, before = ask(*names, scope=scope), ask(*names, scope=scope.last_year())
    for column, name in zip(st.columns(len(names)), names, strict=True):
        with column:
            metric = METRICS[name]
            _tile(metric, now.value(metric), before.value(metric), recall(colleges.target, name, scope))
    for name in now.not_applied:
        st.caption(f"The {wording.label(name).lower()} filter does not apply to these numbers.")


def _tile(metric: Metric, value: float | None, last: float | None, goal: float | None) -> None:
    change = wording.change(metric, value, last)
    against = "vs same point last year" if change else "no year before to compare"
    if value is None:
        against = "not known for this choice"
    if goal is not None and value is not None:
        against += f" · {100 * value / goal:.0f}% of the {wording.value(metric, goal, short=True)} goal"
    st.metric(
        metric.label,
        wording.value(metric, value, short=True),
        delta=change,
        delta_color=_COLORS[metric.better] if change else "off",
        help=metric.definition,
        border=True,
        height="stretch",
        delta_description=against,
    )
