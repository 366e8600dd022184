"""Cards of the portfolio: its weights, every offering by class, and one offering with all that its class rests on."""

import streamlit as st

from dashboard import filters, wording
from dashboard.address import linked
from dashboard.ask import derive
from dashboard.heading import heading
from dashboard.tables import table
from dashboard.wording import portfolio as words
from data.reference import portfolio as rules
from data.reference.portfolio import CRITERIA, Rule
from data.store.home import home
from queries.semantic.table import Table
from queries.strategy import portfolio_tables, portfolio_verdict

LABELS = tuple(words.INPUTS[name] for name in CRITERIA)


def rule() -> Rule:
    """The rule of the data folder or the shipped one, with the weights that are chosen on the page."""
    try:
        used = rules.rule(home())
    except rules.BadRule as error:
        st.warning(f"{error} The shipped rule is used.")
        used = rules.shipped()
    chosen = []
    with st.expander("Weights"):
        columns = st.columns(4)
        for place, (name, label) in enumerate(zip(CRITERIA, LABELS, strict=True)):
            column = columns[place % len(columns)]
            start = float(used.weights[place])
            key = f"portfolio_{name}"
            chosen.append(linked(column.number_input, label, 0.0, 100.0, start, 0.5, format="%g", key=key))
        st.caption("Only the share of a weight counts. 0 leaves an input out. The link of this page holds the weights.")
    if sum(chosen):
        return used.weighted(tuple(chosen))
    st.warning(words.NO_WEIGHT)
    return used


def offerings(judged: Table) -> None:
    """Every open offering: grow first, then by points."""
    table("Every open offering by class", judged)


def one(judged: Table, used: Rule) -> None:
    """Choose an offering and read what its class rests on and what would change it."""
    heading("One offering")
    titles = dict(judged.frame.sort("title", "offering").select("offering", "title").rows())
    chosen = linked(
        st.selectbox,
        "Offering",
        [portfolio_verdict.FEWEST, *titles],
        key="portfolio_offering",
        width=filters.NARROW,
        format_func=lambda code: titles.get(code, "The one with the fewest points"),
    )
    turns = words.sentence_of_turns(portfolio_verdict.turns(judged, chosen, used)) or words.no_turn(judged, chosen)
    for sentence in (words.sentence_of_one(judged, chosen, used), turns, words.sentence_of_money(judged, chosen)):
        st.markdown(wording.escaped(sentence))
    table("What its class rests on", derive(portfolio_tables.of_one, judged, chosen, LABELS, used))
