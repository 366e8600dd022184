"""How many learners register, where, and what do they pay?"""

import streamlit as st

from dashboard import charts, scope_bar, tiles
from dashboard.ask import ask
from dashboard.page import head
from dashboard.tables import table
from queries import college

head(__doc__)
scope = scope_bar.current()
tiles.row(["gross_registrations", "net_registrations", "net_revenue", "discount_rate"], scope)
events = college.events(scope.version, scope.college)
left, right = st.columns(2)
with left:
    by_month = [ask("headcount", by=("month",), scope=s) for s in (scope, scope.last_year())]
    charts.by_month("Headcount by month", *by_month, events)
with right:
    charts.bars("Net registrations by field", ask("net_registrations", by=("field",), scope=scope))
table("By offering", ask("gross_registrations", "net_registrations", "net_revenue", by=("offering",), scope=scope))
