"""Working the forecasts out beside the server: a process of its own, so that pages stay quick."""

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager

from data.store import Store

COLLEGES = ("demo", "college")


def start(college: str, version: str) -> subprocess.Popen:
    """Start it. A second one for the same data ends at once, since the first holds the lock."""
    words = [sys.executable, "-m", "dashboard", "publish", "--college", college, "--version", version, "--background"]
    return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def while_serving() -> Generator[None]:
    """Have what the current version lacks worked out while the server runs, and end that with the server."""
    from queries.forecasting import published

    version = Store().current()
    held = [c for c in COLLEGES if version and version.has(c, "cubes", "enrollment")]
    running = [start(c, version.id) for c in held if version and not published.is_complete(version.id, c)]
    try:
        yield
    finally:
        for process in running:
            process.terminate()
