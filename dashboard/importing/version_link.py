"""The way from a new or restored version to the pages that show it."""

import streamlit as st

from dashboard.navigation import PAGES


def version_link(version_id: str, label: str) -> None:
    """A link to the first page on that version; the page one is on keeps the version that its link pins."""
    st.page_link(PAGES[0].file, label=label, query_params={"version": version_id})
