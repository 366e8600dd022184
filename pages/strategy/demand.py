"""How many openings a year are there for what our programs teach, and what do they pay?"""

import streamlit as st

from dashboard import charts, parts, scope_bar, wording
from dashboard.ask import recall
from dashboard.cards import demand as cards
from dashboard.finding import show_finding
from dashboard.page import follow, head
from dashboard.tables import table
from dashboard.wording import demand as words
from queries.strategy import demand, demand_entry

PROGRAMS, OCCUPATIONS = "Program by program", "Every occupation"
SKILLS, TRUST, UNMATCHED = "Skills", "Postings and past accuracy", "What is not divided"

head(__file__, __doc__)
scope = scope_bar.current()
asked = cards.choose(scope)
if asked is None:
    st.stop()
chosen, label, codes, choices = asked
whole = recall(demand.total, scope, codes, choices)
if whole.is_empty():
    st.info(words.NO_LINK)
    st.stop()
show_finding(words.sentence_of_demand, whole, chosen, label)
cards.tiles(whole)
st.caption(wording.escaped(words.sentence_of_index(whole, choices, recall(demand.origin, scope, choices))))
occupations = recall(demand.by_occupation, scope, codes, choices)
left, right = st.columns(2)
with left:
    charts.openings("Openings by occupation", occupations)
with right:
    charts.pay("What they pay", occupations, words.place_of(whole))
asks = (recall(demand_entry.by_education, scope, codes, choices), recall(demand_entry.by_zone, scope, codes, choices))
show_finding(words.sentence_of_education, *asks)
cards.bar(scope, occupations)
st.caption(words.sentence_of_left_out(choices))

opened = parts.opened((SKILLS, PROGRAMS, OCCUPATIONS, TRUST, UNMATCHED), "demand_part")
if SKILLS in opened:
    cards.skills(scope, chosen, codes, choices)
if PROGRAMS in opened:
    table(PROGRAMS, recall(demand.by_program, scope, codes, choices))
if OCCUPATIONS in opened:
    table(OCCUPATIONS, occupations)
if TRUST in opened:
    cards.trust(scope, codes, choices)
if UNMATCHED in opened:
    unmatched = recall(demand.unmatched, scope, choices)
    show_finding(words.sentence_of_unmatched, unmatched.frame, whole)
    table(UNMATCHED, unmatched)
follow("White space", "where alternatives are many and we are few")
st.caption(f"{words.SOURCES} {wording.PUBLIC_NOTE}")
