"""Where do alternative providers offer many programs, and we few?"""

import streamlit as st

from dashboard import filters, parts, scope_bar, wording
from dashboard.address import linked
from dashboard.ask import derive, recall
from dashboard.cards import sides as comparison
from dashboard.finding import show_finding
from dashboard.page import head
from dashboard.tables import table
from dashboard.wording import offerings as offering_words
from queries.strategy import tables as strategy_tables
from queries.strategy import white_space

GROUPS = "Every program group"

head(__file__, __doc__)
left, right = st.columns(2)
with left:
    scope = filters.programs(scope_bar.current(), "white_space")
we = linked(
    right.selectbox,
    "We are",
    list(offering_words.WE),
    key="white_space_we",
    width=filters.NARROW,
    format_func=lambda key: offering_words.WE[key].capitalize(),
)
ours = offering_words.WE[we]
ranked = recall(white_space.ranked, scope, we)
show_finding(offering_words.sentence_of_white_space, ranked, we)
comparison.white_space("Where the gap is widest", ranked, ours, scope)
if parts.opened((GROUPS,), "white_space_part"):
    table(GROUPS, derive(strategy_tables.white_space, ranked, ours, scope))
st.caption(
    "The gap is the group's share of all alternative programs less its share of all our programs. Certificates come from "
    "IPEDS, for the chosen state or the whole country. They hint at demand; they forecast nothing. We leave out growth from "
    f"fewer than 100 certificates. The number in parentheses is the program group's code (CIP). {wording.PUBLIC_NOTE}"
)
