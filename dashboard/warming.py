"""Loading what the first page needs while the browser of its visitor is still loading Streamlit's own."""

import importlib
import socket
import threading
import time

MODULES = (
    "altair",
    "pyarrow",
    "dashboard.charts",
    "dashboard.tiles",
    "dashboard.scope_bar",
    "dashboard.page",
    "PIL.Image",
)
"""What the frame and the first page import, the slowest first."""
PATIENCE_SECONDS = 30


def once_listening(port: int) -> threading.Thread:
    """Import it beside the server, as soon as that answers: before, it would only make the server come later."""
    thread = threading.Thread(target=_load, args=(port,), daemon=True)
    thread.start()
    return thread


def _load(port: int) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            for name in MODULES:
                importlib.import_module(name)
            return
