"""Forecasts in the ledger: how those that came due did, and the form that keeps a new one."""

from dataclasses import replace

import streamlit as st

from dashboard.ask import derive, recall
from dashboard.tables import table
from dashboard.wording import forecast as words
from dashboard.wording import scores as score_words
from data.store.store import StoreError
from queries.forecasting import asking, record
from queries.forecasting import tables as forecast_tables
from queries.forecasting.issued import ledger
from queries.forecasting.outlook import Series
from queries.semantic.scope import Scope


def standing(scope: Scope) -> None:
    """What the ledger holds, and a table of what came of it."""
    ledger_standing = recall(record.standing, scope, ledger.stamp())
    st.markdown(score_words.standing(ledger_standing))
    issued = derive(forecast_tables.issued, ledger_standing.issued, scope)
    table("Kept forecasts that have come due", issued, empty=score_words.NONE_DUE)


def keep_shown(series: Series, scope: Scope) -> None:
    """Keep a forecast that was made for this reader alone, now that it is shown; say so where the home takes no files.

    Beside the question and not in it: a question may be asked ahead, for nobody.
    """
    if series.is_cleaned:
        return
    shown = asking.without_cleaning(series.metric, series.grain, series.value, replace(scope, where=()))
    try:
        if shown.height:
            ledger.issue(shown, scope.version, scope.college, "shown")
    except StoreError:
        st.caption(words.NOT_KEPT)
