"""The form in which a file that is not recognized becomes our tables, step by step, with what comes out of it below."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl
import streamlit as st

from dashboard.importing import file_rows
from dashboard.importing.column_choice import ASKED_ONCE, Chosen, choose_column
from dashboard.importing.lines_choice import choose_lines
from dashboard.importing.word_choice import choose_words
from dashboard.wording import escaped
from dashboard.wording.columns import column_name
from data.contracts import TABLES
from data.ingest import trial
from data.readers import dates, mapping, proposal
from data.readers.files import BadFile, Raw
from data.readers.mapping import Mapping

ORIGIN = "from the form"
AS_FOUND = "As found in the column"
OFFERED = (
    "sections", "registrations", "learners", "offerings", "providers", "market_offerings", "market_outcomes",
    "placements", "inquiries", "goals", "events", "articulations", "approvals", "marketing_costs",
)  # fmt: skip
HOLDS = {
    "providers": "Your college (one row)",
    "market_offerings": "A state's or other list of programs",
    "market_outcomes": "Published outcomes",
}


def recipe_form(raw: Raw, others: Sequence[Raw], start: Sequence[Mapping], home: Path, key: str) -> list[Mapping]:
    """The mappings as the form has them; those that lack something are among them."""
    tables_now = [m.table for m in start]
    chosen = st.multiselect(
        f"What does {escaped(raw.name)} hold?",
        OFFERED,
        tables_now,
        format_func=lambda table: HOLDS.get(table, table.replace("_", " ").capitalize()),
        key=f"{key}_holds",
        help="A file may hold several tables: a list of sections tells its offerings too. Account lines hold none of these; they are read with the registrations.",
    )
    mappings = []
    for table in chosen:
        current = next((m for m in start if m.table == table), None)
        if current is None:
            (current,) = proposal.proposed(raw, others, [table])
        with st.container(border=True):
            mappings.append(_table_form(raw, others, current, f"{key}_{table}"))
            _shown(raw, others, mappings[-1], home)
    return mappings


def translated(raw: Raw, mappings: Sequence[Mapping], key: str) -> list[Mapping]:
    """The mappings of a recognized file with its strange words translated; empty where it has none."""
    untranslated = {m.table: trial.words_to_translate(raw, m, 1) for m in mappings}
    if not any(untranslated.values()):
        return []
    with st.container(border=True):
        st.markdown(
            f"**{escaped(raw.name)}** holds words that are on no list of ours. A word that is left open is not taken."
        )
        return [
            replace(
                m,
                values={**m.values, **choose_words(raw, m, f"{key}_{m.table}")},
                origin=ORIGIN,
                headers=tuple(raw.rows.columns),
            )
            for m in mappings
        ]


def _table_form(raw: Raw, others: Sequence[Raw], current: Mapping, key: str) -> Mapping:
    """The columns, dates, account lines and words of one table."""
    title = HOLDS.get(current.table, current.table.replace("_", " ").capitalize())
    st.markdown(f"**{title}** · a star marks the columns that every row needs")
    chosen = Chosen()
    always_shown = [*current.ours(), *current.fill, *mapping.required(current.table)]
    first = [c for c in TABLES[current.table].columns() if c in always_shown or (current.table, c) in ASKED_ONCE]
    _boxes(raw, current, first, chosen, key)
    rest = [c for c in TABLES[current.table].columns() if c not in first]
    if rest:
        with st.expander(f"{len(rest)} more columns of {current.table.replace('_', ' ')}"):
            _boxes(raw, current, rest, chosen, key)
            date_format = _choice("Dates such as 03/04/2025", dates.FORMATS, current.date_format, f"{key}_date")
            decimal = _choice("Decimals", (".", ","), current.decimal, f"{key}_decimal")
    else:
        date_format, decimal = current.date_format, current.decimal
    people = [t for t, ours in chosen.columns.items() if ours == "learner_id"]
    pseudonyms = _pseudonyms(people, current, key)
    # A column may leave some rows empty that other tables tell, as a status of “active” does.
    kept = [c for c in current.fill if c in (*chosen.columns.values(), *chosen.made)]
    changed = replace(
        current,
        columns=chosen.columns,
        made=chosen.made,
        fill=(*chosen.fill, *kept),
        date_format=date_format,
        decimal=decimal,
        pseudonyms=pseudonyms,
        lines=None,
        headers=tuple(raw.rows.columns),
        origin=ORIGIN,
    )
    if chosen.is_summed:
        section = chosen.made.get("section_id")
        by = (*(section.inputs() if section else [t for t, o in chosen.columns.items() if o == "section_id"]), *people)
        changed = replace(changed, lines=choose_lines(raw, others, current.lines, by, f"{key}_lines"))
    return replace(changed, values=choose_words(raw, changed, key))


def _boxes(raw: Raw, current: Mapping, ours: list[str], chosen: Chosen, key: str) -> None:
    sides = st.columns(3)
    for number, column in enumerate(ours):
        with sides[number % 3]:
            choose_column(raw, current, column, chosen, key)


def _pseudonyms(people: list[str], current: Mapping, key: str) -> tuple[str, ...]:
    if not people:
        return ()
    is_on = st.checkbox(
        f"Replace {escaped(people[0])} by pseudonyms before anything is kept",
        bool(current.pseudonyms),
        key=f"{key}_pseudonyms",
        help="The same person gets the same code in every import of this data folder. Needed for e-mail addresses and national ids.",
    )
    return tuple(people) if is_on else ()


def _choice(label: str, options: Sequence[str], value: str | None, key: str) -> str | None:
    options_here = [AS_FOUND, *options]
    picked = st.selectbox(label, options_here, options_here.index(value) if value in options_here else 0, key=key)
    return None if picked == AS_FOUND else picked


def _shown(raw: Raw, others: Sequence[Raw], current: Mapping, home: Path) -> None:
    """The first rows as they come out, or what is still to be said."""
    if missing := current.missing():
        st.info(f"Still to say: {', '.join(column_name(c) for c in missing)}.")
        return
    try:
        rows, count = trial.rows(raw, current, others, home)
    except (BadFile, pl.exceptions.PolarsError) as error:
        st.warning(escaped(str(error)))
        return
    st.markdown(
        "The first rows as they come out:" if count is None else f"The first of {count:,} rows as they come out:"
    )
    file_rows.draw(rows)
