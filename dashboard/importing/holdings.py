"""What the data folder holds: freshness, versions, the files they came from, and what was not taken."""

from datetime import date, datetime

import polars as pl
import streamlit as st

from dashboard import reader, tables, wording
from dashboard.access.roles import Action
from dashboard.heading import heading
from dashboard.importing import begun
from dashboard.importing.version_link import version_link
from dashboard.wording import day, escaped
from data.ingest import quarantine
from data.store.manifest import COLLECTIONS
from data.store.store import Store, StoreError, Version
from queries import college as colleges
from queries.semantic.column import Column
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, MOMENT
from queries.strategy import market

_VERSIONS = (
    Column("version", "Version"),
    Column("made_at", "Made, UTC", MOMENT),
    Column("note", "What"),
    Column("holds", "Holds"),
    Column("is_served", "Served"),
)
_FILES = (
    Column("file", "File"),
    Column("reader", "Read as"),
    Column("table", "Table"),
    Column("imported_at", "Imported, UTC", MOMENT),
    Column("rows_accepted", "Accepted", COUNT),
    Column("rows_quarantined", "Quarantined", COUNT),
    Column("sha256", "SHA-256"),
)


def freshness(scope: Scope) -> None:
    """What the shown version knows, until which day, and where it lives."""
    store = reader.store(Action.IMPORT)
    version = store.version(scope.version)
    references = version.manifest.references
    sentences = []
    for name in version.colleges:
        first, newest = colleges.span(version.id, name)
        sentences.append(f"{wording.COLLEGES[name]} has data from {day(first)} to **{day(newest)}**.")
    if "college" not in version.colleges:
        none = "Your college is not here yet. Import providers, offerings, sections and registrations below."
        sentences.append(begun.sentence(version) or none)
    if version.has("market", "cubes", "awards"):
        sentences.append(f"Awards of US institutions reach academic year **{market.newest_year(version.id)}**.")
    sentences.append(
        f"This is version **{version.id}**, made {day(version.created_at)} at {version.created_at:%H:%M} UTC: {escaped(version.note)}."
    )
    imported = [source.imported_at[:10] for source in version.sources]
    newest = day(date.fromisoformat(max(imported))) if imported else None
    sentences.append(f"The newest file was imported on {newest}." if imported else "No file has been imported yet.")
    sentences += [
        escaped(
            f"The {kept.table} of your college stay in {kept.place} and are counted there: {kept.rows:,} rows of snapshot "
            f"{kept.snapshot[:12]}."
        )
        for kept in references
    ]
    sentences.append(escaped("; ".join(store.problems())) or "Every file of the current version is intact.")
    with st.container(border=True):
        heading("What is shown")
        st.markdown("\n".join(f"- {sentence}" for sentence in sentences))
        st.markdown(f"All {'other ' if references else ''}data is in this folder and nowhere else:")
        st.code(str(store.home), language=None, wrap_lines=True)


def versions(scope: Scope) -> None:
    """Every version, newest first, and the way back to one."""
    store = reader.store(Action.IMPORT)
    current, newest_first = store.current(), list(reversed(store.versions()))
    rows = [
        {
            "version": v.id,
            "made_at": v.created_at.replace(tzinfo=None),
            "note": v.note,
            "holds": _holds(v),
            "is_served": "yes" if current and v.id == current.id else "",
        }
        for v in newest_first
    ]
    with st.container(border=True):
        heading("Versions")
        tables.fitting(Table(pl.DataFrame(rows), _VERSIONS, scope, first=("version", "is_served", "note")), "versions")
        others = {v.id: v for v in newest_first if current is None or v.id != current.id}
        if not others:
            st.markdown("There is one version. The next import adds another and keeps this one.")
            return
        chosen = st.selectbox(
            "Go back to", list(others), key="data_version", format_func=lambda i: f"{i} · {others[i].note}"
        )
        _rollback(store, others[chosen])


def _rollback(store: Store, version: Version) -> None:
    with st.popover("Serve this version …"):
        st.markdown(
            f"Pages opened from now on will show version {version.id}. No version is deleted, so you can come back."
        )
        if not st.button(f"Yes, serve {version.id}", key="data_rollback"):
            return
    try:
        store.rollback(version.id)
    except StoreError as error:
        st.error(escaped(str(error)))
        return
    st.success(f"Version {version.id} is served.")
    version_link(version.id, "Show it")


def _holds(version: Version) -> str:
    counted = {c: version.files(c, "facts") for c in COLLECTIONS}
    parts = [
        f"{wording.COLLECTIONS[c]}: {sum(f.rows for f in files):,} rows in {len(files)} table{'s' * (len(files) > 1)}"
        for c, files in counted.items()
        if files
    ]
    return "; ".join(parts) or "published tables only"


def sources(scope: Scope) -> None:
    """The files that the shown version was made from."""
    brought = Store().version(scope.version).sources
    with st.container(border=True):
        heading("Files it came from")
        if not brought:
            st.info(
                "No file has been imported: the demo college is generated, and market statistics come with the program."
            )
            return
        rows = [
            {
                "file": s.file,
                "reader": s.reader,
                "table": s.table,
                "imported_at": datetime.fromisoformat(s.imported_at).replace(tzinfo=None),
                "rows_accepted": s.rows_accepted,
                "rows_quarantined": s.rows_quarantined,
                "sha256": s.sha256[:16],
            }
            for s in reversed(brought)
        ]
        tables.fitting(Table(pl.DataFrame(rows), _FILES, scope), "files")


def quarantined() -> None:
    """Rows that were not taken in any import, to be fixed and brought again."""
    folder = quarantine.folder(reader.store(Action.IMPORT).home)
    files = sorted(p.name for p in folder.glob("*.csv") if not p.stem.endswith(("-values", quarantine.CHECK)))
    if not files:
        return
    with st.container(border=True):
        heading("Quarantined rows")
        st.markdown(
            "Each file has the rows as they came and a column with the reason. Fix them and import the file again."
        )
        name = st.selectbox("File", files, key="data_quarantine")
        st.download_button(
            "Download", lambda: (folder / name).read_bytes(), name, "text/csv", key="data_quarantine_file"
        )
