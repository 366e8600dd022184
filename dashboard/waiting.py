"""Forecasts that are not there yet: said, offered, and followed while they are worked out."""

import streamlit as st

from dashboard import forecast_job
from queries.forecasting import published
from queries.scope import Scope


def forecasts_are_ready(scope: Scope, grain: str) -> bool:
    """Whether the forecasts of a grain can be shown; otherwise draws what is missing and how to get it."""
    if published.forecasts(scope.version, scope.college, grain) is not None:
        return True
    share = published.progress(scope.version, scope.college)
    if share is None:
        st.info("The forecasts of this data version have not been worked out yet. It takes about a minute.")
        if st.button("Work them out now", key="forecast_start"):
            forecast_job.start(scope.college, scope.version)
            _follow(scope, grain)
    else:
        _follow(scope, grain)
    return False


@st.fragment(run_every=1.0)
def _follow(scope: Scope, grain: str) -> None:
    if published.forecasts(scope.version, scope.college, grain) is not None:
        st.rerun()
    share = published.progress(scope.version, scope.college) or 0.0
    st.progress(
        share, f"Working the forecasts out: {100 * share:.0f}%. The college comes first, then fields and offerings."
    )
