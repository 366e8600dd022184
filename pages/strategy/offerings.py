"""How do programs of institutions and alternative providers compare on price, length and delivery?"""

import streamlit as st

from dashboard import charts, filters, parts, scope_bar, wording
from dashboard.ask import ask, recall
from dashboard.cards import sides as comparison
from dashboard.finding import show_finding
from dashboard.page import follow, head
from dashboard.wording import offerings as offering_words
from queries.metrics.offerings import PROGRAMS
from queries.strategy import head_to_head, offerings

LENGTH, TEACHING, FIELDS = "Length", "Kinds and teaching", "Fields"
SHORT, SIDES, ONE_BY_ONE = "Short and intensive", "Side by side", "Program by program"
TAUGHT = ("in_person_share", "hybrid_share", "online_share", "credit_share")
NUMBERS = ("programs", "providers", "priced_share", "median_price", "price_per_contact_hour", "median_contact_hours")

head(__file__, __doc__)
scope = filters.programs(scope_bar.current(), "offerings")
show_finding(offering_words.sentence_of_list_prices, recall(offerings.medians, scope).frame)
comparison.spread(scope, {"price": "What programs cost", "price_per_hour": "What a contact hour costs"})

opened = parts.opened((LENGTH, TEACHING, FIELDS, SHORT, SIDES, ONE_BY_ONE), "offerings_part")
if LENGTH in opened:
    comparison.spread(scope, {"hours": "How many contact hours they have", "weeks": "How many weeks they take"})
if TEACHING in opened:
    left, right = st.columns(2)
    with left:
        by_kind = recall(offerings.by_side, scope, "provider_type")
        charts.ranges("List price by kind of provider", by_kind, "provider_type")
    with right:
        comparison.shares("How they are taught", ask(*TAUGHT, by=("side",), scope=scope))
if FIELDS in opened:
    by_field = recall(offerings.by_field, scope)
    comparison.by_cut(f"Programs by {wording.label(by_field.by[1]).lower()}", by_field, PROGRAMS)
    follow("Versus", "price, people, revenue and employment field by field")
if SHORT in opened:
    st.markdown("The rule looks at length, weekly hours and title, never at who offers the program.")
    comparison.by_format(filters.format_rule(scope))
if SIDES in opened:
    comparison.side_by_side("Side by side", ask(*NUMBERS, "median_weeks", *TAUGHT, by=("side",), scope=scope))
if ONE_BY_ONE in opened:
    comparison.programs("Program by program, highest price first", recall(head_to_head.listed, scope), scope)
comparison.caveats("list_price_per_program", "list_price_is_not_paid", "zero_price_not_stated", "newest_published")
