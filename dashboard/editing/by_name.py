"""What people save on a page under a name, and delete: each change is a new version, while the page still shows its own."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from dashboard import reader, scope_bar, wording
from dashboard.access.roles import Action
from data.ingest.saved import Refused, Saved
from data.store.store import Store, StoreError, Version
from queries.semantic.scope import Scope

Choices = Mapping[str, str | list[str]]
"""What is chosen on a page, as its address says it."""


def save(kind: Saved, name: str, row: dict, scope: Scope, choices: Choices) -> None:
    """Keep a row in place of any of that name, and link to the `choices` that show it; say so where that cannot be."""
    done = f"Saved {wording.escaped(name.strip())}"
    _change(kind, scope, done, choices, lambda store: kind.save(store, scope.college, name, [row]))


def delete(kind: Saved, name: str, scope: Scope) -> None:
    """Delete what has that name, and link to the version without it; say so where that cannot be."""
    done, choices = f"Deleted {wording.escaped(name)}", {"college": wording.COLLEGES[scope.college]}
    _change(kind, scope, done, choices, lambda store: kind.delete(store, scope.college, name))


def newest(kind: Saved, scope: Scope) -> Scope:
    """The scope at the version that the reader saved or deleted last from this page, else as it is."""
    return replace(scope, version=scope_bar.last_saved(_page(kind, scope)) or scope.version)


def open_button(label: str, choices: Choices) -> None:
    """A button that opens a page with these choices."""
    # A new tab on purpose: inputs that stand on a page keep their values whatever a link to the same page says.
    st.link_button(label, f"?{urlencode(choices, doseq=True)}")


def _change(kind: Saved, scope: Scope, done: str, choices: Choices, change: Callable[[Store], Version]) -> None:
    try:
        version = change(reader.store(Action.PLAN))
    except (StoreError, Refused) as error:
        st.error(wording.escaped(str(error)))
        return
    scope_bar.note_saved(_page(kind, scope), version.id)
    st.success(f"{done} as version {version.id}. This page still shows version {scope.data_version}.")
    open_button("Show the new version", {**choices, "version": version.id})


def _page(kind: Saved, scope: Scope) -> str:
    """What the version saved last is kept under: the page as it was when it was saved from."""
    return f"{kind.table}_{scope.version}_{scope.college}"
