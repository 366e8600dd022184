"""What stacks into what, who agreed to it, and what is a learner worth along the way?"""

import streamlit as st

from dashboard import scope_bar
from dashboard.ask import recall
from dashboard.cards import pathways as cards
from dashboard.finding import show_finding
from dashboard.page import follow, head
from dashboard.wording import pathways as words
from queries.outcomes import pathways

head(__file__, __doc__)
scope = scope_bar.current()
found = recall(pathways.pathways, scope)
show_finding(words.sentence_of_pathways, found)
if not found.ways:
    st.info(words.NOTHING)
else:
    cards.map_of(found, scope)
    cards.value(scope)
left, right = st.columns(2)
with left:
    cards.ending(found, scope)
with right:
    cards.without(found, scope)
cards.export(scope)
follow("Lifecycle", "whether learners come back, and how soon")
follow("Workforce Pell", "which programs meet the test on credit toward more")
