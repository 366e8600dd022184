"""The options that have a table counted where it lies, and not copied."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from data.readers.snapshots import Snapshot


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--reference`, `--snapshot` and `--quarantine` to a command."""
    reference = click.option(
        "--reference",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="PLACE",
        help="A table that stays where it lies: a folder of Parquet files, a Delta or an Iceberg table. It is checked and counted, not copied.",
    )
    snapshot = click.option(
        "--snapshot",
        metavar="ID",
        help="Version of the Delta table, snapshot of the Iceberg table, or id of the folder. Without it, the newest.",
    )
    quarantine = click.option(
        "--quarantine",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help="Folder for the rows that are refused. Without it they are only counted.",
    )
    return reference(snapshot(quarantine(command)))


def snapshots(reference: tuple[Path, ...], snapshot: str | None) -> "tuple[Snapshot, ...]":
    """The snapshots that are meant. Raises UsageError where one id is said of several tables, and BadFile."""
    from data.readers import snapshots as found

    if snapshot is not None and len(reference) != 1:
        raise click.UsageError("--snapshot needs exactly one --reference.")
    return tuple(found.find(place, snapshot) for place in reference)
