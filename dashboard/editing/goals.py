"""Goals changed on the page: a new version of the data, like an import."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import polars as pl
import streamlit as st

from dashboard import reader, scope_bar, wording
from dashboard.access.roles import Action
from dashboard.ask import recall
from dashboard.wording import escaped
from dashboard.wording import year as year_words
from data.contracts.vocabulary import GOAL_SCOPES, PHASINGS
from data.ingest import edit_goals
from data.store.store import StoreError
from queries import college
from queries.metrics import METRICS
from queries.revenue import goal_changes
from queries.revenue.goal_changes import GoalChange
from queries.revenue.goal_status import Rule
from queries.revenue.goals import FORECAST
from queries.semantic.scope import Scope

NOTE_LETTERS = 500


@reader.only_for(Action.PLAN)
def edit(scope: Scope) -> None:
    """The goals of the period as a table to change, and a button that saves them."""
    with st.expander("Change the goals"):
        note = "You may change the demo's goals, too. " if scope.college == "demo" else ""
        st.markdown(
            f"{note}Add, change or delete rows. Saving makes a new data version; links to this version stay as "
            "they are. To import a file of goals, use `dashboard import`."
        )
        held = _goals(scope, scope.version)
        which = _which(scope, held)
        changed = st.data_editor(
            held,
            key=f"goals_editor_{scope.version}_{scope.college}_{scope.period.name}",
            num_rows="dynamic",
            hide_index=True,
            width="stretch",
            column_config=_columns(which),
        )
        typed = pl.DataFrame(changed)
        moved = goal_changes.changes(_base(scope), typed)
        if moved:
            st.markdown("\n".join(f"- {_sentence(scope, change)}" for change in moved))
        is_meant = not any(change.is_jump for change in moved) or st.checkbox(
            "I mean to change a target by more than 50%", key="goals_meant"
        )
        if st.button("Save as a new version", key="goals_save"):
            if is_meant:
                _save(scope, typed)
            else:
                st.warning("A target changes by more than 50%. Check the numbers above, tick the box and save again.")


def _columns(which: dict[str, str]) -> dict[str, Any]:
    """How each column is typed in; `which` names what a goal can be for, by code."""
    return {
        "metric": st.column_config.SelectboxColumn(
            "Metric", options=list(FORECAST), format_func=lambda name: METRICS[str(name)].label, required=True
        ),
        "scope": st.column_config.SelectboxColumn("For", options=list(GOAL_SCOPES), format_func=_words, required=True),
        "scope_value": st.column_config.SelectboxColumn(
            "Which",
            options=list(which),
            format_func=lambda code: which.get(str(code), str(code)),
            help="The school, field or offering that the goal is for; empty for all.",
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
        "note": st.column_config.TextColumn("Note", max_chars=NOTE_LETTERS),
    }


def edit_rule(scope: Scope, rule: Rule) -> None:
    """The rule behind the status words, and the two chances that set it."""
    st.markdown(escaped(year_words.sentence_of_rule(rule).removesuffix(" Set the rule on the Goals page.")))
    _choose_rule(scope, rule)


@reader.only_for(Action.PLAN, of_whole=True)
def _choose_rule(scope: Scope, rule: Rule) -> None:
    with st.expander("Change the rule for the status"), st.form("goal_rule", border=False):
        left, right = st.columns(2)
        on_track = left.number_input("On track from, % likely", 1, 100, round(100 * rule.on_track_from))
        behind = right.number_input("Behind below, % likely", 0, 99, round(100 * rule.behind_below))
        if st.form_submit_button("Save the rule as a new version"):
            _save_rule(scope, on_track / 100, behind / 100)


def _save_rule(scope: Scope, on_track: float, behind: float) -> None:
    today = datetime.now(UTC).date()
    try:
        version = edit_goals.set_rule(
            reader.store(Action.PLAN), scope.college, on_track, behind, today, reader.signed_in()
        ).id
    except (StoreError, edit_goals.BadGoals) as error:
        st.error(escaped(str(error)))
        return
    st.success(f"Saved as version {version}. This page still shows version {scope.data_version}.")
    st.link_button("Show the new version", f"?version={version}&college={scope.college}&period={scope.period.name}")


def _sentence(scope: Scope, change: GoalChange) -> str:
    """A goal by its names, with its target before and after."""
    metric = METRICS[change.metric]
    whose = "whole college"
    if change.scope_value:
        whose = _named(change.scope, change.scope_value, scope)
    before, after = (
        "none" if target is None else wording.value(metric, target, short=True)
        for target in (change.before, change.after)
    )
    return escaped(f"{metric.label}, {whose}: {before} → {after}")


def _which(scope: Scope, held: pl.DataFrame) -> dict[str, str]:
    """Name by code of all that a goal can be for, and of what goals are for already; a name of several has its code."""
    known = recall(college.goal_choices, scope.version, scope.college)
    others = held.select("scope", "scope_value").drop_nulls().unique(maintain_order=True).rows()
    names = {code: _named(kind, code, scope) for kind, code in (*known, *others)}
    shared = {name for name, count in Counter(names.values()).items() if count > 1}
    return {code: f"{name} ({code})" if name in shared else name for code, name in names.items()}


def _named(kind: str, code: str, scope: Scope) -> str:
    """A school, field or offering by its name."""
    titles = recall(college.titles, scope.version, scope.college) if kind == "offering" else {}
    return titles.get(code) or wording.name(kind, code)


def _base(scope: Scope) -> pl.DataFrame:
    """The goals that a further change builds on: those that the reader saved last from this page, else those it shows."""
    return _goals(scope, scope_bar.last_saved(_page(scope)) or scope.version)


def _page(scope: Scope) -> str:
    return f"goals_{scope.version}_{scope.college}_{scope.period.name}"


def _goals(scope: Scope, version: str) -> pl.DataFrame:
    """The goals of the period in a version, in the columns that can be typed."""
    rows = college.goals(version, scope.college).filter(pl.col("period") == scope.period.name)
    return rows.with_columns(pl.col("scope", "phasing").cast(pl.String)).drop("goal_id", "period")


def _words(name: object) -> str:
    return str(name).replace("_", " ").capitalize()


def _save(scope: Scope, changed: pl.DataFrame) -> None:
    # What the reader saved from this page is what a further change of theirs builds on; the page itself stays as it is.
    try:
        version = edit_goals.replace(
            reader.store(Action.PLAN), scope.college, scope.period.name, changed, _base(scope), reader.signed_in()
        ).id
        scope_bar.note_saved(_page(scope), version)
    except edit_goals.Outdated as error:
        st.error(escaped(str(error)))
        version = error.version
    except (StoreError, edit_goals.BadGoals) as error:
        st.error(escaped(str(error)))
        return
    else:
        st.success(f"Saved as version {version}. This page still shows version {scope.data_version}.")
    st.link_button("Show the new version", f"?version={version}&college={scope.college}&period={scope.period.name}")
