"""How does one program compare with its nearest on the other side?"""

import streamlit as st

from dashboard import program_choice, scope_bar, wording
from dashboard.ask import recall
from dashboard.cards import sides as comparison
from dashboard.page import head
from dashboard.wording.programs import sentence_of_program
from queries.strategy import head_to_head, offerings

head(__doc__)
scope = scope_bar.current()
choice = program_choice.draw(scope)
if choice is None:
    st.stop()
chosen, side = choice
lists = {name: head_to_head.whole_list(scope, name) for name in recall(offerings.lists, scope)}
standings = {name: recall(head_to_head.standing, whole, chosen, side) for name, whole in lists.items()}
said = [sentence_of_program(chosen, found, side, wording.name("list", name)) for name, found in standings.items()]
for sentence in dict.fromkeys(said):
    st.markdown(f"**{wording.escaped(sentence)}**")
comparison.positions(standings, lists)
one_by_one = recall(head_to_head.lists_with_programs, scope)
for name in sorted(one_by_one, key=list(lists).index):
    nearest = recall(head_to_head.nearest, lists[name], chosen, side)
    comparison.nearest(f"Nearest on: {wording.name('list', name)}", chosen, nearest)
st.caption(
    "Nearest: the same program group (CIP4) first, then the same field (CIP2), then by contact hours. Lists are never "
    "added: each stands by itself, and list prices are not weighted by learners. Field, state and provider type above do "
    "not narrow this page."
)
