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
        help="A table that stays where it lies: a folder of Parquet files or a Delta table. It is checked and counted, not copied.",
    )
    snapshot = click.option(
        "--snapshot",
        metavar="ID",
        help="Version of the Delta table, or id of the folder; without it what is there now.",
    )
    quarantine = click.option(
        "--quarantine",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help="Where refused rows of such a table are written; without it they are counted and not written.",
    )
    return reference(snapshot(quarantine(command)))


def snapshots(reference: tuple[Path, ...], snapshot: str | None) -> "tuple[Snapshot, ...]":
    """The snapshots that are meant. Raises UsageError where one id is said of several tables, and BadFile."""
    from data.readers import snapshots as found

    if snapshot is not None and len(reference) != 1:
        raise click.UsageError("--snapshot is of one --reference.")
    return tuple(found.find(place, snapshot) for place in reference)
