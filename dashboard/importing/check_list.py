"""Rows that were taken and should be checked, on the Data page: why, what they do to the numbers, and all of them."""

import polars as pl
import streamlit as st

from dashboard.importing import file_rows
from dashboard.wording import escaped
from data.ingest.report import Report
from data.reference.spreadsheet import neutralised

_SHOWN = 100


def draw(report: Report, key: str) -> None:
    """Draw the reasons with their consequences, the first rows, and a download of all; nothing where no row is in doubt."""
    rows = report.to_check
    if rows is None or rows.is_empty():
        return
    count = report.rows_to_check
    st.warning(
        f"**Taken, please check: {count:,} row{'s' * (count != 1)}**\n"
        + "\n".join(
            f"- {doubt.rows:,} in {escaped(doubt.column)}: {escaped(doubt.reason)}. {escaped(doubt.consequence)}"
            for doubt in report.doubts
        )
    )
    with st.expander("Rows to check"):
        shown = rows.head(_SHOWN).select(
            Row="row", Column="column", Value="value", Reason="reason", Effect="consequence", Code="code"
        )
        file_rows.draw(shown)
        if rows.height > _SHOWN:
            st.caption(f"The first {_SHOWN} of {rows.height:,} are shown; the download holds all.")
    st.download_button(
        f"Download the {count:,} row{'s' * (count != 1)} to check",
        lambda: _csv(rows),
        f"{report.table}-to-check.csv",
        "text/csv",
        key=f"data_to_check_{key}",
        on_click="ignore",
    )


def _csv(rows: pl.DataFrame) -> bytes:
    return neutralised(rows).write_csv().encode()
