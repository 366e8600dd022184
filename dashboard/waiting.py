"""Forecasts that are not there yet: said, offered, and followed while they are worked out.

A page asks here before it recalls anything that stands on them: an answer without them would be kept as the answer.
"""

from collections.abc import Callable

import streamlit as st

from dashboard import forecast_job
from queries.forecasting.issued import published
from queries.revenue import goal_record
from queries.semantic.scope import Scope


def forecasts_are_ready(scope: Scope, grain: str) -> bool:
    """Whether the forecasts of a grain can be shown; otherwise draws what is missing and how to get it."""
    return _ready(scope, lambda: published.forecasts(scope.version, scope.college, grain) is not None, grain)


def goal_record_is_ready(scope: Scope) -> bool:
    """Whether the record of goals can be shown; otherwise draws what is missing and how to get it."""
    return _ready(scope, lambda: goal_record.is_there(scope.version, scope.college), "goals")


def _ready(scope: Scope, is_there: Callable[[], bool], what: str) -> bool:
    if is_there():
        return True
    share = published.progress(scope.version, scope.college)
    if share is None:
        st.info("This data version has no forecasts yet. Making them takes about a minute.")
        if st.button("Make the forecasts", key=f"forecast_start_{what}"):
            forecast_job.start(scope.college, scope.version)
            _follow(scope, is_there)
    else:
        _follow(scope, is_there)
    return False


@st.fragment(run_every=1.0)
def _follow(scope: Scope, is_there: Callable[[], bool]) -> None:
    if is_there():
        st.rerun()
    share = published.progress(scope.version, scope.college) or 0.0
    # It is not done while it is at work: goals come after the last forecast.
    st.progress(
        share,
        f"Making forecasts: {min(99, int(100 * share))}%. The college comes first, then fields, offerings and goals.",
    )
