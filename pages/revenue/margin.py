"""Which offerings pay for themselves, and what do we keep of the list price?"""

import streamlit as st

from dashboard import charts, scope_bar, tiles, wording
from dashboard.ask import ask, ask_by_part, recall
from dashboard.finding import show_finding
from dashboard.heading import heading
from dashboard.page import head
from dashboard.tables import table
from dashboard.wording import margin as margin_words
from dashboard.wording import new_learners as new_learner_words
from queries.cubes import new_learners
from queries.revenue import margin

head(__file__, __doc__, is_long=True)
scope = scope_bar.current()
show_finding(margin_words.sentence_of_margin, recall(margin.totals, scope))
for sentence in margin_words.gaps(recall(margin.missing, scope)):
    st.info(sentence)
tiles.row(["net_revenue", "contribution", "contribution_margin", "price_realization"], scope)
left, right = st.columns(2)
with left:
    charts.parts("Contribution", ask_by_part("contribution", scope=scope))
with right:
    charts.parts("Contribution margin", ask_by_part("contribution_margin", scope=scope))
columns = (
    "net_revenue",
    "started_revenue",
    "direct_cost",
    "contribution",
    "contribution_margin",
    "discount_rate",
    "price_realization",
    "promotion",
)
for part in scope.parts:
    table(f"By {wording.label(part).lower()}", ask(*columns, by=(part,), scope=scope))
table(
    "Seats held and seats to break even",
    recall(margin.break_even, scope),
    empty="No started section of this choice states a direct cost, so break-even is not known.",
)
st.markdown(
    "Contribution counts sections that have started. Open sections have revenue but no cost yet. Promotion is shown "
    "separately; contribution, margin and break-even leave it out."
)
heading("What a new learner costs")
known_on = recall(new_learners.known_on, scope)
new_learner_totals, held = recall(margin.bringing, scope), recall(new_learners.is_published, scope)
is_term = scope.period.kind == "term"
show_finding(
    new_learner_words.sentence_of_new_learners, new_learner_totals, known_on, is_published=held, is_term=is_term
)
lacking = recall(new_learners.without_cost, scope), recall(new_learners.unattributed, scope)
for sentence in new_learner_words.gaps(*lacking) if known_on else ():
    st.info(sentence)
if known_on:
    st.caption(new_learner_words.CAVEAT)
    charts.bars("Cost per new learner by channel", ask("cac", by=("channel",), scope=scope))
    table(
        "New learners and their cost by channel",
        ask("new_learners", "marketing_cost", "cac", by=("channel",), scope=scope),
    )
