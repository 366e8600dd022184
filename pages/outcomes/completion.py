"""Who finishes what they started, here and elsewhere, and what of that may be compared?"""

import streamlit as st

from dashboard import scope_bar
from dashboard.ask import recall
from dashboard.cards import outcomes as outcome_cards
from dashboard.page import head
from dashboard.wording import outcomes as outcome_words
from queries import outcome_findings, outcomes

head(__doc__)
scope = scope_bar.current()
st.markdown(f"**{recall(outcome_findings.completion, scope)}**")
outcome_cards.cohorts(scope)
left, right = st.columns(2)
with left:
    chosen = outcome_cards.cohort(scope)
cut = right.selectbox(
    "Compare our offerings and learners by",
    outcomes.CUTS[1:],
    key="completion_cut",
    bind="query-params",
    format_func=outcome_words.cut,
)
outcome_cards.completion(chosen, "field")
outcome_cards.completion(chosen, cut)
outcome_cards.beside_others(scope)
st.caption(
    "Differences between groups here are raw. **Fair comparison** shows what is left of one when both groups study the "
    "same mix."
)
