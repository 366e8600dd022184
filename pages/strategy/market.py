"""Who awards certificates and associate degrees, in which fields, and how has that moved?"""

import streamlit as st

from dashboard import charts, scope_bar, wording
from dashboard.ask import ask
from dashboard.page import head
from dashboard.tables import frame_table, table
from queries import market

head(__doc__)
scope = scope_bar.current()
left, middle, right = st.columns(3)
states, names = market.states(scope.version), market.institutions(scope.version)
state = left.selectbox("State", ["All", *states], key="market_state", bind="query-params")
basis = middle.selectbox(
    "Sector",
    ["same_year", *market.frozen_years(scope.version)],
    key="market_sector",
    bind="query-params",
    format_func=lambda b: "Of the same year" if b == "same_year" else f"Frozen at {b}",
    help="Institutions change sector. Frozen keeps each where it was, so that a change of label is no change in awards.",
)
unitid = right.selectbox(
    "Institution", list(names), index=None, format_func=lambda u: names[u], placeholder="Any real college"
)
scope = scope.narrowed(sector_basis=basis, **({} if state == "All" else {"state": state}))
st.markdown(f"**{market.finding(scope)}**")
unit = f"Awards, academic year {market.newest_year(scope.version)}"
left, right = st.columns(2)
with left:
    charts.bars("Awards by level", market.newest(scope, "level"), unit_line=unit)
with right:
    charts.bars(
        "Certificates and associate degrees by sector", market.newest(scope, "sector", short=True), unit_line=unit
    )
table("By year and level", ask("awards", "programs_offered", "programs_awarding", by=("year", "level"), scope=scope))
frame_table("Which institutions explain the change in certificates", market.explained(scope))
if unitid:
    frame_table(f"{wording.escaped(names[unitid])}: awards by year and field", market.of_institution(scope, unitid))
st.caption("Source: NCES, IPEDS completions and directory, first majors, July to June; computed from the public files.")
