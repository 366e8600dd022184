"""Versions of the data: made whole or not at all, checked when read, one of them current.

A home holds `versions/<id>/`, the pointer file `current` and a lock. A version is written in a draft folder, put on
the disk, renamed, and only then pointed at; whatever dies on the way leaves the version before it current.
"""

import secrets
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import dataframely as dy
import filelock
import polars as pl

from data.caches import kept
from data.reference.view import Part, view
from data.store import log, parts, written
from data.store import manifest as manifests
from data.store.draft import Draft
from data.store.home import NotWritable, StoreError, home, private_folder, sync_folder, write_whole, writing
from data.store.manifest import FileEntry, Manifest
from data.store.version import ID_PATTERN, DamagedData, MissingData, Version

__all__ = [
    "DamagedData",
    "Draft",
    "MissingData",
    "NotWritable",
    "Store",
    "StoreError",
    "Version",
    "holds",
    "home",
    "scan",
    "scan_or_empty",
]

_DRAFT = ".draft-"
MOST_IN_MEMORY, MOST_BYTES = 1_000_000, 8_000_000
"""Rows, and bytes of its file, of a cube that is read whole and kept. Of a larger one each question reads what it needs."""


class Store:
    """The versions in one home folder. Reading never writes; making a version takes the lock.

    `who` makes or chooses versions, as the log will say; None where nobody is asked to sign in. `part` is what they may
    change of a college; None for all of it.
    """

    def __init__(
        self,
        home_folder: Path | None = None,
        *,
        wait_seconds: float = 60,
        who: str | None = None,
        part: Part | None = None,
    ) -> None:
        self.home = home() if home_folder is None else home_folder
        self.wait_seconds = wait_seconds
        self.who = who
        self.part = part
        self._versions = self.home / "versions"
        self._pointer = self.home / "current"
        self._withdrawals = self.home / "withdrawn"

    def current(self) -> Version | None:
        """The version that is pointed at; the newest good one when that one is damaged; None when there is none."""
        return self.served()[0]

    def problems(self) -> list[str]:
        """What a user should know about the stored data, a sentence each; empty when all is well."""
        version, sentences = self.served()
        return sentences if version is None else [*sentences, *version.losses()]

    def served(self) -> tuple[Version | None, list[str]]:
        """The current version with the problems, looked up once."""
        problem = self._pointed_at()
        if isinstance(problem, Version):
            sentence = problem.damage()
            if sentence is None:
                return problem, []
        else:
            sentence = problem
        for version in reversed(self.versions()):
            if version.damage() is None:
                made = version.created_at
                return version, [f"{sentence} Version {version.id} of {made:%B} {made.day}, {made.year} is served."]
        return None, [] if not self._folders() else [f"{sentence} No version is intact, so no data is served."]

    def versions(self) -> list[Version]:
        """Every version whose manifest can be read, oldest first."""
        loaded = [self._load(folder.name) for folder in self._folders()]
        return sorted((v for v in loaded if isinstance(v, Version)), key=lambda version: version.sequence)

    def version(self, version_id: str) -> Version:
        """The version with that id, or the one that a view shows. Raises MissingData or DamagedData."""
        loaded = self._load(view(version_id).version)
        if isinstance(loaded, StoreError):
            raise loaded
        return loaded

    def rollback(self, version_id: str) -> Version:
        """Point at another version. Raises MissingData, DamagedData, NotWritable, OutOfPart."""
        if self.part is not None:
            raise written.refusal(self.part)
        with self._locked():
            version = self.version(version_id)
            if sentence := version.damage():
                raise DamagedData(f"{sentence} The current version stays.")
            log.write(self.home, self.who, "Went back to an earlier version.", version.id)
            self._point_at(version)
        return version

    def check_writable(self) -> None:
        """Raise NotWritable where no version can be added, before any file is read for one."""
        with writing(self.home):
            private_folder(self._versions)
            with tempfile.TemporaryFile(dir=self._versions):
                pass

    @contextmanager
    def draft(self, note: str) -> Generator[Draft]:
        """A draft of the next version, committed at the end unless an error left the block or nothing had changed.

        Raises OutOfPart where more was changed than the part that may be.
        """
        with self._locked():
            self.sweep()
            folder = self._versions / f"{_DRAFT}{secrets.token_hex(4)}"
            with writing(self.home):
                private_folder(folder)
            draft = Draft(folder, self.current())
            try:
                yield draft
                if draft.has_changes():
                    if self.part is not None:
                        written.check(draft, self.part)
                    draft.version = self._commit(draft, note)
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what killed imports left behind. Only for who holds the lock."""
        for leftover in self._versions.glob(f"{_DRAFT}*"):
            shutil.rmtree(leftover, ignore_errors=True)

    def _commit(self, draft: Draft, note: str) -> Version:
        sequence = max((version.sequence for version in self.versions()), default=0) + 1
        with writing(self.home):
            manifest = draft.seal(sequence, note)
            folder = self._versions / manifest.id
            draft.folder.rename(folder)
            sync_folder(self._versions)
        version = Version(folder, manifest)
        if draft.withdrawn:
            self._withdraw(version, draft.withdrawn)
        log.write(self.home, self.who, note, version.id)
        self._point_at(version)
        return version

    def _withdraw(self, kept: Version, collections: set[str]) -> None:
        """Offer no version any more that shows one of the collections, but the one that is kept. Their folders stay."""
        others = [v.id for v in self.versions() if v.id != kept.id and any(v.files(c, "cubes") for c in collections)]
        with writing(self.home):
            write_whole(
                self._withdrawals, "".join(f"{name}\n" for name in sorted({*self._withdrawn(), *others})).encode()
            )

    def _withdrawn(self) -> set[str]:
        return set(self._withdrawals.read_text().split()) if self._withdrawals.is_file() else set()

    def _point_at(self, version: Version) -> None:
        with writing(self.home):
            write_whole(self._pointer, f"{version.id}\n".encode())

    @contextmanager
    def _locked(self) -> Generator[None]:
        with writing(self.home):
            private_folder(self._versions)
            lock = filelock.FileLock(self.home / "lock", timeout=self.wait_seconds, mode=0o600)
            try:
                lock.acquire()
            except filelock.Timeout:
                raise StoreError(
                    f"Another import has been writing to {self.home} for more than {self.wait_seconds:g} seconds. "
                    "Nothing was changed; try again when it is done."
                ) from None
        try:
            yield
        finally:
            lock.release()

    def _folders(self) -> list[Path]:
        try:
            gone = self._withdrawn()
            return [p for p in self._versions.iterdir() if ID_PATTERN.fullmatch(p.name) and p.name not in gone]
        except OSError:
            return []

    def _load(self, version_id: str) -> Version | StoreError:
        folder = self._versions / version_id
        if not ID_PATTERN.fullmatch(version_id) or not folder.is_dir():
            return MissingData(f"There is no version {version_id[:80]!r}.")
        if version_id in self._withdrawn():
            return MissingData(
                f"Version {version_id} has other fiscal years than the college and is no longer offered."
            )
        try:
            return Version(folder, _manifest(folder / "manifest.json"))
        except (OSError, ValueError):
            return DamagedData(f"The manifest of version {version_id} is damaged or missing.")

    def _pointed_at(self) -> Version | str:
        try:
            loaded = self._load(self._pointer.read_text().strip())
        except (OSError, ValueError):
            return "The pointer to the current version is missing or damaged."
        return str(loaded) if isinstance(loaded, StoreError) else loaded


def _manifest(path: Path) -> Manifest:
    """The manifest in that file, read and checked once for as long as the file stays as it is."""
    status = path.stat()
    return _checked(path, (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size))


@kept("manifests")
def _checked(path: Path, _place: tuple[int, int, int, int]) -> Manifest:
    return manifests.read(path)


def scan(version_id: str, collection: str, cube: str) -> pl.LazyFrame:
    """A cube of a version, as much of it as its view shows. Facts are never returned.

    Raises MissingData, DamagedData and OutOfPart. What is public is shown whole.
    """
    shown = view(version_id)
    version = _version(home(), shown.version)

    def whole(name: str) -> pl.LazyFrame:
        entry = version.entry(collection, "cubes", name)
        if entry.rows > MOST_IN_MEMORY or entry.bytes > MOST_BYTES:
            return pl.scan_parquet(version.verified(entry))
        return _read(version, entry).lazy()

    if shown.part is None or collection == "market":
        return whole(cube)
    return parts.narrowed(cube, shown.part, whole)


def holds(version_id: str, collection: str, cube: str) -> bool:
    """Whether `scan` finds the cube. A version that an older release made has fewer. Raises DamagedData and OutOfPart."""
    try:
        scan(version_id, collection, cube)
    except MissingData:
        return False
    return True


def scan_or_empty(version_id: str, collection: str, cube: str, schema: type[dy.Schema]) -> pl.LazyFrame:
    """The cube as `scan` gives it; without rows, as in its schema, where an older release made the version without it."""
    try:
        return scan(version_id, collection, cube)
    except MissingData:
        return schema.create_empty().lazy()


def inside(version_id: str, collection: str) -> parts.Inside | None:
    """What lies wholly in the part of a college that a view shows; None where it shows all of it."""
    shown = view(version_id)
    if shown.part is None:
        return None
    return parts.inside(shown.part, scan(shown.version, collection, "offerings"))


@kept("versions")
def _version(home_folder: Path, version_id: str) -> Version:
    # A version never changes, so its manifest is read once.
    return Store(home_folder).version(version_id)


def _content(_: Version, entry: FileEntry) -> str:
    """Versions that share a cube share its memory."""
    return entry.sha256


@kept("cubes", key=_content)
def _read(version: Version, entry: FileEntry) -> pl.DataFrame:
    return pl.read_parquet(version.verified(entry))
