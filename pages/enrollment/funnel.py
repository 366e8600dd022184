"""How do inquiries become registrations, and where do we lose them?"""

import streamlit as st

from dashboard import charts, filters, scope_bar, tiles, wording
from dashboard.address import linked
from dashboard.ask import derive, recall
from dashboard.finding import show_finding
from dashboard.page import head
from dashboard.tables import table
from dashboard.wording import funnel as funnel_words
from queries.cubes import funnel
from queries.enrollment import tables as enrollment_tables
from queries.semantic.dimensions import CHANNELS

head(__file__, __doc__)
scope = scope_bar.current()
channel = linked(
    st.selectbox,
    "Channel",
    CHANNELS,
    key="funnel_channel",
    width=filters.NARROW,
    format_func=lambda c: "All channels" if c == CHANNELS[0] else wording.name("channel", c),
)
if channel != CHANNELS[0]:
    scope = scope.narrowed(channel=channel)
now, before = (recall(funnel.stages, s) for s in (scope, scope.last_year()))
show_finding(funnel_words.sentence_of_funnel, now, before)
if funnel_words.is_empty(now):
    st.stop()
tiles.row(["inquiries", "inquiry_to_registered_yield", "days_to_contact", "days_to_register"], scope)
charts.stages(now, before, scope)
for cut, title in (("channel", "By channel"), ("field", "By field")):
    counts, people = recall(funnel.by, scope, cut), recall(funnel.outcomes, scope, cut)
    table(title, derive(enrollment_tables.funnel, counts, people, cut, scope), empty=funnel_words.NO_INQUIRY)
st.caption(funnel_words.note(scope, recall(funnel.outcomes, scope, "all")))
