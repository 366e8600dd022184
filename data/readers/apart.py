"""Reading files in a process of its own with a limit of memory and time, so that one bad file ends nothing else.

What the process reads comes back as Arrow files and a little JSON. One process is kept ready for the next file; who
reads at the same time gets another. It is ended where it takes too long, and where the progress that is called
meanwhile raises: so a page that is left, or run again, stops reading.
"""

# Why: decision 129.

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from data.caches import bounded
from data.readers import laid_out
from data.readers.delimited_parts import Layout
from data.readers.files import BadFile, Brought, NoRows, Raw
from data.readers.parquet_parts import Held, Parts, Piece
from data.readers.reading_child import ANSWER, DONE, DONE_AND_ENDED, FILE
from data.readers.text import Contents
from data.reference import reading_limits
from data.store.home import StoreError, writing

_ROOT = Path(__file__).resolve().parents[2]
_TICK_SECONDS = 0.2
_SHARE = 4
"""A table may take this part of the memory for reading: checks and merges lay it out several times."""
_LOOKED_THROUGH_BYTES = 4 << 20
"""Bytes of a large text file that are looked through in a second, at the least."""
_MOST_ANSWER = 32 << 20
_KEPT_BYTES = 64 << 20
"""Tables that are larger and not laid out are read again when they are asked for again, so that a server does not hold on to them."""
_readings = bounded("readings")
_large_readings = bounded("large_readings")

Waiting = Callable[[str], None]


def tables(brought: Brought, waiting: Waiting = lambda what: None) -> list[Raw]:
    """Every table of a file; a zip archive may hold several. Raises BadFile."""
    return contents(brought, waiting).tables


def contents(brought: Brought | Parts, waiting: Waiting = lambda what: None) -> Contents:
    """What `data.readers.text.contents` makes of the file. Raises BadFile, also where reading it fails in any way."""
    return whole(opened(brought, waiting))


def whole(read: Contents) -> Contents:
    """Tables that are laid out, in the memory. Raises BadFile where they take more of it than one file may."""
    return laid_out.whole(read, _stated(reading_limits.memory_bytes) // _SHARE)


def opened(brought: Brought | Parts, waiting: Waiting = lambda what: None) -> Contents:
    """The same with large tables laid out on the disk, of which the first rows are at hand. Raises BadFile.

    `waiting` is called about five times a second with a word on what is done. Tables are kept by name and hash.
    """
    key = (brought.name, brought.sha256)
    with _lock:
        for kept in (_readings, _large_readings):
            if key in kept:
                return kept[key]
    given = brought.paths if isinstance(brought, Parts) else brought.content
    asked: dict[str, object] = {"columns": brought.columns} if isinstance(brought, Parts) else {}
    with _answered(brought.name, given, waiting, 0, **asked) as (answer, folder):
        read = laid_out.contents(answer, folder)
    is_large = any(raw.laid for raw in read.tables)
    if is_large or sum(raw.rows.estimated_size() for raw in read.tables) <= _KEPT_BYTES:
        with _lock:
            (_large_readings if is_large else _readings)[key] = read
    return read


def about(name: str, paths: Sequence[Path], waiting: Waiting = lambda what: None) -> list[tuple[list[str], int]]:
    """Columns and number of rows of Parquet files, as their footers say. Raises BadFile."""
    with _answered(name, paths, waiting) as (answer, _):
        return [(columns, rows) for columns, rows in answer["about"]]


def layout(path: Path, waiting: Waiting = lambda what: None) -> Layout:
    """How a text file is written, and where it can be cut. A large file may take longer than others. Raises BadFile."""
    more = path.stat().st_size // _LOOKED_THROUGH_BYTES
    with _answered(path.name, [path], waiting, more, is_text=True) as (answer, _):
        return Layout.of_json(answer["layout"])


def piece(parts: Parts | Held, one: Piece) -> Raw:
    """A piece as clean text. Raises BadFile."""
    if isinstance(parts, Held):
        return parts.piece(one)
    asked: dict[str, object] = {"columns": parts.columns, "start": one.start}
    asked |= {"layout": asdict(parts.layout_of(one)), "size": one.size} if parts.layouts else {"rows": one.rows}
    with _answered(parts.name, [one.path], lambda what: None, 0, **asked) as (answer, folder):
        return laid_out.contents(answer, folder).tables[0].whole()


@contextmanager
def _answered(
    name: str, given: bytes | Sequence[Path], waiting: Waiting, more: int = 0, **asked: object
) -> Generator[tuple[dict[str, Any], Path]]:
    """The answer of the process on a file, by its content or where it lies, and the folder with what came along.

    It may take `more` seconds than the limit.
    """
    seconds = _stated(reading_limits.seconds) + more
    with laid_out.reading_folder() as folder, _promised() as memory:
        if isinstance(given, bytes):
            with writing(folder):
                (folder / FILE).write_bytes(given)
        else:
            asked["paths"] = [str(path.absolute()) for path in given]
        with _borrowed() as child:
            child.ask(name=name, folder=str(folder), memory_bytes=memory, most_bytes=memory // _SHARE, **asked)
            is_there = child.wait(seconds, lambda n: waiting(f"Reading {name}: {_spoken(n)}"))
        if is_there is None:
            raise BadFile(
                f"{name} was not read: it took longer than {_spoken(seconds)}. Save its table as a CSV file, "
                "split it, or have DASHBOARD_READ_SECONDS raised."
            )
        if not is_there:
            raise _refusal(name, memory)
        yield _answer(name, folder, memory), folder


def make_ready() -> None:
    """Start the process in which files are read, if there is none, before one is brought, and remove what a killed one left."""
    laid_out.sweep()
    with _lock:
        if not _idle:
            _idle.append(_Child())


def _stated(limit: Callable[..., int], *given: int) -> int:
    try:
        return limit(*given)
    except ValueError as error:
        raise StoreError(str(error)) from None


def _answer(name: str, folder: Path, memory: int) -> dict[str, Any]:
    """What was left in the folder. Raises BadFile with the sentence that was left there."""
    if (folder / ANSWER).stat().st_size > _MOST_ANSWER:
        raise _refusal(name, memory)
    answer: dict[str, Any] = json.loads((folder / ANSWER).read_bytes())
    if answer.get("is_too_large"):
        raise _refusal(name, memory)
    if "without_rows" in answer:
        raise NoRows(answer["without_rows"])
    if "sentence" in answer:
        raise BadFile(answer["sentence"])
    return answer


def _spoken(seconds: int) -> str:
    return f"{seconds:,} second{'' if seconds == 1 else 's'}"


def _refusal(name: str, memory: int) -> BadFile:
    return BadFile(
        f"{name} was not read: it is damaged, or takes more than {memory >> 20:,} MB of memory. Save its table as a CSV "
        "file, split it, or have DASHBOARD_READ_MEMORY_MB raised."
    )


class _Child:
    """The process, and a thread that hears it: a pipe cannot be waited for with a limit of time on every system."""

    def __init__(self) -> None:
        words = [sys.executable, "-P", "-m", "data.readers.reading_child"]
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._hear, daemon=True).start()
        self.is_usable = True

    def _hear(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.strip())
        self._lines.put("")

    @property
    def pid(self) -> int:
        """Its id."""
        return self._process.pid

    def ask(self, **job: object) -> None:
        """Have it read a file."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(job) + "\n")
            self._process.stdin.flush()
        except OSError:  # it has ended, which `wait` tells
            self.is_usable = False

    def wait(self, seconds: int, waiting: Callable[[int], None]) -> bool | None:
        """Whether the answer is there; None where time is up. `waiting` hears the seconds gone."""
        began = time.monotonic()
        while (gone := time.monotonic() - began) < seconds:
            try:
                line = self._lines.get(timeout=_TICK_SECONDS)
            except queue.Empty:
                waiting(int(gone))
                continue
            self.is_usable = line == DONE
            return line in (DONE, DONE_AND_ENDED)
        self.is_usable = False
        return None

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self.is_usable and self._process.poll() is None

    def end(self) -> None:
        """End it now, and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None
        self._process.stdin.close()


_lock = threading.Lock()
_idle: list[_Child] = []
_promises: list[int] = []


@contextmanager
def _borrowed() -> Generator[_Child]:
    """A process that nobody else asks meanwhile. It is kept for the next file where nothing went wrong."""
    with _lock:
        child = _idle.pop() if _idle else _Child()
    if not child.is_alive:
        child.end()
        child = _Child()
    try:
        yield child
    except BaseException:
        child.is_usable = False
        raise
    finally:
        with _lock:
            is_kept = child.is_alive and not _idle
            if is_kept:
                _idle.append(child)
        if not is_kept:
            child.end()


@contextmanager
def _promised() -> Generator[int]:
    """The memory that a file may take, less what files that are being read now were given."""
    with _lock:
        memory = _stated(reading_limits.memory_bytes, sum(_promises))
        _promises.append(memory)
    try:
        yield memory
    finally:
        with _lock:
            _promises.remove(memory)


@atexit.register
def _end_all() -> None:
    while _idle:
        _idle.pop().end()
