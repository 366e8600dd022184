"""The month in which the fiscal year starts, chosen on the Data page."""

import streamlit as st

from dashboard import forecast_job, reader
from dashboard.access.roles import Action
from dashboard.heading import heading
from dashboard.importing.bar import Bar
from dashboard.importing.version_link import version_link
from dashboard.wording import escaped
from data.ingest import fiscal_year
from data.reference.periods import MONTHS
from data.store.store import Store, StoreError
from queries import college as colleges


def choose() -> None:
    """The month of one's own college, and a button that makes a version with another one. Nothing for the demo alone."""
    store = reader.store(Action.IMPORT)
    current = store.current()
    if current is None or not current.has("college", "cubes", "providers"):
        return
    calendar = colleges.calendar(current.id, "college")
    with st.container(border=True):
        heading("Fiscal year")
        st.markdown(
            f"Fiscal years of your college run from {calendar.words()}. Goals, completion cohorts, quarters and forecasts of "
            "the year follow. Academic years of public statistics always run from July to June."
        )
        chosen = st.selectbox("It starts in", MONTHS, calendar.starts_in - 1, key="data_fiscal_year")
        starts_in = MONTHS.index(chosen) + 1
        if starts_in != calendar.starts_in:
            st.markdown(
                "Everything is counted again. Earlier versions of your college are then no longer offered, but their folders stay. "
                "Next to them, the new years would show what few learners did in a few months."
            )
            if st.button(f"Start fiscal years in {chosen}", key="data_fiscal_year_save"):
                _save(store, starts_in)


def _save(store: Store, starts_in: int) -> None:
    try:
        with Bar() as bar:
            version, sentences = fiscal_year.change(store, starts_in, say=bar)
    except (StoreError, fiscal_year.NoCollege) as error:
        st.error(escaped(str(error)))
        return
    st.success(f"Saved. Version {version.id} is served.")
    for sentence in sentences:
        st.markdown(escaped(sentence))
    version_link(version.id, "Show it")
    if "college" in version.colleges:
        forecast_job.start("college", version.id)
