"""Who awards certificates and associate degrees, in which fields, and what explains the change?"""

import streamlit as st

from dashboard import charts, filters, parts, scope_bar, wording
from dashboard.ask import ask, recall
from dashboard.cards import institutions as institution_tables
from dashboard.finding import show_finding
from dashboard.page import head
from dashboard.tables import table
from dashboard.wording import market as market_words
from queries.strategy import institutions, market

CHANGE, SECTORS, LEVELS = "Who explains the change", "Sectors", "Levels"

head(__file__, __doc__)
scope = scope_bar.current()
years = recall(market.recent_years, scope.version)
by_year = recall(market.by_year, scope)
show_finding(market_words.sentence_of_awards, by_year.frame, market_words.colleges_of(scope))
unit = f"Awards, academic year {years[-1]}"
left, right = st.columns(2)
with left:
    charts.metrics_by_year("Certificates and associate degrees by year", by_year, "Awards by academic year")
with right:
    by_field = recall(market.short_by_field, scope)
    charts.parts("Certificates and associate degrees", by_field, unit_line=unit)

opened = parts.opened((CHANGE, SECTORS, LEVELS), "market_part")
if CHANGE in opened:
    first, last = filters.between(years, "market")
    changes, names = recall(institutions.changes, scope, first, last), recall(institutions.names, scope.version)
    show_finding(market_words.sentence_of_award_change, changes, names, first, last)
    institution_tables.explained(scope, first, last)
if SECTORS in opened:
    on_basis = filters.sector_basis(scope)
    reclassified = recall(market.frozen, on_basis, filters.basis_or_first(on_basis, years))
    if reclassified:
        show_finding(market_words.sentence_of_reclassified, reclassified)
    by_sector = ask("certificates", by=("year", "sector"), scope=on_basis)
    charts.cut_by_year("Certificates by sector", by_sector, "Certificates by academic year, the five largest sectors")
if LEVELS in opened:
    charts.bars("Awards by level", recall(market.newest, scope, "level"), unit_line=unit)
    reported = ask("awards", "programs_offered", "programs_awarding", by=("year", "level"), scope=scope)
    table("By year and level", reported)
st.caption(
    "Years run from July to June; their name is the year in which they end. Awards count first majors, for credit only. "
    "Certificates are those below the bachelor's degree. All lengths are counted as one: the level under one year was split in "
    f"2020. Source: NCES, IPEDS, computed from the public files. {wording.PUBLIC_NOTE}"
)
