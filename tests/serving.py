"""A server in a process of its own, on a free port of this machine, for browser tests and the bench."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Served:
    """Where a server answers, and when its process was started (seconds since the epoch)."""

    address: str
    started_at: float


@contextmanager
def served(*words: str, home: Path | None = None) -> Generator[Served]:
    """`python -m WORDS` serving until the block ends; `{port}` in a word stands for the port.

    Raises RuntimeError when it ends by itself or does not answer within a minute.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", *(word.replace("{port}", str(port)) for word in words)]
    environment = os.environ | ({} if home is None else {"DASHBOARD_HOME": str(home)})
    started_at = time.time()
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield Served(f"http://127.0.0.1:{port}", started_at)
        finally:
            process.terminate()


def _wait(health: str, process: subprocess.Popen) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(health, timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"{health} does not answer.")
