"""A server in a process of its own, on a free port of this machine, for browser tests and the bench."""

import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Coroutine, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
PATIENCE_SECONDS = 180
TRIES = 3
"""Between being found free and being taken, a port may be given to somebody else."""


@dataclass(frozen=True)
class Served:
    """Where a server answers, when its process was started (seconds since the epoch), and the process."""

    address: str
    started_at: float
    process: subprocess.Popen


@contextmanager
def served(
    *words: str, home: Path | None = None, port: int | None = None, health: str = "/_stcore/health"
) -> Generator[Served]:
    """`python -m WORDS` serving until the block ends; `{port}` in a word stands for the port, a free one unless it is said.

    Raises RuntimeError when it ends by itself each time that it is tried, or does not answer within three minutes.
    """
    environment = os.environ | ({} if home is None else {"DASHBOARD_HOME": str(home)})
    for _ in range(TRIES):
        chosen, started_at = port or free_port(), time.time()
        command = [sys.executable, "-m", *(word.replace("{port}", str(chosen)) for word in words)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
            try:
                if _answers(f"http://127.0.0.1:{chosen}{health}", process):
                    yield Served(f"http://127.0.0.1:{chosen}", started_at, process)
                    return
            finally:
                _end(process)
    raise RuntimeError(f"{' '.join(words)} ends by itself.")


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _answers(health: str, process: subprocess.Popen) -> bool:
    """Whether it answers in time; not where the process has ended, though another may answer at its port."""
    until = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None:
        try:
            urllib.request.urlopen(health, timeout=1).close()
            return process.poll() is None
        except OSError:
            if time.monotonic() > until:
                raise RuntimeError(f"{health} does not answer.") from None
            time.sleep(0.05)
    return False


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()


def awaited(work: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives, run in a thread of its own: browser tests leave a running loop in the main one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
