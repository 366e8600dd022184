"""Will we reach our goals, how likely is it, and what does it take?"""

import streamlit as st

from dashboard import charts, scope_bar, waiting, wording
from dashboard.ask import recall
from dashboard.editing import goals as goal_editor
from dashboard.heading import heading
from dashboard.page import head
from dashboard.tables import frame_table
from dashboard.wording import revenue as revenue_words
from queries.revenue import goal_record, goals

head(__doc__)
scope = scope_bar.current()
found = recall(goals.standings, scope)
for place, one in enumerate([s for s in found if s.goal.where == scope.own] or found):
    sentence = wording.escaped(revenue_words.sentence_of_goal(one))
    st.markdown(f"- {sentence}" if place else f"**{sentence}**")
if not found:
    st.info("No goal is set for this period and field. Add one below, or import a goals file.")
charts.goals(found, scope)
frame_table("Goals of the period", revenue_words.goals_table(found), empty="No goal is set for this choice.")
st.markdown(
    "The forecast adds the projections of open sections and last year's calendar of sections not open yet, drawn "
    "together 2,000 times. It uses nothing that became known after the as-of date, costs aside: a section's cost carries no "
    "day, so contribution takes it as it is stated today. Contribution comes in with the start of a section and counts "
    "those that start by the end of the period. Seats given up after a section has started are not foreseen."
)
heading("Has 60% meant 60%?")
st.caption("About net tuition revenue; what costs were stated as on a past day is not on record.")
if waiting.goal_record_is_ready(scope):
    said = recall(goal_record.record, scope)
    st.markdown(revenue_words.sentence_of_goal_record(said, goal_record.brier(said)))
    charts.reliability(said, scope)
goal_editor.edit(scope)
