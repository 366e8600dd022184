"""What a version says about itself: its files with hashes and control totals, and where they came from."""

import hashlib
import importlib.metadata
import json
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from data.reference.colleges import COLLEGES

COLLECTIONS = (*COLLEGES, "market")
KINDS = ("facts", "cubes", "people")
"""`people` holds what protection must remember from version to version: true counts, never shown."""
REMOVED = "removed rows"
"""In place of a reader, for a file whose keys named rows that were taken out."""


@dataclass(frozen=True)
class FileEntry:
    """One Parquet file of a version. `totals` are the sums of its money and award columns."""

    collection: str
    kind: str
    name: str
    sha256: str
    rows: int
    bytes: int
    totals: dict[str, float]

    @property
    def path(self) -> str:
        """Where it lies within the version's folder."""
        return f"{self.collection}/{self.kind}/{self.name}.parquet"


@dataclass(frozen=True)
class Reference:
    """A table of facts that stays where it lies: one snapshot of it, in Parquet files that this machine can read.

    `format` is parquet, delta or iceberg, `snapshot` the version of a Delta table, the id of a snapshot of Iceberg or a hash of the files of
    a folder. `files` are their
    paths with their sizes in bytes. `rows` were taken; `first` and `last` are days of registration among them. `mapping` is the fingerprint
    of the columns that are read, `taken_on` the day as of which the rows were checked.
    """

    collection: str
    table: str
    place: str
    format: str
    snapshot: str
    files: tuple[tuple[str, int], ...]
    rows: int
    first: str
    last: str
    mapping: str
    taken_on: str

    @property
    def path(self) -> str:
        """Where the table would lie within a version, if it held a copy."""
        return f"{self.collection}/facts/{self.table}.parquet"

    def loss(self) -> str | None:
        """A sentence about what is gone of the snapshot, None while all of it is there."""
        for name, size in self.files:
            try:
                is_there = Path(name).stat().st_size == size
            except OSError:
                is_there = False
            if not is_there:
                return (
                    f"Snapshot {self.snapshot[:20]} of {self.place} is gone or changed: {Path(name).name} is not as it was. What was "
                    f"counted from it is still served; bring a newer snapshot of {self.table} to count again."
                )
        return None


@dataclass(frozen=True)
class Source:
    """One file that was brought, and what became of its rows in one table."""

    collection: str
    file: str
    sha256: str
    reader: str
    table: str
    imported_at: str
    rows_accepted: int
    rows_quarantined: int
    mapping: str = ""
    """Fingerprint of the column mapping it was read with; empty where columns were taken as they stood."""


@dataclass(frozen=True)
class Manifest:
    """The manifest of one version. `digest` is the hash of everything else but the id, which is made from it."""

    id: str
    sequence: int
    parent: str | None
    created_at: str
    note: str
    code_version: str
    files: tuple[FileEntry, ...]
    sources: tuple[Source, ...]
    digest: str
    references: tuple[Reference, ...] = ()

    @cached_property
    def by_path(self) -> dict[str, FileEntry]:
        """Its files by their path within the version."""
        return {file.path: file for file in self.files}

    def as_json(self) -> bytes:
        """As it is written to disk."""
        return (json.dumps(asdict(self), indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()

    def sealed(self) -> "Manifest":
        """The same with its digest filled in and an id made of the day and the digest."""
        digest = _digest(self)
        return replace(self, digest=digest, id=f"{self.created_at[:10].replace('-', '')}-{digest[:6]}")


def read(path: Path) -> Manifest:
    """The manifest in that file. Raises ValueError when it is not one or not as it was written."""
    try:
        raw = json.loads(path.read_bytes())
        raw["files"] = tuple(FileEntry(**file) for file in raw["files"])
        raw["sources"] = tuple(Source(**source) for source in raw["sources"])
        raw["references"] = tuple(_reference(each) for each in raw.get("references", ()))
        manifest = Manifest(**raw)
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is not a manifest") from error
    if manifest.digest != _digest(manifest):
        raise ValueError(f"{path} is not as it was written")
    return manifest


def _reference(raw: dict[str, Any]) -> Reference:
    raw["files"] = tuple((name, size) for name, size in raw["files"])
    return Reference(**raw)


def _digest(manifest: Manifest) -> str:
    content = asdict(manifest)
    del content["id"], content["digest"]
    if not content["references"]:  # an earlier release knew of none
        del content["references"]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def describe(path: Path, collection: str, kind: str, name: str) -> FileEntry:
    """The entry of a Parquet file that was just written."""
    frame = pl.scan_parquet(path)
    counted = [c for c in frame.collect_schema().names() if c.endswith(("_usd", "_cents")) or c == "awards"]
    sums = frame.select(pl.len().alias("rows"), *[pl.col(c).sum() for c in counted])
    sums = sums.collect(engine="streaming").row(0, named=True)
    totals = {c: round(float(sums[c] or 0), 2) for c in counted}
    return FileEntry(collection, kind, name, file_hash(path), sums["rows"], path.stat().st_size, totals)


def code_version() -> str:
    """Version of the program that writes."""
    try:
        return importlib.metadata.version("microcredential-dashboard")
    except importlib.metadata.PackageNotFoundError:
        return "unpackaged"
