"""How many learners register, where, and what do they pay?"""

import streamlit as st

from dashboard import charts, scope_bar, tiles, wording
from dashboard.ask import ask, recall
from dashboard.page import head
from dashboard.tables import table
from queries import college
from queries.metrics.enrollment import NET_REGISTRATIONS

head(__doc__)
scope = scope_bar.current()
now, before = (ask("net_registrations", scope=s).value(NET_REGISTRATIONS) for s in (scope, scope.last_year()))
st.markdown(f"**{wording.standing(NET_REGISTRATIONS, now, before)}**")
tiles.row(["gross_registrations", "net_registrations", "net_revenue", "discount_rate"], scope)

events = recall(college.events_in, scope)
charts_by_month = {
    "net_registrations": "Net registrations by month",
    "headcount": "Headcount by month",
    "net_revenue": "Net tuition revenue by month",
}
columns = [*st.columns(2), *st.columns(2)]
for column, (metric, title) in zip(columns, charts_by_month.items(), strict=False):
    with column:
        charts.by_month(title, *(ask(metric, by=("month",), scope=s) for s in (scope, scope.last_year())), events)
with columns[3]:
    charts.bars("Net registrations by field", ask("net_registrations", by=("field",), scope=scope))
charts.event_key(events)

names = ("gross_registrations", "net_registrations", "net_revenue", "discount_rate")
table("By offering", ask(*names, by=("offering",), scope=scope))
