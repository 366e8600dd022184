"""Cards of Workforce Pell: every offering under the tests, and the tests of one of them."""

from collections.abc import Sequence

import streamlit as st

from dashboard import filters, wording
from dashboard.address import linked
from dashboard.ask import derive
from dashboard.cards.guidelines import guidelines
from dashboard.heading import heading
from dashboard.tables import table
from dashboard.wording import workforce_pell as words
from dashboard.wording.workforce_pell_tests import sentence_of_test
from data.reference import occupation_lists
from data.reference import workforce_pell as rules
from data.reference.workforce_pell import Rule
from data.store.home import home
from queries.outcomes import workforce_pell
from queries.outcomes.pell_checks import Checked
from queries.outcomes.pell_facts import Files
from queries.semantic.scope import Scope


def rule() -> Rule:
    """The rule of the data folder, or the shipped one; says so where the file of the data folder cannot be used."""
    try:
        return rules.rule(home())
    except rules.BadRule as error:
        st.warning(f"{error} The shipped rule is used.")
        return rules.shipped()


def files() -> Files:
    """The rule with the guidelines and the states' lists of occupations; says which file of the data folder cannot be used."""
    amounts = guidelines()
    try:
        lists = occupation_lists.lists(home())
    except rules.BadRule as error:
        st.warning(f"{error} No list of occupations is used.")
        lists = ()
    return Files(rule(), amounts, lists)


def programs(every: tuple[Checked, ...], used: Rule, scope: Scope) -> None:
    """Every offering that is open, those nearest to passing first."""
    notes = (words.NOT_ADVICE, words.sentence_of_rule(used))
    table(
        "Open offerings under the tests", derive(workforce_pell.table, every, words.stands, words.missed, scope, notes)
    )


def one(every: Sequence[Checked], used: Rule) -> None:
    """Choose an offering and read each test of it."""
    heading("One program, test by test")
    by_code = {c.program.offering: c for c in every}
    chosen = linked(
        st.selectbox,
        "Program",
        list(by_code),
        key="pell_program",
        width=filters.NARROW,
        format_func=lambda code: by_code[code].program.title,
        help="Those that miss the fewest tests come first.",
    )
    checked = by_code[chosen]
    st.markdown(f"**{wording.escaped(words.sentence_of_program(checked))}**")
    for check in checked.checks:
        state, text = st.columns([1, 5])
        title = words.TESTS_IN_WORDS[check.test]
        state.markdown(f"{words.pill(check.state)} {wording.escaped(title)}")
        text.markdown(wording.escaped(sentence_of_test(check.test, checked, used)))
    st.caption(wording.escaped(words.sentence_of_similar(checked)))
