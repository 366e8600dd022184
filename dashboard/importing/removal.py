"""Removing rows in the browser: the table, the file with keys, what would go, and the button that does it."""

import streamlit as st

from dashboard import forecast_job, reader
from dashboard.access.roles import Action
from dashboard.heading import heading
from dashboard.importing import removal_report
from dashboard.importing.bar import Bar
from dashboard.importing.version_link import version_link
from dashboard.wording import escaped
from data.contracts import TABLES
from data.ingest import removing
from data.ingest.removing import Removal, Request
from data.readers.files import Brought
from data.store.store import Store, StoreError, Version


def area() -> None:
    """The whole way from keys to a version without their rows; nothing where no table of one's own is held."""
    store = reader.store(Action.IMPORT)
    current = store.current()
    tables = _held(current) if current else []
    if not tables:
        return
    with st.container(border=True):
        heading("Remove rows")
        st.markdown(
            "Rows imported by mistake are removed by their keys, as a new version. Earlier versions keep them. "
            "You can use the file that you imported."
        )
        table = st.selectbox("Table", tables, key="data_remove_table", format_func=lambda name: name.replace("_", " "))
        file = st.file_uploader(
            "File with the keys",
            key="data_remove_file",
            help=f"It needs the column {' and '.join(TABLES[table].primary_key())}, or the headers of a file that was imported.",
        )
        if file:
            _offered(store, Brought(file.name, file.getvalue()), table)


def _held(version: Version) -> list[str]:
    """Tables that were imported, in the order of the contracts."""
    tables = {file.name for collection in ("college", "market") for file in version.files(collection, "facts")}
    return [table for table in TABLES if table in tables]


def _offered(store: Store, file: Brought, table: str) -> None:
    """What would be removed, and the button that removes it."""
    try:
        planned = removing.check(Request(file, table), store)
        with_dependents = bool(planned.dependents and not planned.unknown) and st.checkbox(
            "Also remove the rows that refer to them", key="data_remove_dependents"
        )
        if with_dependents:
            planned = removing.check(Request(file, table, with_dependents), store)
        if planned.is_refused:
            st.warning(_listed(planned))
        elif st.button("Remove the rows", type="primary", key="data_remove"):
            with Bar() as bar:
                removal = removing.run(Request(file, table, with_dependents), store, bar)
            _removed(store, removal)
        else:
            st.markdown(f"**If you remove them now**\n{_listed(planned)}")
    except StoreError as error:
        st.error(escaped(str(error)))


def _removed(store: Store, removal: Removal) -> None:
    st.success(f"Removed. Version {removal.version} is served, and earlier versions keep the rows.")
    version_link(removal.version or "", "Show the data without them")
    st.markdown(_listed(removal))
    version = store.current()
    if removal.collection == "college" and version is not None and "college" in version.colleges:
        forecast_job.start("college", version.id)


def _listed(removal: Removal) -> str:
    return "\n".join(f"- {escaped(line)}" for line in removal_report.lines(removal))
