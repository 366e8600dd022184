"""Will we reach our goals, and what does it take?"""

import streamlit as st

from dashboard import charts, filters, scope_bar, waiting, wording
from dashboard.address import linked
from dashboard.ask import derive, recall
from dashboard.cards import year as year_cards
from dashboard.editing import goals as goal_editor
from dashboard.heading import heading
from dashboard.page import head
from dashboard.tables import table
from dashboard.wording import revenue as revenue_words
from queries.revenue import goal_history, goal_record, goal_status, goals, year_path

head(__file__, __doc__)
scope = scope_bar.current()
standings = recall(goals.standings, scope)
rule = recall(goal_status.rule, scope.version, scope.college)
for place, one in enumerate([s for s in standings if s.goal.where == scope.own] or standings):
    sentence = wording.escaped(revenue_words.sentence_of_goal(one))
    st.markdown(f"- {sentence}" if place else f"**{sentence}**")
apart = recall(goals.unanswered, scope)
for sentence in revenue_words.unanswered(apart):
    st.info(wording.escaped(sentence))
if not standings and not apart:
    st.info("This period and field have no goal. Add one below, or import a goals file.")
metric = linked(
    st.selectbox,
    "Metric",
    year_path.OFFERED,
    key="goals_path",
    format_func=wording.metric_label,
    width=filters.NARROW,
)
charts.year_path("The period so far, and where it is heading", recall(year_path.path, metric, scope), scope)
if standings:
    charts.goals(standings, scope, rule)
    table("Goals for the period", derive(revenue_words.goals_table, standings, scope, rule))
    goal_editor.edit_rule(scope, rule)
    year_cards.how_the_forecast_is_made()
    heading("How often past predictions came true")
    st.caption("This record covers net tuition revenue only, because past costs are not on record.")
    if waiting.goal_record_is_ready(scope):
        predictions = recall(goal_record.record, scope)
        left, right = st.columns(2)
        left.markdown(revenue_words.sentence_of_goal_record(derive(goal_record.quality, predictions)))
        with right:
            charts.reliability(predictions, scope)
goal_editor.edit(scope)
table(
    "Who changed what",
    recall(goal_history.history, scope),
    empty="No goal has been changed.",
)
