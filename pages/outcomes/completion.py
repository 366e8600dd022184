"""Who finishes what they started, here and elsewhere, and what can be compared?"""

import streamlit as st

from dashboard import filters, scope_bar, wording
from dashboard.address import linked
from dashboard.ask import recall
from dashboard.cards import outcomes as outcome_cards
from dashboard.finding import show_finding
from dashboard.page import head
from dashboard.wording import learners as learner_words
from dashboard.wording import outcomes as outcome_words
from queries.outcomes import completion as outcomes

head(__file__, __doc__)
scope = scope_bar.current()
show_finding(learner_words.sentence_of_completion, recall(outcomes.cohorts, scope))
outcome_cards.cohorts(scope)
with st.container(horizontal=True):
    chosen = outcome_cards.cohort(scope)
    cut = linked(
        st.selectbox,
        "Compare our offerings and learners by",
        outcomes.CUTS[1:],
        key="completion_cut",
        width=filters.NARROW,
        format_func=outcome_words.cut,
    )
for part in dict.fromkeys((scope.parts[0], cut)):
    outcome_cards.completion(chosen, part)
outcome_cards.beside_others(scope)
st.caption(
    "Differences between groups here are not adjusted. **Fair comparison** compares groups that study the same mix. "
    f"{wording.PUBLIC_NOTE}"
)
