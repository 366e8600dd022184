"""The commands that bring data and choose the version that is served."""

import json
import sys
import time
from pathlib import Path

import click

from data.store import Store, Version


@click.command(name="import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--table", help="Which of our tables the files hold; recognized from the headers if left out.")
@click.option(
    "--map",
    "map_file",
    type=click.Path(path_type=Path),
    help="TOML or JSON file that says which column is which; remembered.",
)
@click.option(
    "--year",
    type=click.IntRange(1980, 2100),
    help="Academic year of a public file that does not say it: 2023 is July 2022 to June 2023.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def import_files(
    paths: tuple[Path, ...], table: str | None, map_file: Path | None, year: int | None, as_json: bool
) -> None:
    """Bring files and report what was taken; exit code 1 when rows were quarantined or a file was refused."""
    from dashboard import reports
    from data import ingest
    from data.contracts import TABLES
    from data.plan import Choices
    from data.readers import mapping

    if table is not None and table not in TABLES:
        raise click.UsageError(f"There is no table {table!r}; there are {', '.join(TABLES)}.")
    stated = None if map_file is None else mapping.load(map_file)
    if stated is not None and table not in (None, stated.table):
        raise click.UsageError(f"--table says {table} and the mapping says {stated.table}.")
    store = Store()
    if store.current() is None:
        prepared(store)
    outcome = ingest.run(paths, store, Choices(table, stated, year), _Progress())
    click.echo(json.dumps(outcome.as_dict(), indent=1) if as_json else reports.text(outcome))
    if not outcome.is_clean:
        sys.exit(1)


@click.command()
def versions() -> None:
    """List the versions of the data, newest last."""
    store = Store()
    current = store.current()
    for version in store.versions():
        mark = "*" if current and current.id == version.id else " "
        click.echo(f"{mark} {version.id}  {version.created_at:%Y-%m-%d %H:%M}  {version.note}")
    for problem in store.problems():
        click.echo(problem, err=True)


@click.command()
@click.argument("version")
def rollback(version: str) -> None:
    """Serve an earlier version again."""
    click.echo(f"Version {Store().rollback(version).id} is served.")


def prepared(store: Store) -> Version:
    """The current version, with the demo college made first where there is none."""
    from data.default import prepare

    if store.current() is None:
        click.echo("First start: making the demo college …", err=True)
    return prepare(store)


class _Progress:
    """What is being done, on the error stream, as soon as it takes more than a second."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def __call__(self, what: str, done: float) -> None:
        if time.monotonic() - self._started > 1 or what.startswith("Publishing"):
            click.echo(f"{100 * done:3.0f}% {what}", err=True)
