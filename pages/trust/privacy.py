"""What is hidden to protect learners, and why?"""

import streamlit as st

from dashboard import scope_bar
from dashboard.cards import privacy as privacy_cards
from dashboard.page import head

head(__doc__)
scope = scope_bar.current()
st.markdown(f"**{privacy_cards.finding(scope)}**")
privacy_cards.rules(scope)
left, right = st.columns([2, 3])
with left:
    privacy_cards.audit(scope)
with right:
    privacy_cards.cuts(scope)
