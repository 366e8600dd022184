"""Do learners come back, and what do they study next?"""

import streamlit as st

from dashboard import scope_bar
from dashboard.ask import recall
from dashboard.cards import lifecycle as lifecycle_cards
from dashboard.finding import show_finding
from dashboard.page import head
from dashboard.wording import learners as learner_words
from queries.outcomes import lifecycle

head(__file__, __doc__)
scope = scope_bar.current()
show_finding(learner_words.sentence_of_returns, recall(lifecycle.return_rates, scope))
left, right = st.columns(2)
with left:
    lifecycle_cards.back(scope)
with right:
    lifecycle_cards.back_by_stacking(scope)
left, right = st.columns(2)
with left:
    lifecycle_cards.back_by_field(scope)
with right:
    lifecycle_cards.value(scope)
lifecycle_cards.stacking(scope)
lifecycle_cards.to_degrees(scope)
lifecycle_cards.from_partners(scope)
st.caption(
    "Completions count the years that the Completion page shows for the credential. Went on means registered later for the "
    "credential that the first counts toward, or enrolled in a degree program here. The data says that a learner studies "
    "for a degree, not which one."
)
