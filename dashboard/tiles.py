"""Tiles: one number each, with its change and its goal."""

from typing import Literal

import streamlit as st

from dashboard import wording
from dashboard.ask import ask
from queries import college as colleges
from queries.metrics import METRICS
from queries.scope import Scope

_COLORS: dict[str, Literal["normal", "inverse", "off"]] = {"higher": "normal", "lower": "inverse", "neither": "off"}


def row(names: list[str], scope: Scope) -> None:
    """A tile per metric against the same point last year, four to a row."""
    now, before = ask(*names, scope=scope), ask(*names, scope=scope.last_year())
    columns = st.columns(len(names))
    for column, name in zip(columns, names, strict=True):
        metric = METRICS[name]
        value, last = now.value(metric), before.value(metric)
        change = wording.change(metric, value, last)
        goal = _goal(name, scope)
        with column.container(border=True):
            st.metric(
                metric.label,
                wording.value(metric, value, short=True),
                delta=f"{change} vs same point last year" if change else None,
                delta_color=_COLORS[metric.better] if change else "off",
                help=metric.definition,
            )
            if goal is not None and value is not None:
                st.caption(f"{100 * value / goal:.0f}% of the {wording.value(metric, goal, short=True)} goal")
            else:
                st.caption("No goal set for this choice")


def _goal(metric: str, scope: Scope) -> float | None:
    goals = colleges.goals(scope.version, scope.college).filter(
        metric=metric, period=scope.period.name, scope="field" if scope.where else "all"
    )
    values = [
        g["target"] for g in goals.to_dicts() if not scope.where or g["scope_value"] == dict(scope.where)["field"]
    ]
    return values[0] if values else None
