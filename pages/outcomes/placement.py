"""Do completers find work in their field, at what pay, and for how many do we know?"""

import streamlit as st

from dashboard import scope_bar, wording
from dashboard.ask import recall
from dashboard.cards import outcomes as outcome_cards
from dashboard.finding import show_finding
from dashboard.page import head
from dashboard.wording import learners as learner_words
from queries.outcomes import completion as outcomes

head(__file__, __doc__)
scope = scope_bar.current()
show_finding(learner_words.sentence_of_placement, recall(outcomes.placement, scope, "employed_q2"))
left, right = st.columns(2)
with left:
    outcome_cards.placement(scope, "employed_q2", "home_employment_q2")
with right:
    outcome_cards.placement(scope, "in_field_180", "home_in_field_180")
left, right = st.columns(2)
with left:
    outcome_cards.placement_by_field(scope, "employed_q2", "home_employment_q2")
with right:
    outcome_cards.pay(scope)
outcome_cards.beside_placement(scope)
st.caption(
    "These learners completed at least 180 days before the newest day of the data. Pay is a yearly median. Pay that others "
    "publish for a quarter is in the table only, never on the same axis. "
    f"{wording.PUBLIC_NOTE}"
)
