"""Which offerings should grow, stay, change or end, and how sure is that?"""

import streamlit as st

from dashboard import scope_bar, wording
from dashboard.ask import derive, recall
from dashboard.cards import portfolio as cards
from dashboard.finding import show_finding
from dashboard.page import head
from dashboard.wording import portfolio as words
from queries.strategy import portfolio_inputs, portfolio_verdict

head(__file__, __doc__, is_long=True)
scope = scope_bar.current()
known = recall(portfolio_inputs.inputs, scope)
if known.is_empty:
    st.info(words.NO_OFFERING)
    st.stop()
rule = cards.rule()
judged = derive(portfolio_verdict.judged, known, rule)
show_finding(words.sentence_of_portfolio, judged, rule)
if doubtful := words.names_of(judged):
    st.markdown(wording.escaped(doubtful))
st.caption(words.NO_DECISION)
if gaps := words.gaps(judged):
    st.info(gaps)
cards.offerings(judged)
cards.one(judged, rule, scope)
cards.launches(rule, scope)
cards.thresholds(scope)
st.caption(words.sentence_of_rule(rule))
