"""How does one program compare with its rivals on the other side?"""

import streamlit as st

from dashboard import program_choice, scope_bar, wording
from dashboard.ask import recall
from dashboard.cards import sides as comparison
from dashboard.page import head
from dashboard.wording.programs import sentence_of_program
from queries.strategy import head_to_head, offerings

head(__file__, __doc__)
scope = scope_bar.current()
choice = program_choice.draw(scope)
if choice is None:
    st.stop()
list_id, chosen, side = choice
lists = {name: recall(head_to_head.whole_list, scope, name) for name in recall(offerings.lists, scope)}
standings = {name: recall(head_to_head.standing, whole, chosen, side) for name, whole in lists.items()}
sentences = [
    sentence_of_program(chosen, standing, side, wording.name("list", name)) for name, standing in standings.items()
]
for sentence in dict.fromkeys(sentences):
    st.markdown(f"**{wording.escaped(sentence)}**")
comparison.positions(standings, lists)
beside_on = program_choice.rivals_on(scope, list_id)
beside = program_choice.rivals(lists[beside_on], beside_on, chosen, side)
comparison.nearest(f"Beside it on: {wording.name('list', beside_on)}", chosen, beside, lists[beside_on])
st.caption(
    "Each list is compared by itself. List prices are not weighted by learners. The filters for field, state and provider "
    f"type do not apply to this page. {wording.PUBLIC_NOTE}"
)
