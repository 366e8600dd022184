"""Goals changed on the page: a new version of the data, like an import."""

import polars as pl
import streamlit as st

from dashboard import scope_bar
from dashboard.wording import escaped
from data.contracts.vocabulary import GOAL_SCOPES, PHASINGS
from data.ingest import edit_goals
from data.store.store import Store, StoreError
from queries import college
from queries.metrics import METRICS
from queries.revenue.goals import FORECAST
from queries.semantic.scope import Scope


def edit(scope: Scope) -> None:
    """The goals of the period as a table to change, and a button that saves them."""
    with st.expander("Change the goals"):
        note = "You may change the demo's goals, too. " if scope.college == "demo" else ""
        st.markdown(
            f"{note}Add, change or delete rows. Saving makes a new data version; links to this version stay as "
            "they are. To import a file of goals, use `dashboard import`."
        )
        changed = st.data_editor(
            _goals(scope, scope.version),
            key=f"goals_editor_{scope.version}_{scope.college}_{scope.period.name}",
            num_rows="dynamic",
            hide_index=True,
            width="stretch",
            column_config={
                "metric": st.column_config.SelectboxColumn(
                    "Metric", options=list(FORECAST), format_func=lambda name: METRICS[str(name)].label, required=True
                ),
                "scope": st.column_config.SelectboxColumn(
                    "For", options=list(GOAL_SCOPES), format_func=_words, required=True
                ),
                "scope_value": st.column_config.TextColumn(
                    "Which", help="School, two-digit CIP or offering; empty for all."
                ),
                "target": st.column_config.NumberColumn("Target", min_value=0, format="%,.0f", required=True),
                "phasing": st.column_config.SelectboxColumn(
                    "Phasing",
                    options=list(PHASINGS),
                    format_func=_words,
                    required=True,
                ),
                "monthly_shares": st.column_config.TextColumn("Own monthly shares"),
                "owner": st.column_config.TextColumn("Owner"),
            },
        )
        if st.button("Save as a new version", key="goals_save"):
            _save(scope, pl.DataFrame(changed))


def _goals(scope: Scope, version: str) -> pl.DataFrame:
    """The goals of the period in a version, in the columns that can be typed."""
    rows = college.goals(version, scope.college).filter(pl.col("period") == scope.period.name)
    return rows.with_columns(pl.col("scope", "phasing").cast(pl.String)).drop("goal_id", "period")


def _words(name: object) -> str:
    return str(name).replace("_", " ").capitalize()


def _save(scope: Scope, changed: pl.DataFrame) -> None:
    # What the reader saved from this page is what a further change of theirs builds on; the page itself stays as it is.
    page = f"goals_{scope.version}_{scope.college}_{scope.period.name}"
    base = _goals(scope, scope_bar.last_saved(page) or scope.version)
    try:
        version = edit_goals.replace(Store(), scope.college, scope.period.name, changed, base).id
        scope_bar.note_saved(page, version)
    except edit_goals.Outdated as error:
        st.error(escaped(str(error)))
        version = error.version
    except (StoreError, edit_goals.BadGoals) as error:
        st.error(escaped(str(error)))
        return
    else:
        st.success(f"Saved as version {version}. This page still shows version {scope.version}.")
    st.link_button("Show the new version", f"?version={version}&college={scope.college}&period={scope.period.name}")
