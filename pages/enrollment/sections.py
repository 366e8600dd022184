"""How full are our sections, how many are canceled, and should this one run?"""

import streamlit as st

from dashboard import charts, scope_bar, tiles, wording
from dashboard.ask import ask_by_part, recall
from dashboard.cards import boards, simulator
from dashboard.finding import show_finding
from dashboard.heading import heading
from dashboard.page import head
from dashboard.tables import table
from dashboard.wording import sections as section_words
from queries import college
from queries.cubes import sections
from queries.enrollment import at_risk, backtest

head(__file__, __doc__)
scope = scope_bar.current()
counted = recall(sections.cancellations, scope)
show_finding(section_words.sentence_of_cancellations, counted)
tiles.row(["fill_rate", "fill_rate_offered", "cancellation_rate", "melt"], scope)
left, right = st.columns(2)
with left:
    charts.cancellations(counted, scope)
with right:
    curves = [recall(sections.drop_curve, s) for s in (scope, scope.last_year())]
    charts.drops(*curves, scope)
in_table = ("sections_offered", "fill_rate", "fill_rate_offered", "cancellation_rate", "melt")
table(f"By {wording.label(scope.parts[0]).lower()}", ask_by_part(*in_table, scope=scope))
heading("Go or no-go")
found = boards.listed(scope, "sections_section", st.text_input, *at_risk.USUAL)
if found.rows.is_empty():
    st.info("No section of this choice is open on this date. Choose an earlier as-of date or another field.")
else:
    titles = recall(college.titles, scope.version, scope.college)
    simulator.draw(scope, found.rows, titles)
    st.markdown(section_words.sentence_of_chances(recall(backtest.reliability, scope)))
