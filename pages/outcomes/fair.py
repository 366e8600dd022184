"""Is one group better at finishing, or does it only study an easier mix?"""

import streamlit as st

from dashboard import scope_bar, wording
from dashboard.address import linked
from dashboard.ask import recall
from dashboard.cards import fair as fair_cards
from dashboard.finding import show_finding
from dashboard.heading import heading
from dashboard.page import head
from dashboard.wording import learners as learner_words
from dashboard.wording import outcomes as outcome_words
from queries.outcomes import fair

head(__file__, __doc__)
scope = scope_bar.current()
columns = st.columns(4)
by = linked(columns[0].selectbox, "Compare by", fair.CELL, index=1, key="fair_by", format_func=outcome_words.cut)
groups = recall(fair.groups, scope, by)
if len(groups) < 2:
    st.info("This choice has fewer than two groups with published outcomes. Choose all fields, or a later as-of date.")
    st.stop()
one, other = (
    linked(
        columns[i].selectbox,
        label,
        groups,
        index=recall(fair.first_choice, scope, by)[i - 1],
        key=f"fair_{name}_{by}",
        format_func=lambda value: outcome_words.group(by, value),
    )
    for i, label, name in ((1, "First group", "one"), (2, "Second group", "other"))
)
trait = linked(
    columns[3].selectbox,
    "Adjust also for the learner's",
    fair.TRAITS,
    index=1,
    key="fair_trait",
    format_func=outcome_words.cut,
)
if one == other:
    st.info("Choose two different groups.")
    st.stop()
gap = recall(fair.gap, scope, by, one, other, trait)
names = [outcome_words.group(by, group) for group in (one, other)]
show_finding(learner_words.sentence_of_gap, gap, names[0], names[1], outcome_words.alike(by, trait))
if published_on := recall(fair.published_on, scope):
    st.caption(f"Outcomes that were final on {wording.day(published_on)}, all years together.")
left, right = st.columns(2)
with left:
    fair_cards.gaps(gap, by, scope)
with right:
    fair_cards.by_stratum(gap, by, scope)
heading("What this adjusts for, and what it can't")
fair_cards.limits(gap, by)
