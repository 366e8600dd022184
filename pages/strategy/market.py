"""Who awards certificates and associate degrees, in which fields, and what explains the change?"""

import streamlit as st

from dashboard import charts, filters, scope_bar, wording
from dashboard.ask import ask, recall
from dashboard.cards import institutions as institution_tables
from dashboard.finding import show_finding
from dashboard.heading import heading
from dashboard.page import head
from dashboard.tables import table
from dashboard.wording import market as market_words
from queries.strategy import institutions, market

head(__file__, __doc__)
scope = filters.sector_basis(scope_bar.current())
years = recall(market.recent_years, scope.version)
by_year = recall(market.by_year, scope)
show_finding(market_words.sentence_of_awards, by_year.frame)
st.caption(
    "Academic years run from July to June and are named by the year in which they end. Awards count first majors and credentials for credit only."
)

unit = f"Awards, academic year {years[-1]}"
left, right = st.columns(2)
with left:
    charts.metrics_by_year("Certificates and associate degrees by year", by_year, "Awards by academic year")
    charts.parts("Certificates and associate degrees", recall(market.short_by_field, scope), unit_line=unit)
with right:
    by_sector = ask("certificates", by=("year", "sector"), scope=scope)
    charts.cut_by_year("Certificates by sector", by_sector, "Certificates by academic year, the five largest sectors")
    charts.bars("Awards by level", recall(market.newest, scope, "level"), unit_line=unit)

refrozen = recall(market.frozen, scope, filters.basis_or_first(scope, years))
if refrozen:
    show_finding(market_words.sentence_of_reclassified, refrozen)

heading("Who explains the change")
first, last = filters.between(years, "market")
changes, names = recall(institutions.changes, scope, first, last), recall(institutions.names, scope.version)
show_finding(market_words.sentence_of_award_change, changes, names, first, last)
institution_tables.explained(scope, first, last)
reported = ask("awards", "programs_offered", "programs_awarding", by=("year", "level"), scope=scope)
table("By year and level", reported)
st.caption(
    "Certificates below the bachelor's degree are counted together at every length, because the level under one year was "
    "split in two in 2020. Source: NCES, IPEDS completions and directory; computed from the public files. "
    f"{wording.PUBLIC_NOTE}"
)
