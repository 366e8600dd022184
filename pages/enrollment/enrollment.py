"""How many learners register, where, and what do they pay?"""

import streamlit as st

from dashboard import charts, scope_bar, tiles, wording
from dashboard.ask import ask, ask_by_part, recall
from dashboard.finding import show_finding
from dashboard.page import head
from dashboard.tables import table
from queries import college
from queries.metrics.enrollment import NET_REGISTRATIONS

head(__file__, __doc__)
scope = scope_bar.current()
names = ("net_registrations", "headcount", "net_revenue", "discount_rate")
now, before = (ask(*names, scope=s) for s in (scope, scope.last_year()))
show_finding(wording.sentence_of_standing, NET_REGISTRATIONS, now, before)
tiles.row(names, scope)

events = recall(college.events_in, scope)
for metric, title in {"net_registrations": "Net registrations", "net_revenue": "Net tuition revenue"}.items():
    left, right = st.columns(2)
    with left:
        months = (ask(metric, by=("month",), scope=s) for s in (scope, scope.last_year()))
        charts.by_month(f"{title} by month", *months, events)
    with right:
        charts.parts(title, ask_by_part(metric, scope=scope))
charts.event_key(events)

in_table = ("gross_registrations", "net_registrations", "net_revenue", "discount_rate")
for cut in ("offering", "term"):
    table(f"By {cut}", ask(*in_table, by=(cut,), scope=scope))
