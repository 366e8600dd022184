"""What does each number mean, and where does it come from?"""

import streamlit as st

from dashboard.page import head
from queries.dimensions import DIMENSIONS
from queries.metrics import METRICS

head(__doc__)
for metric in METRICS.values():
    cuts = ", ".join(d.label.lower() for d in DIMENSIONS.values() if metric.cube in d.cubes)
    with st.container(border=True):
        st.subheader(metric.label, anchor=False)
        st.markdown(metric.definition)
        st.markdown(f"`{metric.name}` · from the {metric.cube} cube · can be cut by {cuts}")
