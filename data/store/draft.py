"""The next version while it is being made: a folder beside the versions that nobody reads yet."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from data.contracts import TABLES
from data.contracts.shape import as_contract
from data.store import manifest as manifests
from data.store.home import StoreError, link_or_copy, private_folder, sync_file, sync_folder, writing
from data.store.manifest import COLLECTIONS, KINDS, FileEntry, Manifest, Reference, Source
from data.store.version import Version

_SCRATCH = ".scratch"
ROWS_WITH_LISTS = 25_000
"""Rows of a table with lists that are written, and so read, at a time: each holds about a hundred numbers."""


class Draft:
    """Starts as what `parent` holds. What is put replaces; everything else is kept.

    `version` is the new version once the draft was committed, the parent when nothing had changed.
    """

    def __init__(self, folder: Path, parent: Version | None) -> None:
        self.folder = folder
        self.parent = parent
        self.version: Version | None = parent
        self._kept = {} if parent is None else dict(parent.manifest.by_path)
        self._put: dict[str, FileEntry] = {}
        self._references = {} if parent is None else {each.path: each for each in parent.manifest.references}
        self._lent: dict[str, pl.LazyFrame] = {}
        self._sources: list[Source] = [] if parent is None else list(parent.sources)
        self._is_discarded = False
        self.withdrawn: set[str] = set()

    def put(self, collection: str, kind: str, name: str, frame: pl.DataFrame | pl.LazyFrame | Path) -> FileEntry:
        """Keep a table, in place of any of that name. A Path is a Parquet file that is copied."""
        if collection not in COLLECTIONS or kind not in KINDS or not name.isidentifier():
            raise ValueError(f"There is no place {collection}/{kind}/{name} in a version.")
        path = self.folder / collection / kind / f"{name}.parquet"
        with writing(self.folder.parent.parent):
            private_folder(path.parent)
            # Written beside first: the frame may read the file that it replaces.
            fresh = path.with_name(f".{path.name}")
            _write(frame, fresh)
            fresh.replace(path)
            sync_file(path)
        entry = manifests.describe(path, collection, kind, name)
        self._kept.pop(entry.path, None)
        self._references.pop(entry.path, None)
        self._put[entry.path] = entry
        return entry

    def facts(self, collection: str, table: str) -> pl.LazyFrame | None:
        """The facts table as the draft holds it, in today's shape; None when it holds none. Raises DamagedData.

        Of a reference these are the rows that were lent; without them StoreError.
        """
        path = f"{collection}/facts/{table}.parquet"
        if path in self._references and path not in self._lent:
            raise StoreError(f"{table} lie in {self._references[path].place}, and are not read for this.")
        if path in self._references:
            return as_contract(self._lent[path], TABLES[table])
        frame = self.table(collection, "facts", table)
        return as_contract(frame, TABLES[table]) if frame is not None and table in TABLES else frame

    def table(self, collection: str, kind: str, name: str) -> pl.LazyFrame | None:
        """Any table as the draft holds it, None when it holds none. Raises DamagedData."""
        path = f"{collection}/{kind}/{name}.parquet"
        if path in self._put:
            return pl.scan_parquet(self.folder / path)
        if path in self._kept and self.parent is not None:
            return pl.scan_parquet(self.parent.verified(self._kept[path]))
        return None

    def tables(self, collection: str, kind: str) -> list[str]:
        """Names of what the draft holds of a collection, sorted."""
        held = [*self._kept.values(), *self._put.values()]
        names = [file.name for file in held if (file.collection, file.kind) == (collection, kind)]
        referred = self.references if kind == "facts" else []
        return sorted([*names, *(each.table for each in referred if each.collection == collection)])

    @property
    def references(self) -> list[Reference]:
        """The tables of facts that stay where they lie."""
        return list(self._references.values())

    def refer(self, reference: Reference, rows: pl.LazyFrame) -> None:
        """Have a table stay where it lies, in place of any that is held; `rows` are lent for as long as the draft is made."""
        self.drop(reference.collection, "facts", reference.table)
        self._references[reference.path] = reference
        self.lend(reference, rows)

    def lend(self, reference: Reference, rows: pl.LazyFrame) -> None:
        """Have the rows of a reference at hand for as long as the draft is made."""
        self._lent[reference.path] = rows

    def scratch(self, name: str) -> Path:
        """A folder for what is needed while the draft is made. It is gone before the version is there."""
        folder = self.folder / _SCRATCH / name
        private_folder(folder)
        return folder

    def drop(self, collection: str, kind: str | None = None, name: str | None = None) -> None:
        """Leave out a collection, one kind of it, or one table of that kind."""
        for held in (self._kept, self._put):
            for path, file in list(held.items()):
                if file.collection == collection and kind in (None, file.kind) and name in (None, file.name):
                    del held[path]
        for path, each in list(self._references.items()):
            if each.collection == collection and kind in (None, "facts") and name in (None, each.table):
                del self._references[path]
        if kind is None:
            self._sources = [source for source in self._sources if source.collection != collection]

    def withdraw(self, collection: str) -> None:
        """Once committed, offer no earlier version any more that shows this collection."""
        self.withdrawn.add(collection)

    def add_source(self, source: Source) -> None:
        """Remember a file that was brought."""
        self._sources.append(source)

    @property
    def sources(self) -> list[Source]:
        """Every file that was brought so far, oldest first."""
        return list(self._sources)

    def discard(self) -> None:
        """Make no version of it."""
        self._is_discarded = True

    def has_changes(self) -> bool:
        """Whether it differs from its parent in any file or source."""
        if self._is_discarded:
            return False
        if self.parent is None:
            return bool(self._put or self._references)
        return bool(self.changes()) or tuple(self._sources) != self.parent.sources

    def changes(self) -> list[tuple[str, str, str]]:
        """Collection, kind and name of every table that the draft adds to its parent, changes or leaves out."""
        now, before = self._kept | self._put, {} if self.parent is None else self.parent.manifest.by_path
        entries = {path: now.get(path) or before[path] for path in now.keys() | before.keys()}
        hashes = [{path: file.sha256 for path, file in files.items()} for files in (now, before)]
        moved = sorted(path for path in entries if hashes[0].get(path) != hashes[1].get(path))
        referred = {*self.references} ^ {*(() if self.parent is None else self.parent.manifest.references)}
        tables = [(entries[path].collection, entries[path].kind, entries[path].name) for path in moved]
        return sorted({*tables, *((each.collection, "facts", each.table) for each in referred)})

    def seal(self, sequence: int, note: str) -> Manifest:
        """Complete the folder: unchanged files linked in, the manifest written, all of it on the disk."""
        shutil.rmtree(self.folder / _SCRATCH, ignore_errors=True)
        for path, entry in list(self._put.items()):
            if (
                before := self.parent.manifest.by_path.get(path) if self.parent else None
            ) and before.sha256 == entry.sha256:
                (self.folder / path).unlink()
                self._kept[path] = self._put.pop(path)
        for path, entry in self._kept.items():
            if self.parent is None or self.parent.damage_of(entry, deep=False):
                raise StoreError(f"The file {path} cannot be carried over: it is not as it was written.")
            link_or_copy(self.parent.folder / path, self.folder / path)
        files = sorted((self._kept | self._put).values(), key=lambda file: file.path)
        manifest = Manifest(
            id="",
            sequence=sequence,
            parent=None if self.parent is None else self.parent.id,
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
            note=note,
            code_version=manifests.code_version(),
            files=tuple(files),
            sources=tuple(self._sources),
            digest="",
            references=tuple(self.references),
        ).sealed()
        return self._written(manifest)

    def _written(self, manifest: Manifest) -> Manifest:
        versions = self.folder.parent
        length = 6
        while (versions / manifest.id).exists():
            length += 1
            manifest = replace(manifest, id=f"{manifest.id[:9]}{manifest.digest[:length]}")
        path = self.folder / "manifest.json"
        path.write_bytes(manifest.as_json())
        sync_file(path)
        for folder in {(self.folder / file.path).parent for file in manifest.files}:
            sync_folder(folder)
            sync_folder(folder.parent)
        sync_folder(self.folder)
        return manifest


def _write(frame: pl.DataFrame | pl.LazyFrame | Path, path: Path) -> None:
    if isinstance(frame, Path):
        shutil.copyfile(frame, path)
        return
    has_lists = any(isinstance(kind, pl.List) for kind in frame.collect_schema().dtypes())
    rows = ROWS_WITH_LISTS if has_lists else None
    if isinstance(frame, pl.LazyFrame):
        frame.sink_parquet(path, row_group_size=rows)
    else:
        frame.write_parquet(path, row_group_size=rows)
