"""What the reading process has left in its folder: small tables are taken into the memory, of large ones the first rows."""

# Why: decision 9laid9.

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from data.readers.files import Laid, Raw
from data.readers.text import Contents

FIRST_CELLS = 6_000_000
"""A table that has no more cells is taken into the memory: half a million registrations."""
BATCH_ROWS = 100_000
"""Rows that lie together in a file, of which some can be read alone."""
PREFIX = "dashboard-reading-"


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


def whole(read: Contents) -> Contents:
    """The same with all rows in the memory."""
    if all(raw.laid is None for raw in read.tables):
        return read
    return replace(read, tables=[raw.whole() for raw in read.tables])


def _raw(said: dict[str, Any], files: Sequence[Path]) -> Raw:
    raw = Raw(said["name"], pl.DataFrame(), tuple(said["notes"]), said["separator"], tuple(said["warnings"]))
    width, left_out = max(1, said["width"]), tuple(said["left_out"])
    if said["height"] * width <= FIRST_CELLS:
        rows = pl.concat([pl.read_ipc(file) for file in files], rechunk=False)
        return replace(raw, rows=rows.drop(left_out))
    kept = TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
    places = tuple(Path(shutil.move(file, kept.name)) for file in files)
    laid = Laid(said["height"], places, left_out, kept)
    return replace(raw, rows=laid.some(0, FIRST_CELLS // width), laid=laid)
