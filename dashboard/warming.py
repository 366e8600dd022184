"""Loading what the first page needs while the browser of its visitor is still loading Streamlit's own, then one answer."""

# Why: decision 81.

import contextlib
import importlib
import socket
import threading
import time

MODULES = (
    "altair",
    "pyarrow",
    "dashboard.reader",
    "dashboard.entrance",
    "dashboard.charts",
    "dashboard.tiles",
    "dashboard.scope_bar",
    "dashboard.page",
    "dashboard.finding",
    "dashboard.cards.overview",
    "dashboard.cards.year",
    "dashboard.importing.begun",
    "PIL.Image",
)
"""What the frame and the first page import, the slowest first."""
PATIENCE_SECONDS = 30
PAUSE_SECONDS = 3
"""The first visitor's own page comes before what others may ask for."""


def once_listening(port: int, address: str = "127.0.0.1") -> threading.Thread:
    """Import it beside the server, as soon as that answers: before, it would only make the server come later."""
    thread = threading.Thread(target=_load, args=(port, address), daemon=True)
    thread.start()
    return thread


def _load(port: int, address: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection((address, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            for name in MODULES:
                importlib.import_module(name)
            time.sleep(PAUSE_SECONDS)
            work_out()
            return


def work_out() -> None:
    """The pacing of all open sections as it is first asked for: of all answers it takes longest in a large college.

    Nothing where there is no data; what is wrong with it the pages say.
    """
    from data.store.store import Store, StoreError
    from queries import college
    from queries.cubes import board
    from queries.enrollment import at_risk

    with contextlib.suppress(StoreError):
        version = Store().current()
        if version is None:
            return
        for name in version.colleges[-1:]:
            board.open_on(version.id, name, college.span(version.id, name)[1], *at_risk.USUAL)
