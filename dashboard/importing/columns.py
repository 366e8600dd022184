"""The form in which a user says which column of a file is which of ours, and that is remembered."""

from pathlib import Path

import streamlit as st

from dashboard.wording import escaped
from data.contracts import FACTS, TABLES
from data.ingest import plan
from data.readers import dates, remembered
from data.readers.files import Raw
from data.readers.mapping import Mapping

NONE = "(no column)"
AS_FOUND = "As found in the column"
KEEP = "(leave as it is)"


def columns_form(raw: Raw, home: Path, table: str, key: str) -> None:
    """Table, columns, dates, decimals and words of a file; submitting remembers them for files with these headers."""
    tables = list(FACTS)
    table = st.selectbox("Table", tables, tables.index(table) if table in tables else 0, key=f"{key}_table")
    proposed = plan.proposed(raw, home, table)[0]
    theirs_of = {ours: theirs for theirs, ours in proposed.columns.items()} if proposed.table == table else {}
    key = f"{key}_{table}"
    with st.form(key):
        st.markdown(
            f"Columns {escaped(proposed.origin)}. Correct what is wrong; a star marks the columns that every row needs."
        )
        columns = _column_boxes(raw.rows.columns, table, theirs_of, key)
        date_format = _choice(
            "Dates such as 03/04/2025", [AS_FOUND, *dates.FORMATS], proposed.date_format, f"{key}_date"
        )
        decimal = _choice("Decimals", [AS_FOUND, ".", ","], proposed.decimal, f"{key}_decimal")
        values = _word_boxes(raw, proposed, key)
        if not st.form_submit_button("Use and remember these columns"):
            return
    if twice := {c for c in columns.values() if list(columns.values()).count(c) > 1}:
        st.error(f"{escaped(min(twice))} is chosen twice.")
        return
    stated = Mapping(table, {theirs: ours for ours, theirs in columns.items()}, values, date_format, decimal)
    remembered.remember(home, raw.rows.columns, [stated])
    st.rerun()


def _column_boxes(headers: list[str], table: str, theirs_of: dict[str, str], key: str) -> dict[str, str]:
    options, chosen, sides = [NONE, *headers], {}, st.columns(2)
    for place, (ours, declared) in enumerate(TABLES[table].columns().items()):
        index = options.index(theirs_of[ours]) if theirs_of.get(ours) in options else 0
        label = ours if declared.nullable else f"{ours} *"
        theirs = sides[place % 2].selectbox(
            escaped(label), options, index, key=f"{key}_{ours}", help=declared.description
        )
        if theirs != NONE:
            chosen[ours] = theirs
    return chosen


def _word_boxes(raw: Raw, proposed: Mapping, key: str) -> dict[str, dict[str, str]]:
    """A box per word that is not on its closed list."""
    values = {column: dict(words) for column, words in proposed.values.items()}
    for column, words in plan.unknown_words(raw, proposed).items():
        known = TABLES[proposed.table].columns()[column].dtype.categories.to_list()  # ty: ignore[missing-attribute]
        for number, word in enumerate(words):
            label = f"{escaped(column)}: “{escaped(word[:60])}” means"
            meant = st.selectbox(label, [KEEP, *known], key=f"{key}_{column}_{number}")
            if meant != KEEP:
                values.setdefault(column, {})[word] = meant
    return values


def _choice(label: str, options: list[str], value: str | None, key: str) -> str | None:
    index = options.index(value) if value in options else 0
    chosen = st.selectbox(label, options, index, key=key)
    return None if chosen == AS_FOUND else chosen
