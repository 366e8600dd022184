"""What does one college award, how has that changed, and who are its peers?"""

import streamlit as st

from dashboard import charts, filters, scope_bar, wording
from dashboard.ask import ask, recall
from dashboard.cards import institutions as institution_tables
from dashboard.page import head
from dashboard.wording import market as market_words
from queries.strategy import institutions, market

head(__file__, __doc__)
scope = scope_bar.current()
unitid = filters.institution(scope)
if unitid is None:
    st.info("Choose a college by name. Every US institution that reports to IPEDS is here.")
    st.stop()
of_one = scope.narrowed(institution=unitid)
by_year = recall(market.by_year, of_one)
in_fields = recall(institutions.fields, scope.over_all("field"), unitid)
title = recall(institutions.names, scope.version).get(unitid, unitid)
sentence = market_words.sentence_of_institution(by_year.frame, in_fields, dict(scope.where).get("field"), title)
st.markdown(f"**{wording.escaped(sentence)}**")
st.caption(
    f"{wording.name('sector', recall(institutions.sector, scope, unitid))}. Academic years run from July to June; first majors only. "
    "Source: NCES, IPEDS completions and directory."
)
left, right = st.columns(2)
with left:
    charts.metrics_by_year("Certificates and associate degrees by year", by_year, "Awards by year")
with right:
    by_field = ask("certificates", by=("year", "field"), scope=of_one.over_all("field"))
    unit = f"Certificates by academic year, the five largest fields{wording.all_fields(scope, ())}"
    charts.cut_by_year("Certificates by field", by_field, unit)
left, right = st.columns(2)
with left:
    charts.cut_by_year(
        "Awards by level",
        ask("awards", by=("year", "level"), scope=of_one),
        "Awards by academic year, up to five levels",
    )
with right:
    institution_tables.fields(scope.over_all("field"), unitid)
institution_tables.peers(scope, unitid)
st.caption(
    "Peers are colleges of the same sector with a third to three times as many certificates and associate degrees. Those "
    "with the most similar mix of fields come first. The field filter does not apply to them. Same fields is the share of awards in the "
    f"same fields at both colleges. {wording.PUBLIC_NOTE}"
)
