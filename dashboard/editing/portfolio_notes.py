"""Notes on an offering: a remark, a contested input or a decision, saved as a new version; the log keeps all of them."""

from datetime import UTC, datetime

import streamlit as st

from dashboard import reader, scope_bar, wording
from dashboard.access.roles import Action
from dashboard.wording import portfolio as words
from data.ingest.note_offering import note_offering
from data.ingest.saved import Refused
from data.store.store import StoreError
from queries.semantic.scope import Scope

NOTE_LETTERS = 500
SAVED = "Saved in version {version}. Nothing changes in the catalog or in your student system."


@reader.only_for(Action.PLAN)
def write(scope: Scope, row: dict, contested: dict[str, str]) -> None:
    """A form that records a note on the offering of a row of `judged`, and goes on with the version that holds it."""
    choices = words.note_choices(contested)
    with st.form(f"portfolio_note_{scope.version}_{row['offering']}", border=False):
        left, right = st.columns([1, 2])
        chosen = left.selectbox("Record", list(choices), format_func=choices.__getitem__)
        note = right.text_input(
            "Note", max_chars=NOTE_LETTERS, placeholder="What others should know, and where it says so"
        )
        if st.form_submit_button("Save the note"):
            _keep(scope, row, chosen, " ".join(note.split()))


def _keep(scope: Scope, row: dict, chosen: str, note: str) -> None:
    kind, _, about = chosen.partition(":")
    if not note:
        st.error("Write a note that says why.")
        return
    made = {
        "offering_id": row["offering"],
        "noted_at": datetime.now(UTC).replace(tzinfo=None),
        "noted_by": reader.signed_in(),
        "as_of": scope.as_of,
        "data_version": scope.data_version,
        "kind": kind,
        "criterion": about if kind in ("contested", "settled") else None,
        "decision": about if kind == "decided" else None,
        "note": note,
        "judged_as": row["class"],
        "holds": row["holds"],
    }
    try:
        version = note_offering(reader.store(Action.PLAN), scope.college, made)
    except (StoreError, Refused) as error:
        st.error(wording.escaped(str(error)))
        return
    st.toast(SAVED.format(version=version.id))
    scope_bar.show_version(version.id)
