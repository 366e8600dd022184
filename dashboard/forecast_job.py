"""Working the forecasts out beside the server: a process of its own, so that pages stay quick."""

import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager

from data.reference.view import view
from data.store.store import Store

PATIENCE_SECONDS = 3


def start(college: str, version: str) -> subprocess.Popen:
    """Start it. A second one for the same data ends at once, since the first holds the lock."""
    whole = view(version).version  # whatever of it the reader who starts it is shown
    words = [sys.executable, "-m", "dashboard", "publish", "--college", college, "--version", whole, "--background"]
    return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def while_serving() -> Generator[None]:
    """Have what the current version lacks worked out while the server runs, and end that with the server.

    It waits until the first page has had the time to come: what it imports and starts would make that wait instead.
    """
    running: list[subprocess.Popen] = []
    timer = threading.Timer(PATIENCE_SECONDS, lambda: running.extend(_started()))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()  # it may be starting one
        for process in running:
            process.terminate()


def _started() -> list[subprocess.Popen]:
    from queries.forecasting.issued import published

    version = Store().current()
    if version is None:
        return []
    return [start(c, version.id) for c in version.colleges if not published.is_complete(version.id, c)]
