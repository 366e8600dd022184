"""What does each number mean, and how is it calculated?"""

import streamlit as st

from dashboard.address import linked
from dashboard.cards import registry
from dashboard.page import head
from dashboard.wording.counts import counted

head(__file__, __doc__, is_long=True)
wanted = linked(st.text_input, "Search", key="metrics_search", placeholder="A word of a name or definition")
matches = registry.metrics(wanted)
st.markdown(
    f"**{counted(len(matches), 'metric')}. Each is defined once and is the same on every page, in exports and in `dashboard ask`.**"
)
registry.show(matches)
