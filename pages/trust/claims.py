"""Which published figures about microcredentials hold, who paid for them, and where do they contradict each other?"""

import streamlit as st

from dashboard import charts, scope_bar
from dashboard.ask import recall
from dashboard.cards import claims as cards
from dashboard.finding import show_finding
from dashboard.page import head
from dashboard.wording import claims as words
from queries.trust import claims

head(__file__, __doc__)
scope = scope_bar.current()
counts = recall(claims.by_kind, scope)
show_finding(words.sentence_of_counts, counts)
charts.counts_to_break("Credentials on offer by kind of provider", counts, words.BREAK_NOTE)
cards.contradictions()
cards.every(scope)
cards.kinds(scope)
left, right = st.columns(2)
with left:
    cards.sums(scope)
with right:
    cards.forecasts(scope)
