"""Will we reach this year's goals, what moved, and what needs a decision this week?"""

import streamlit as st

from dashboard import charts, scope_bar
from dashboard.ask import recall
from dashboard.cards import overview, year
from dashboard.finding import show_finding
from dashboard.page import head
from dashboard.wording import scopes
from dashboard.wording import year as words
from queries.metrics.enrollment import NET_REVENUE
from queries.revenue import goal_status, year_path
from queries.revenue.year import year_goals
from queries.strategy.versus_strip import strip

scope = scope_bar.current()
goals = recall(year_goals, scope)
with st.container(gap="xsmall"):
    head(__file__, __doc__, about=scopes.about(scope))
    show_finding(words.sentence_of_year, goals, scope)
    year.tiles(goals, recall(goal_status.rule, scope.version, scope.college), scope)
left, right = st.columns([3, 2])
with left:
    charts.year_path("The year so far, and where it is heading", recall(year_path.path, NET_REVENUE.name, scope), scope)
    charts.versus_strip("Us and the alternatives", recall(strip, scope))
with right:
    overview.moved(scope)
    overview.decide(scope)
    overview.pinned(scope)
