"""Why is revenue above or below last year, or the plan?"""

import streamlit as st

from dashboard import charts, filters, scope_bar, wording
from dashboard.address import linked
from dashboard.ask import recall
from dashboard.finding import show_finding
from dashboard.page import head
from dashboard.tables import table
from dashboard.wording import revenue as revenue_words
from queries import college
from queries.revenue import change as revenue

head(__file__, __doc__)
scope = scope_bar.current()
basis = linked(
    st.selectbox,
    "Compare with",
    recall(revenue.bases, scope),
    key="bridge_basis",
    format_func=revenue_words.BASES.__getitem__,
    width=filters.NARROW,
    help="A plan is a net tuition revenue goal for this period and field, phased to the as-of date.",
)
bridge = recall(revenue.bridge, scope, basis)
show_finding(revenue_words.sentence_of_bridge, bridge)
charts.waterfall(bridge, scope)
titles = recall(college.titles, scope.version, scope.college)
for part in scope.parts:
    table(f"By {wording.label(part).lower()}", recall(revenue.by_part, bridge, part, scope))
names = bridge.offerings["offering"].to_list()
offering = linked(
    st.selectbox,
    "Sections of",
    names,
    key="bridge_offering",
    format_func=lambda o: titles.get(o, o),
    width=filters.NARROW,
)
if offering:
    table("Its sections, both years", recall(revenue.sections, scope, offering))
