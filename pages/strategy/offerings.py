"""Where do our programs stand against alternative providers on price, length and delivery?"""

import streamlit as st

from dashboard import charts, scope_bar, wording
from dashboard.ask import ask
from dashboard.page import head
from dashboard.tables import table
from queries import offerings

head(__doc__)
scope = scope_bar.current()
chosen = st.selectbox(
    "Programs on",
    offerings.lists(scope),
    key="offerings_list",
    format_func=lambda name: wording.name("list", name),
    help="Fictional and real programs are never pooled in one number.",
)
scope = scope.narrowed(list=chosen)
st.markdown(f"**{offerings.finding(scope)}**")
compared = ask(
    "programs",
    "providers",
    "median_price",
    "price_per_contact_hour",
    "median_weeks",
    "median_contact_hours",
    "credit_share",
    "online_share",
    by=("side",),
    scope=scope,
)
table("Side by side", compared)
st.caption("List prices per program, each program counted once and not weighted by learners.")
left, right = st.columns(2)
with left:
    answer = ask("median_price", by=("side",), scope=scope)
    charts.spread("List price of every program", offerings.spread(scope, "price_usd"), answer, "US dollars per program")
with right:
    answer = ask("median_weeks", by=("side",), scope=scope)
    charts.spread("Length of every program", offerings.spread(scope, "weeks"), answer, "Weeks from first to last day")
table("Fields by side", ask("programs", "median_price", by=("field", "side"), scope=scope))
