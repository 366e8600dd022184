"""One snapshot of a table that stays where it lies: a folder of Parquet files, or a version of a Delta table."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from data.readers import parquet_parts
from data.readers.files import BadFile

PARQUET, DELTA = "parquet", "delta"


@dataclass(frozen=True)
class Snapshot:
    """The files of a snapshot, in the order in which their rows count, and what tells it from any other."""

    place: Path
    format: str
    id: str
    paths: tuple[Path, ...]

    @property
    def files(self) -> tuple[tuple[str, int], ...]:
        """Where the files are, with their sizes."""
        return tuple((str(path), path.stat().st_size) for path in self.paths)


def find(place: Path, stated: str | None = None) -> Snapshot:
    """The snapshot of a table that is `stated`, else its newest. Raises BadFile where it is not there."""
    place = place.absolute()
    if not place.is_dir():
        raise BadFile(
            f"{place.name} is no folder. A table that stays in place is a folder of Parquet files or a Delta table."
        )
    if (place / "_delta_log").is_dir():
        return _delta(place, stated)
    if (place / "metadata").is_dir() and any((place / "metadata").glob("*.metadata.json")):
        raise BadFile(
            f"{place.name} is an Iceberg table, which cannot be read in place yet. Export a snapshot of it as Parquet files."
        )
    paths = parquet_parts.files_of(place)
    found = _hash(paths)
    if stated not in (None, found, found[: max(8, len(stated or ""))]):
        raise BadFile(f"Snapshot {stated} of {place.name} is not there: its files now make snapshot {found}.")
    return Snapshot(place, PARQUET, found, tuple(paths))


def _hash(paths: Sequence[Path]) -> str:
    """Hash of names, sizes and footers: a footer holds the place and the extremes of every part of every column."""
    made = hashlib.sha256()
    for path in paths:
        size = path.stat().st_size
        made.update(f"{path.name} {size}\n".encode())
        made.update(_footer(path, size))
    return made.hexdigest()


def _footer(path: Path, size: int) -> bytes:
    """The last bytes of a Parquet file, which say how long its footer is, and that footer. Raises BadFile."""
    with path.open("rb") as file:
        file.seek(max(0, size - 8))
        length = int.from_bytes(file.read(8)[:4], "little")
        if length > size:
            raise BadFile(f"{path.name} is damaged or truncated: it starts like Parquet and cannot be read.")
        file.seek(max(0, size - 8 - length))
        return file.read(length)


def _delta(place: Path, stated: str | None) -> Snapshot:
    try:
        import deltalake
        from deltalake.exceptions import DeltaError
    except ImportError:
        raise BadFile(
            f"{place.name} is a Delta table, and the library that reads one is not installed: "
            "pip install 'microcredential-dashboard[lakehouse]'."
        ) from None
    if stated is not None and not stated.isdecimal():
        raise BadFile(f"{stated} is no version of a Delta table; it is a whole number such as 12.")
    try:
        table = deltalake.DeltaTable(place, version=None if stated is None else int(stated))
        paths = [Path(uri) for uri in sorted(table.file_uris())]
        features, cut = table.protocol().reader_features or [], table.metadata().partition_columns
    except (DeltaError, OSError) as error:
        said = " ".join(str(error).split())[:200]
        raise BadFile(f"Version {stated or '(the newest)'} of {place.name} cannot be read: {said}.") from None
    if cut:
        raise BadFile(
            f"{place.name} is partitioned by {cut[0]}, so its files lack that column. Write it without partitions."
        )
    if odd := sorted({*features} - _READ):
        raise BadFile(f"{place.name} uses {odd[0]}, so its files alone do not hold its rows. Write it without.")
    return Snapshot(place, DELTA, str(table.version()), tuple(paths))


_READ = {"timestampNtz", "v2Checkpoint", "vacuumProtocolCheck"}
"""Features of a Delta table that change nothing of how the rows of a file are read."""
