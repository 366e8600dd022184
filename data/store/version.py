"""One immutable version: a folder whose manifest vouches for every file in it."""

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data.caches import kept
from data.reference.colleges import COLLEGES, College
from data.store import manifest as manifests
from data.store.home import StoreError
from data.store.manifest import FileEntry, Manifest, Source

ID_PATTERN = re.compile(r"\d{8}-[0-9a-f]{6,64}")


class MissingData(StoreError):
    """The version, collection or table that was asked for is not there."""


class DamagedData(StoreError):
    """A file is not as it was written."""


@dataclass(frozen=True)
class Version:
    """A version on disk. Nothing in its folder ever changes."""

    folder: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        """Name of the version, as it stands in links."""
        return self.manifest.id

    @property
    def sequence(self) -> int:
        """Place in the order in which versions were made."""
        return self.manifest.sequence

    @property
    def created_at(self) -> datetime:
        """When it was made, UTC."""
        return datetime.fromisoformat(self.manifest.created_at)

    @property
    def note(self) -> str:
        """What was done to make it."""
        return self.manifest.note

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every file that was brought, oldest first."""
        return self.manifest.sources

    @property
    def colleges(self) -> list[College]:
        """The colleges that can be shown, one's own last: `demo`, `college`."""
        return [name for name in COLLEGES if self.has(name, "cubes", "enrollment")]

    def files(self, collection: str | None = None, kind: str | None = None) -> list[FileEntry]:
        """Its files, of one collection and kind where these are given."""
        return [f for f in self.manifest.files if collection in (None, f.collection) and kind in (None, f.kind)]

    def has(self, collection: str, kind: str, name: str) -> bool:
        """Whether it holds that file."""
        return f"{collection}/{kind}/{name}.parquet" in self.manifest.by_path

    def entry(self, collection: str, kind: str, name: str) -> FileEntry:
        """What the manifest says of a file. Raises MissingData when it says nothing."""
        entry = self.manifest.by_path.get(f"{collection}/{kind}/{name}.parquet")
        if entry is None:
            what = "no data" if not self.files(collection) else f"no table “{name}”"
            raise MissingData(f"Version {self.id} holds {what} of the {collection} collection.")
        return entry

    def verified(self, entry: FileEntry) -> Path:
        """The path of a file whose hash was checked. Raises DamagedData when the file is not as it was written."""
        path = self.folder / entry.path
        if sentence := self.damage_of(entry):
            raise DamagedData(sentence)
        return path

    def damage_of(self, entry: FileEntry, *, deep: bool = True) -> str | None:
        """A sentence about what is wrong with a file, None when nothing is. Not deep: its size only."""
        path = f"{self.folder}/{entry.path}"  # every file at every run of every page: as text, which is quicker
        try:
            status = os.stat(path)
        except OSError:
            return f"The file {entry.path} of version {self.id} is missing."
        if status.st_size != entry.bytes:
            return f"The file {entry.path} of version {self.id} is damaged: its size is not as it was written."
        if not deep:
            return None
        # Versions share unchanged files: known by place on the disk, such a file is hashed once, not once per version.
        if _hashed(path, (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size)) != entry.sha256:
            return f"The file {entry.path} of version {self.id} is damaged: its hash is not as it was written."
        return None

    def losses(self) -> list[str]:
        """A sentence for each snapshot that it was counted from and that is gone. It is served all the same."""
        return [sentence for each in self.manifest.references if (sentence := each.loss())]

    def damage(self) -> str | None:
        """The first thing that is wrong with it: any file's size, any cube's hash. Facts are hashed when read."""
        for entry in self.manifest.files:
            if sentence := self.damage_of(entry, deep=entry.kind == "cubes"):
                return sentence
        return None


def _place(_: str, place: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    return place


@kept("hashes", key=_place)
def _hashed(path: str, _place: tuple[int, int, int, int]) -> str:
    return manifests.file_hash(Path(path))
