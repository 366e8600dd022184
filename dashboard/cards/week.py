"""Sections that need a decision, a row each, to be decided several at once."""

import streamlit as st

from dashboard import reader, scope_bar, wording
from dashboard.access.roles import Action
from dashboard.address import linked
from dashboard.cards import assumed
from dashboard.editing import decisions as editing
from dashboard.heading import heading
from dashboard.wording import week as words
from dashboard.wording.dates import short_day
from queries.enrollment.week import Assumed
from queries.semantic.scope import Scope
from queries.semantic.table import Table

NOTE_LETTERS = 500
ROWS_SHOWN = 20
"""Rows that are drawn unless all are asked for: each has a box and a list, which take their time."""
NOTHING_IS_DONE = "Saving records the decision here. It does not change the section in your student system."


def assumptions() -> Assumed:
    """How the advice is made, and what the reader assumes for it; the simulator on Sections has the same two settings."""
    with st.expander("How the advice is made"):
        st.markdown(wording.escaped(words.RULE))
        left, right = st.columns(2)
        moving, won = assumed.share_moving(left.slider), assumed.seats_won(right.slider)
    return Assumed(moving, won)


@reader.only_for(Action.DECIDE)
def decide(scope: Scope, due: Table, titles: dict[str, str]) -> None:
    """A row per section with a check box and its decision, a note for those that are checked, and a button that saves."""
    heading("Decide")
    shown, many = due.frame, due.frame.height
    if many > ROWS_SHOWN and not linked(st.toggle, words.show_all(many), False, key="week_all"):
        shown = shown.head(ROWS_SHOWN)
    rows = shown.to_dicts()
    with st.form(f"decide_{scope.version}", border=False):
        chosen = dict(filter(None, [_row(scope, row, titles) for row in rows]))
        note = st.text_input("Note on the checked decisions (optional)", max_chars=NOTE_LETTERS)
        is_saved = st.form_submit_button("Save the checked decisions", type="primary")
    st.caption(NOTHING_IS_DONE)
    if is_saved:
        editing.save(scope, due, chosen, note)


def _row(scope: Scope, row: dict, titles: dict[str, str]) -> tuple[str, str] | None:
    """One section; its id and decision where its box is checked."""
    code, title = row["section_id"], titles.get(row["offering"], row["offering"])
    with st.container(border=True):
        what, advice, chance, decision = st.columns([3, 3, 3, 2])
        with what, st.container(gap="xsmall"):
            is_checked = st.checkbox(
                wording.escaped(f"{title}, by {short_day(row['decide_by'])}"), key=f"decide_{scope.version}_{code}"
            )
            st.caption(wording.escaped(words.about(row)))
        with advice, st.container(gap="xsmall"):
            st.markdown(f"{words.pill(row['advice'])} **{wording.escaped(words.adds(row))}**")
            st.caption(wording.escaped(words.why(row)))
        with chance, st.container(gap="xsmall"):
            st.markdown(wording.escaped(words.record(row)))
            st.caption(wording.escaped(words.depends(row, titles)))
        with decision, st.container(gap="xsmall"):
            options = editing.choices(row)
            choice = st.selectbox(
                f"Decision on {title}, {code}",
                options,
                options.index(row["advice"]),
                format_func=lambda choice: wording.name("decision", choice),
                label_visibility="collapsed",
                key=f"choice_{scope.version}_{code}",
            )
            scope_bar.link_to("Sections", "Try it out", sections_section=code)
    return (code, choice) if is_checked else None
