"""One snapshot of a table that stays where it lies: a folder of Parquet files, a version of a Delta table, or a snapshot of Iceberg."""

# Why: decisions 172 and 185.

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlparse

from data.readers import parquet_parts
from data.readers.files import BadFile

PARQUET, DELTA, ICEBERG = "parquet", "delta", "iceberg"


@dataclass(frozen=True)
class Snapshot:
    """The files of a snapshot, in the order in which their rows count, and what tells it from any other.

    `columns` are those that the table says it has, where it says so.
    """

    place: Path
    format: str
    id: str
    paths: tuple[Path, ...]
    columns: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[tuple[str, int], ...]:
        """Where the files are, with their sizes."""
        return tuple((str(path), path.stat().st_size) for path in self.paths)


def find(place: Path, stated: str | None = None) -> Snapshot:
    """The snapshot of a table that is `stated`, else its newest. Raises BadFile where it is not there."""
    place = place.absolute()
    if place.name.endswith(_METADATA) and place.is_file():
        return _iceberg(place.parent.parent, place, stated)
    if not place.is_dir():
        raise BadFile(
            f"{place.name} is no folder. A table that stays in place is a folder of Parquet files, a Delta table or an Iceberg table."
        )
    if (place / "_delta_log").is_dir():
        return _delta(place, stated)
    if (place / "metadata").is_dir() and any((place / "metadata").glob(f"*{_METADATA}")):
        return _iceberg(place, _newest_metadata(place), stated)
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
        raise _lacking(place, "a Delta table") from None
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


_METADATA = ".metadata.json"


def _newest_metadata(place: Path) -> Path:
    """The file with the newest state of an Iceberg table: the one of the highest number. Raises BadFile where two have it."""
    numbered = [
        (int(found[1]), path)
        for path in (place / "metadata").glob(f"*{_METADATA}")
        if (found := re.match(r"v?(\d+)", path.name))
    ]
    last = max((number for number, _ in numbered), default=0)
    newest = [path for number, path in numbered if number == last]
    if len(newest) != 1:
        raise BadFile(
            f"{place.name} has {len(newest)} files that could be its newest state. Name the one that its catalog points to, such as "
            f"{place.name}/metadata/00012-….metadata.json."
        )
    return newest[0]


def _iceberg(place: Path, metadata: Path, stated: str | None) -> Snapshot:
    """Iceberg keeps names of columns apart from files, so files of an earlier name are refused where they are read."""
    try:
        from pyiceberg.exceptions import ValidationError
        from pyiceberg.table import StaticTable
    except ImportError:
        raise _lacking(place, "an Iceberg table") from None
    if stated is not None and not stated.isdecimal():
        raise BadFile(f"{stated} is no snapshot of an Iceberg table; it is a whole number such as 5605369175777967850.")
    try:
        table = StaticTable.from_metadata(metadata.as_uri())
        found = table.current_snapshot() if stated is None else table.snapshot_by_id(int(stated))
        if found is None:
            raise BadFile(
                f"Snapshot {stated or '(the newest)'} of {place.name} is not there: it was never made, or has expired."
            )
        tasks = [*table.scan(snapshot_id=found.snapshot_id).plan_files()]
        schema = next((one for one in table.metadata.schemas if one.schema_id == found.schema_id), table.schema())
    except (ValidationError, OSError, ValueError) as error:
        said = " ".join(str(error).split())[:200]
        raise BadFile(f"Snapshot {stated or '(the newest)'} of {place.name} cannot be read: {said}.") from None
    if any(task.delete_files for task in tasks):
        raise BadFile(
            f"{place.name} marks rows as deleted beside its files, so its files alone do not hold its rows. Compact it first."
        )
    if odd := next((task.file for task in tasks if task.file.file_format.name != "PARQUET"), None):
        raise BadFile(f"{place.name} has files in {odd.file_format.name}; only those in Parquet are read.")
    paths = [_local(task.file.file_path) for task in tasks]
    return Snapshot(
        place, ICEBERG, str(found.snapshot_id), tuple(sorted(paths)), tuple(field.name for field in schema.fields)
    )


def _local(address: str) -> Path:
    """The path of a file on a disk of this machine. Raises BadFile."""
    parsed = urlparse(address)
    if parsed.scheme not in ("", "file"):
        raise BadFile(
            f"The files of the table lie at {parsed.scheme}://, and only those on a disk of this machine are read."
        )
    return Path(unquote(parsed.path))


def _lacking(place: Path, what: str) -> BadFile:
    return BadFile(
        f"{place.name} is {what}, and the library that reads one is not installed: "
        "run `make setup-lakehouse` in the folder of the dashboard."
    )
