"""Can these outcome numbers be compared, and what do we know on a common basis?"""

import streamlit as st

from dashboard import parts, scope_bar, wording
from dashboard.address import linked
from dashboard.ask import recall
from dashboard.cards import definitions as definition_cards
from dashboard.page import head
from dashboard.wording import outcomes as outcome_words
from queries.outcomes import chosen_numbers

RECORDS, SCHOOLS, ALL_PAIRS = "What each number counts", "The same schools over time", "Every pair of definitions"

head(__file__, __doc__)
scope = scope_bar.current()
left, right = st.columns([1, 3])
which = linked(
    left.selectbox,
    "Numbers of",
    recall(chosen_numbers.sets, scope),
    key="comparison_set",
    format_func=lambda name: outcome_words.LISTS.get(name, "All sources, pooled"),
    help="Import the file of a source to choose its single programs.",
)
numbers = recall(chosen_numbers.numbers, scope, which)
picked = linked(
    right.multiselect,
    "Outcome numbers",
    list(numbers),
    default=recall(chosen_numbers.default_of, scope, which),
    key=f"comparison_numbers_{which}",
    wrap=True,
    format_func=lambda key: definition_cards.label(numbers[key]),
)
chosen = [numbers[key] for key in picked]
definition_cards.verdict(chosen)
draw = definition_cards.stated
if linked(st.toggle, "Show bounds on a common basis", key="comparison_bounds"):
    draw = definition_cards.on_common_basis
draw(chosen, scope)
definition_cards.badges(chosen)
opened = parts.opened((RECORDS, SCHOOLS, ALL_PAIRS), "comparison_part")
if RECORDS in opened:
    definition_cards.records(chosen)
if SCHOOLS in opened:
    definition_cards.same_reporters(scope, "cirr_in_field_180")
if ALL_PAIRS in opened:
    definition_cards.matrix(scope)
st.caption(wording.PUBLIC_NOTE)
