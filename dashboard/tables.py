"""Tables: the exact values of an Answer or a small frame."""

import polars as pl
import streamlit as st

from dashboard import export
from queries.answer import Answer


def table(title: str, answer: Answer) -> None:
    """An answer as a table with its download."""
    with st.container(border=True):
        st.subheader(title, anchor=False)
        if answer.frame.is_empty():
            st.info("Nothing is known for this choice. Choose another period or field.")
            return
        st.dataframe(export.on_screen(answer), hide_index=True, width="stretch")
        name = "-".join([*answer.by, answer.metrics[0].name])
        st.download_button("Download CSV", lambda: export.csv(answer), f"{name}.csv", "text/csv", key=f"csv-{name}")


NOTHING = "Nothing is known for this choice. Choose another state or field."


def frame_table(title: str, frame: pl.DataFrame, *, empty: str = NOTHING) -> None:
    """A small frame whose columns are already in words; `empty` is what an empty one says."""
    with st.container(border=True):
        st.subheader(title, anchor=False)
        if frame.is_empty():
            st.info(empty)
            return
        st.dataframe(frame, hide_index=True, width="stretch")
        csv = export.neutralised(frame).write_csv()
        st.download_button("Download CSV", csv, "table.csv", "text/csv", key=f"csv-{title}")
