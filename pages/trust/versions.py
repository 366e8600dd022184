"""Which data is shown, when was it made, and is it intact?"""

import streamlit as st

from dashboard import tables
from dashboard.page import head

head(__doc__)
tables.versions()
st.markdown("An earlier version is served again with `dashboard rollback VERSION`; nothing is deleted.")
