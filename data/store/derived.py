"""Tables derived from a version's cubes after it was made, kept beside the versions in `derived/`.

A table that takes long and follows from the cubes alone need not be part of a version. Its file is named by a key, made
of the hashes of the cubes it stands on and of its recipe: versions that share those cubes share the table, and another
recipe makes another one. The hash of the file is part of its name, too; a file that is not as it was written counts as
not there and is made again.
"""

# Why: decision 17.

import hashlib
import json
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import filelock
import polars as pl

from data.caches import kept
from data.reference.view import view
from data.store import parts
from data.store.home import StoreError, home, private_folder, sync_file, sync_folder, write_whole, writing
from data.store.manifest import file_hash
from data.store.store import DamagedData, Store, scan

A_LOOK_SECONDS = 1
"""Longer than `progress` holds the lock to see whether a process is at work."""


class Busy(StoreError):
    """Another process is making the same tables."""


@dataclass(frozen=True)
class Basis:
    """What derived tables follow from: cubes of one collection in one version, and a recipe.

    `recipe` names the code that makes them, with its version.
    """

    version: str
    collection: str
    cubes: tuple[str, ...]
    recipe: str

    def key(self) -> str:
        """Return the same key for the same content, whatever the version is called: 16 hex digits.

        A cube that the version does not hold counts as an empty hash. Raises MissingData and DamagedData where the
        version itself cannot be read.
        """
        held = Store().version(self.version).manifest.by_path
        entries = [held.get(f"{self.collection}/cubes/{cube}.parquet") for cube in self.cubes]
        content = [self.recipe, self.collection, *(entry.sha256 if entry else "" for entry in entries)]
        return hashlib.sha256("|".join(content).encode()).hexdigest()[:16]


def keep(basis: Basis, name: str, frame: pl.DataFrame) -> None:
    """Write a table whole, or not at all. Raises NotWritable, and ValueError where it was made of a part of the cubes."""
    if view(basis.version).part is not None:
        raise ValueError(f"The table {name} would be shown to everybody and was made of a part of the college.")
    folder = _folder()
    with writing(home()):
        private_folder(folder)
        fresh = folder / f".{name}-{basis.key()}"
        frame.write_parquet(fresh)
        sync_file(fresh)
        fresh.replace(folder / f"{name}-{basis.key()}-{file_hash(fresh)[:16]}.parquet")
        sync_folder(folder)


def find(basis: Basis, name: str) -> pl.DataFrame | None:
    """Return the newest table of that name as it was kept, as much of it as the view of the version shows.

    None where it was not made yet, or where no file is as it was written. Raises OutOfPart.
    """
    table, part = _whole(basis, name), view(basis.version).part
    if table is None or part is None:
        return table
    whole = view(basis.version).version
    return parts.derived(name, table, part, lambda cube: scan(whole, basis.collection, cube))


def _whole(basis: Basis, name: str) -> pl.DataFrame | None:
    paths = sorted(_folder().glob(f"{name}-{basis.key()}-*.parquet"), key=lambda path: path.stat().st_mtime_ns)
    for path in reversed(paths):
        with suppress(DamagedData):
            return _read(path)
    return None


@kept("derived")
def _read(path: Path) -> pl.DataFrame:
    if file_hash(path)[:16] != path.stem.rpartition("-")[2]:
        raise DamagedData(f"The table {path.name} is not as it was written.")
    return pl.read_parquet(path)


def has(basis: Basis, names: Sequence[str]) -> bool:
    """Return whether all of these tables are there and intact."""
    return all(_whole(basis, name) is not None for name in names)


@contextmanager
def working(basis: Basis) -> Generator[None]:
    """Hold the lock of this basis while its tables are made, and show other processes that the work is going on.

    Raises Busy where another process holds it, and NotWritable.
    """
    with writing(home()):
        private_folder(_folder())
        lock = _lock(basis, A_LOOK_SECONDS)
        try:
            lock.acquire()
        except filelock.Timeout:
            raise Busy("The forecasts of this data are being worked out already.") from None
    try:
        say(basis, 0, 0)
        yield
    finally:
        with suppress(OSError):  # the next look at the progress removes it then
            _word(basis).unlink()
        lock.release()


def say(basis: Basis, done: int, of: int) -> None:
    """Write down how many steps are done, and of how many, for other processes. Raises NotWritable."""
    with writing(home()):
        write_whole(_word(basis), json.dumps([done, of]).encode())


def progress(basis: Basis) -> float | None:
    """Return the share of the work that is done, from 0 to 1, and None where no process is at work."""
    word = _word(basis)
    if not word.exists():
        return None
    try:
        with _lock(basis, 0):  # free, so the process that wrote the file died at work
            word.unlink(missing_ok=True)
            return None
    except filelock.Timeout:
        pass
    except OSError:
        return None
    try:
        done, of = json.loads(word.read_bytes())
        return done / of if of else 0.0
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return 0.0


def _lock(basis: Basis, wait_seconds: float) -> filelock.FileLock:
    return filelock.FileLock(_folder() / f"{basis.key()}.lock", timeout=wait_seconds, mode=0o600)


def _word(basis: Basis) -> Path:
    return _folder() / f"{basis.key()}.progress"


def _folder() -> Path:
    return home() / "derived"
