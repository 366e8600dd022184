"""How does the college stand, and what has moved since the same point last year?"""

import streamlit as st

from dashboard import charts, scope_bar, tiles, wording
from dashboard.ask import ask, movements
from dashboard.page import head
from queries import college
from queries.metrics.enrollment import NET_REGISTRATIONS, NET_REVENUE

head(__doc__)
scope = scope_bar.current()
now, before = ask("net_revenue", scope=scope), ask("net_revenue", scope=scope.last_year())
st.markdown(f"**{wording.standing(NET_REVENUE, now.value(NET_REVENUE), before.value(NET_REVENUE))}**")
tiles.row(["net_registrations", "headcount", "net_revenue", "completion_rate"], scope)

events = college.events(scope.version, scope.college)
left, right = st.columns(2)
for column, metric, title in (
    (left, NET_REGISTRATIONS, "Registrations by month"),
    (right, NET_REVENUE, "Net tuition revenue by month"),
):
    with column:
        by_month = [ask(metric.name, by=("month",), scope=s) for s in (scope, scope.last_year())]
        charts.by_month(title, *by_month, events)

st.subheader("The largest movements in net tuition revenue", anchor=False)
titles = college.titles(scope.version, scope.college)
for movement in movements("net_revenue", "offering", scope):
    name = titles.get(movement.value, movement.value)
    st.markdown(f"- {wording.moved(NET_REVENUE, name, movement.now, movement.before)}")
st.markdown("Next: see which offerings moved on **Enrollment**, and where alternatives are many on **Offerings**.")
