"""How far something is that a reader waits for."""

import streamlit as st

from dashboard.streamlit_internals import DeltaGenerator
from dashboard.wording import escaped


class Bar:
    """Progress while something runs; gone when it is done, and never there where it was done before."""

    def __enter__(self) -> "Bar":
        self._bar: DeltaGenerator | None = None
        return self

    def __call__(self, what: str, done: float) -> None:
        """Say what is being done, and the share that is."""
        self._bar = self._bar or st.progress(0.0)
        self._bar.progress(min(done, 1.0), text=escaped(what))

    def __exit__(self, *error: object) -> None:
        if self._bar:
            self._bar.empty()
