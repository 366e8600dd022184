"""What is hidden to protect learners, and why?"""

import streamlit as st

from dashboard import scope_bar
from dashboard.ask import recall
from dashboard.cards import privacy as privacy_cards
from dashboard.finding import show_finding
from dashboard.page import head
from dashboard.wording.privacy import sentence_of_privacy
from queries.outcomes import privacy

head(__file__, __doc__)
scope = scope_bar.current()
show_finding(sentence_of_privacy, recall(privacy.report, scope))
privacy_cards.rules(scope)
left, right = st.columns([1, 2])
with left:
    privacy_cards.audit(scope)
with right:
    privacy_cards.cuts(scope)
