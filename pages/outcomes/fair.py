"""Is one group better at finishing, or does it only study an easier mix?"""

import streamlit as st

from dashboard import scope_bar
from dashboard.address import linked
from dashboard.ask import recall
from dashboard.cards import fair as fair_cards
from dashboard.finding import show_finding
from dashboard.heading import heading
from dashboard.page import head
from dashboard.wording import fair as fair_words
from dashboard.wording import outcomes as outcome_words
from queries.outcomes import fair

head(__file__, __doc__)
scope = scope_bar.current()
state = recall(fair.state, scope)
if state == fair.MISSING:
    st.info(fair_words.NO_TABLE)
    st.stop()
if state == fair.EARLY:
    st.info(fair_words.not_yet(recall(fair.first_day, scope)))
    st.stop()
columns = st.columns(4)
groupings = recall(fair.groupings, scope)
by = linked(columns[0].selectbox, "Compare by", groupings, key="fair_by", format_func=outcome_words.cut)
pair = linked(
    columns[1].selectbox,
    "Groups",
    recall(fair.pairs, scope, by),
    key=f"fair_pair_{by}",
    format_func=lambda groups: outcome_words.pair(by, groups),
)
year = linked(
    columns[2].selectbox,
    "Years",
    recall(fair.years, scope, by),
    key=f"fair_years_{by}",
    format_func=outcome_words.years,
)
mix = linked(
    columns[3].selectbox,
    "Within the same",
    recall(fair.mixes, scope, by, year),
    key=f"fair_mix_{by}_{year}",
    format_func=lambda mix: fair_words.mix(by, mix),
)
gap = recall(fair.gap, scope, by, pair, year, mix)
show_finding(fair_words.sentence_of_gap, gap)
st.caption(fair_words.basis(gap, is_one_field="field" in dict(scope.where)))
left, right = st.columns(2)
with left:
    fair_cards.gaps(gap, scope)
with right:
    fair_cards.by_field(gap, scope)
heading("What this adjusts for, and what it can't")
fair_cards.limits(gap)
