"""How do programs of institutions and alternative providers compare on price, length and delivery?"""

import streamlit as st

from dashboard import charts, filters, scope_bar, wording
from dashboard.ask import ask, recall
from dashboard.cards import sides as comparison
from dashboard.finding import show_finding
from dashboard.heading import heading
from dashboard.page import head
from dashboard.wording import offerings as offering_words
from queries.metrics.offerings import MEDIAN_PRICE, PROGRAMS
from queries.strategy import distributions, head_to_head, offerings

head(__file__, __doc__, is_long=True)
scope = filters.programs(scope_bar.current(), "offerings")
show_finding(offering_words.sentence_of_list_prices, recall(offerings.medians, scope).frame)
comparison.caveats("list_price_per_program", "list_price_is_not_paid", "zero_price_not_stated", "newest_published")

medians = ask(*(m.name for m in distributions.MEASURES.values()), by=("side",), scope=scope)
titles = (
    "What programs cost",
    "What a contact hour costs",
    "How many contact hours they have",
    "How many weeks they take",
)
columns = [*st.columns(2), *st.columns(2)]
for column, title, (measure, metric) in zip(columns, titles, distributions.MEASURES.items(), strict=True):
    with column:
        middle = dict(medians.frame.select("side", metric.name).rows())
        charts.distribution(title, recall(distributions.distribution, scope, measure), middle, metric, scope)

left, right = st.columns(2)
with left:
    charts.ranges("List price by kind of provider", recall(offerings.by_side, scope, "provider_type"), "provider_type")
with right:
    taught = ("in_person_share", "hybrid_share", "online_share", "credit_share")
    comparison.shares("How they are taught", ask(*taught, by=("side",), scope=scope))

left, right = st.columns(2)
by_field = recall(offerings.by_field, scope)
cut = wording.label(by_field.by[1]).lower()
with left:
    comparison.by_cut(f"Programs by {cut}", by_field, PROGRAMS)
with right:
    comparison.by_cut(f"Median list price by {cut}", by_field, MEDIAN_PRICE)

heading("Short and intensive programs of any provider")
st.markdown("The rule looks at length, weekly hours and title, never at who offers the program.")
ruled = filters.format_rule(scope)
comparison.by_format(ruled)

names = (
    "programs",
    "providers",
    "priced_share",
    "median_price",
    "price_per_contact_hour",
    "median_contact_hours",
    "median_weeks",
)
comparison.side_by_side("Side by side", ask(*names, *taught, by=("side",), scope=scope))
comparison.programs("Program by program, highest price first", recall(head_to_head.listed, scope), scope)
