"""How is the college doing, and what has changed since this point last year?"""

import streamlit as st

from dashboard import charts, scope_bar, tiles, wording
from dashboard.ask import ask, recall
from dashboard.finding import show_finding
from dashboard.heading import heading
from dashboard.page import follow, head
from queries import college
from queries.enrollment import movements
from queries.metrics.enrollment import NET_REGISTRATIONS, NET_REVENUE
from queries.revenue import goals

head(__file__, __doc__)
scope = scope_bar.current()
names = ("net_registrations", "headcount", "net_revenue", "completion_rate")
now, before = (ask(*names, scope=s) for s in (scope, scope.last_year()))
goal = recall(goals.progress, scope, NET_REVENUE.name)
show_finding(wording.sentence_of_standing, NET_REVENUE, now, before, goal)
tiles.row(names, scope)

events = recall(college.events_in, scope)
charted = {NET_REGISTRATIONS: "Net registrations by month", NET_REVENUE: "Net tuition revenue by month"}
for column, (metric, title) in zip(st.columns(2), charted.items(), strict=True):
    with column:
        now, before = (ask(metric.name, by=("month",), scope=s) for s in (scope, scope.last_year()))
        charts.by_month(title, now, before, events)
charts.event_key(events)

left, right = st.columns(2)
with left, st.container(border=True, height="stretch"):
    heading("The largest changes in net tuition revenue")
    titles = recall(college.titles, scope.version, scope.college)
    moved = recall(movements.largest, NET_REVENUE.name, "offering", scope)
    when = wording.during(scope)
    sentences = [wording.sentence_of_movement(NET_REVENUE, titles.get(m.value, m.value), m, when) for m in moved]
    if sentences:
        st.markdown("\n".join(f"- {sentence}" for sentence in sentences))
    else:
        st.info("Nothing has changed for this choice. Choose another period or field.")
with right, st.container(border=True, height="stretch"):
    heading("What to look at next")
    follow("Goals", "How likely each one is, and what it takes")
    follow("Bridge", "Why revenue changed")
    follow("Pacing", "Sections that may not run")
    follow("Versus", "Institutions, alternatives and this college side by side")
    follow("Offerings", "Price and length beside alternative providers")
    follow("Metrics", "What each number means")
