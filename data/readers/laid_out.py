"""What the reading process has left in its folder: small tables are taken into the memory, of large ones the first rows."""

# Why: decision 192.

import shutil
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

import polars as pl
from filelock import FileLock, Timeout

from data.readers.files import BadFile, Laid, Raw
from data.readers.text import Contents

FIRST_CELLS = 6_000_000
"""A table that has no more cells is taken into the memory: half a million registrations."""
AT_HAND_CELLS = 2_000_000
"""Of a larger one so many are at hand."""
BATCH_ROWS = 100_000
"""Rows that lie together in a file, of which some can be read alone."""
_READING, _KEPT, _LOCK = "dashboard-reading-", "dashboard-laid-out-", "lock"
_OLD_SECONDS = 60
"""A folder that was made just now may not be locked yet."""


@contextmanager
def reading_folder() -> Generator[Path]:
    """A folder for one file while it is read. Its lock tells `sweep` that it is still in use."""
    with TemporaryDirectory(prefix=_READING) as name, FileLock(Path(name) / _LOCK):
        yield Path(name)


def written(rows: pl.DataFrame, folder: Path, name: str) -> None:
    """Leave rows in the folder."""
    rows.write_ipc(folder / f"{name}.arrow", record_batch_size=BATCH_ROWS)


def contents(answer: dict[str, Any], folder: Path) -> Contents:
    """The tables of an answer, the large ones laid out."""
    raws = [
        _raw(each, [folder / f"{number}-{piece}.arrow" for piece in range(each["pieces"])])
        for number, each in enumerate(answer["tables"])
    ]
    return Contents(raws, tuple(answer["unread"]), answer["is_archive"])


def whole(read: Contents, most_bytes: int) -> Contents:
    """The same with all rows in the memory. Raises BadFile where that is more than may be taken."""
    laid = {raw.name: raw.laid for raw in read.tables if raw.laid is not None}
    if size := sum(each.bytes for each in laid.values()):
        refuse_size(next(iter(laid)), size, most_bytes)
        return replace(read, tables=[raw.whole() for raw in read.tables])
    return read


def refuse_size(name: str, size: int, most_bytes: int) -> None:
    """Raise BadFile where so many bytes are more than can be taken at once."""
    if size > most_bytes:
        raise BadFile(
            f"{name} unfolds into {size >> 20:,} MB, and at most {most_bytes >> 20:,} MB can be taken at "
            "once. Split it, or have DASHBOARD_READ_MEMORY_MB raised."
        )


def _raw(said: dict[str, Any], files: Sequence[Path]) -> Raw:
    raw = Raw(said["name"], pl.DataFrame(), tuple(said["notes"]), said["separator"], tuple(said["warnings"]))
    width, left_out = max(1, said["width"]), tuple(said["left_out"])
    if said["height"] * width <= FIRST_CELLS:
        rows = pl.concat([pl.read_ipc(file) for file in files], rechunk=False)
        return replace(raw, rows=rows.drop(left_out))
    sweep()
    kept = TemporaryDirectory(prefix=_KEPT, ignore_cleanup_errors=True)
    lock = FileLock(Path(kept.name) / _LOCK)
    lock.acquire()
    places = tuple(Path(shutil.move(file, kept.name)) for file in files)
    laid = Laid(said["height"], places, left_out, (kept, lock))
    return replace(raw, rows=laid.some(0, min(FIRST_CELLS, AT_HAND_CELLS) // width), laid=laid)


def sweep() -> None:
    """Remove what a process that was killed was reading, or had laid out."""
    for folder in [each for prefix in (_READING, _KEPT) for each in Path(gettempdir()).glob(f"{prefix}*")]:
        with suppress(OSError, Timeout):
            lock = folder / _LOCK
            if time.time() - lock.stat().st_mtime > _OLD_SECONDS:
                with FileLock(lock, timeout=0):
                    shutil.rmtree(folder)
