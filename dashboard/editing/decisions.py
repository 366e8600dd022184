"""Decisions on sections: checked together, saved as a new version, and taken back by one more decision."""

from datetime import UTC, datetime

import streamlit as st

from dashboard import reader, scope_bar, wording
from dashboard.access.roles import Action
from dashboard.ask import recall
from dashboard.wording import week as week_words
from data.contracts.vocabulary import SECTION_CHOICES
from data.ingest.decide import Overtaken, decide
from data.ingest.saved import Refused
from data.store.store import StoreError
from queries import college
from queries.enrollment import decisions
from queries.semantic.scope import Scope
from queries.semantic.table import Table

Chosen = dict[str, str]
"""Section ids with what was decided on each."""
_KEPT = ("section_id", "offering", "starts_on", "decide_by", "advice", "chance_to_run", "projected")


def save(scope: Scope, due: Table, chosen: Chosen, note: str) -> None:
    """Keep what was decided and go on with the version that holds it; say so where that cannot be."""
    rows = {row["section_id"]: row for row in due.frame.to_dicts()}
    try:
        together = _with_partners(chosen, rows)
        _keep(scope, [_row(rows[code], choice, note) for code, choice in together.items()])
    except Refused as error:
        _refuse(error)


@reader.only_for(Action.DECIDE)
def take_back(scope: Scope, log: Table) -> None:
    """A box with the decisions that hold, and a button that takes the chosen ones back. The log keeps both."""
    standing = {row["section_id"]: row for row in log.frame.filter("is_standing").to_dicts()}
    if not standing:
        return
    names = wording.section_names(log.frame, recall(college.titles, scope.version, scope.college))
    with st.form(f"take_back_{scope.version}", border=False):
        chosen = st.multiselect("Take decisions back", list(standing), format_func=names.__getitem__)
        if st.form_submit_button("Take back"):
            rows = [
                standing[code] | {"decision": "taken_back", "merge_with": None, "value_cents": None} for code in chosen
            ]
            try:
                _keep(
                    scope,
                    [{name: row[name] for name in (*_KEPT, "decision", "merge_with", "value_cents")} for row in rows],
                )
            except Refused as error:
                _refuse(error)


def choices(row: dict) -> list[str]:
    """What can be decided on a section, in their usual order."""
    possible = {
        "wait": row["wait_cents"] is not None or row["advice"] == "wait",
        "merge": row["merge_with"] is not None,
    }
    possible["promote"] = row["promote_cents"] is not None
    return [choice for choice in SECTION_CHOICES if possible.get(choice, True)]


def _with_partners(chosen: Chosen, rows: dict[str, dict]) -> Chosen:
    """The same with the other section of each merger, where it needs a decision, too."""
    together = dict(chosen)
    for code, choice in chosen.items():
        partner = rows[code]["merge_with"]
        if choice == "merge" and partner in rows and together.setdefault(partner, choice) != choice:
            raise Refused(f"{code} cannot merge with {partner}, on which you decide otherwise. Choose one of the two.")
    return together


def _row(row: dict, choice: str, note: str) -> dict:
    value = week_words.value_of(row, choice)
    return {name: row[name] for name in _KEPT} | {
        "decision": choice,
        "merge_with": row["merge_with"] if choice == "merge" else None,
        "note": " ".join(note.split()) or None,
        "value_cents": None if value is None else round(value),
    }


def _keep(scope: Scope, rows: list[dict]) -> None:
    about = {
        "decided_at": datetime.now(UTC).replace(tzinfo=None),
        "decided_by": reader.signed_in(),
        "as_of": scope.as_of,
        "data_version": scope.data_version,
    }
    shown = recall(decisions.taken, scope.version, scope.college)
    try:
        version = decide(
            reader.store(Action.DECIDE), scope.college, [{"note": None} | row | about for row in rows], shown
        )
    except StoreError as error:
        st.error(wording.escaped(str(error)))
        return
    st.toast(week_words.saved(len(rows), version.id))
    scope_bar.show_version(version.id)


def _refuse(error: Refused) -> None:
    st.error(wording.escaped(str(error)))
    if isinstance(error, Overtaken):
        scope_bar.link_to("This week", "Show that version", version=error.version)
