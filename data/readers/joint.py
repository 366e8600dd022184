"""Sources that come in several files which only together say anything."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from data.readers import oulad
from data.readers.files import FileSample, Tidied
from data.readers.text import BadFile

READERS = (oulad,)
"""Each has NAME, TABLE, PARTS, `part(sample)` and `tidy(parts)`."""

Read = tuple[Path, str, pl.DataFrame]
"""A file with its hash and its rows."""


def joined(files: Sequence[Read]) -> tuple[list[Read], list[tuple[Read, str, Tidied]]]:
    """The files that stand for themselves, and for each complete source its main file, reader name and tables.

    Raises BadFile where a file of a source came without the others.
    """
    parts: dict[str, dict[str, Read]] = {}
    alone = []
    for file in files:
        path, _, raw = file
        if found := part_of(path.name, raw):
            parts.setdefault(found[0], {})[found[1]] = file
        else:
            alone.append(file)
    return alone, [_together(reader, parts[reader.NAME]) for reader in READERS if reader.NAME in parts]


def part_of(name: str, rows: pl.DataFrame) -> tuple[str, str] | None:
    """The source that a file is of and which of its parts it is; None where it stands for itself."""
    sample = FileSample(name, rows.columns, rows.head(50))
    return next(((reader.NAME, part) for reader in READERS if (part := reader.part(sample))), None)


def _together(reader, parts: dict[str, Read]) -> tuple[Read, str, Tidied]:
    missing = [name for name in reader.PARTS if name not in parts]
    if missing:
        one = next(iter(parts.values()))[0].name
        raise BadFile(
            f"{one} belongs to {reader.NAME}, which needs its files of {', '.join(reader.PARTS)} together; "
            f"{', '.join(missing)} did not come. Import all of them at once."
        )
    tidied = reader.tidy({name: raw for name, (_, _, raw) in parts.items()})
    return parts[next(iter(reader.PARTS))], reader.NAME, tidied
