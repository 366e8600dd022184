"""The options that say who counts a college: this machine, or an engine on a cluster."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from data.publish.college import Count


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--engine` and `--scratch` to a command."""
    engine = click.option(
        "--engine",
        metavar="ADDRESS",
        help="Count the college on Spark: sc://HOST:PORT, a master, or `active` for the session of the platform.",
    )
    scratch = click.option(
        "--scratch",
        metavar="PLACE",
        help="Folder or address, reached from here and from the engine, for learners' rows while they are counted.",
    )
    return engine(scratch(command))


def counter(engine: str | None, scratch: str | None) -> "Count":
    """Who counts. Raises UsageError where only one of the two is said."""
    from data.publish import parts

    if engine is None and scratch is None:
        return parts.counted
    if engine is None or scratch is None:
        raise click.UsageError("--engine and --scratch go together.")
    from data.publish.spark import Engine

    return Engine(engine, scratch if "://" in scratch else str(Path(scratch).absolute()))
