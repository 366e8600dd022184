"""What does each number mean, and how is it worked out?"""

import streamlit as st

from dashboard.cards import registry
from dashboard.page import head

head(__doc__)
wanted = st.text_input(
    "Search", key="metrics_search", bind="query-params", placeholder="A word of a name or definition"
)
found = registry.metrics(wanted)
st.markdown(
    f"**{len(found)} metrics, each defined once and the same on every page, in exports and in `dashboard ask`.**"
)
registry.show(found)
