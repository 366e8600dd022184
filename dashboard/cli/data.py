"""The commands that bring data and choose the version that is served."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dashboard.cli import engine as cli_engine
from dashboard.cli import in_place as cli_in_place
from dashboard.cli.progress import Progress
from dashboard.cli.scope import prepared
from data.store.store import Store, Version

if TYPE_CHECKING:
    from data.ingest.plan import Choices
    from data.readers.recipe_file import Recipe


@click.command(name="import")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@cli_in_place.options
@click.option("--table", help="Which of our tables the files hold; recognized from the headers if left out.")
@click.option(
    "--map",
    "map_file",
    type=click.Path(path_type=Path),
    help="Recipe: a TOML or JSON file that says which column is which, or the name of a starter recipe; remembered.",
)
@click.option(
    "--year",
    type=click.IntRange(1980, 2100),
    help="Academic year of a public file that does not say it: 2023 is July 2022 to June 2023.",
)
@click.option(
    "--corrections",
    is_flag=True,
    help="Rows under keys that are there correct them, also where that moves sections by months or changes learners.",
)
@cli_engine.options
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--forecasts/--no-forecasts", default=True, help="Make the forecasts again.", show_default=True)
def import_files(paths: tuple[Path, ...], as_json: bool, forecasts: bool, **said: Any) -> None:
    """Bring files and report what was taken.

    Exit code 0 when every row was taken, also where rows should be checked; 1 when rows were quarantined or a file was refused.
    """
    from data.readers import apart

    apart.make_ready()  # it starts while all else is imported
    from dashboard.importing import report as reports
    from data.ingest import ingest

    if not paths and not said["reference"]:
        raise click.UsageError("Name the files to import, or a table that stays in place with --reference.")
    choices = _choices(**said)
    store = Store()
    if store.current() is None:
        prepared()
    outcome = ingest.run(paths, store, choices, Progress())
    click.echo(json.dumps(outcome.as_dict(), indent=1) if as_json else reports.text(outcome))
    if forecasts and any(r.collection == "college" and not r.is_repeat for r in outcome.reports):
        publish_forecasts()
    if not outcome.is_clean:
        sys.exit(1)


def _choices(
    table: str | None,
    map_file: Path | None,
    year: int | None,
    corrections: bool,
    engine: str | None,
    scratch: str | None,
    reference: tuple[Path, ...],
    snapshot: str | None,
    quarantine: Path | None,
) -> "Choices":
    from data.contracts import TABLES
    from data.ingest.plan import Choices

    if table is not None and table not in TABLES:
        raise click.UsageError(f"There is no table {table!r}; there are {', '.join(TABLES)}.")
    stated = None if map_file is None else _recipe(map_file)
    if stated is not None and table not in (None, *(m.table for m in stated.mappings)):
        raise click.UsageError(f"--table says {table} and the mapping says {stated.mappings[0].table}.")
    return Choices(
        table,
        stated,
        year,
        corrections,
        count=cli_engine.counter(engine, scratch),
        snapshots=cli_in_place.snapshots(reference, snapshot),
        quarantine=quarantine,
    )


def _recipe(given: Path) -> "Recipe":
    """The recipe in that file, or the starter of that name."""
    from data.readers import recipe_file, starters

    shipped = starters.load_starters()
    return shipped[str(given)] if str(given) in shipped and not given.exists() else recipe_file.load(given)


@click.command()
@click.argument("name", required=False)
def recipes(name: str | None) -> None:
    """List the starter recipes, or print the one called NAME as a file to adapt."""
    from data.readers import starters

    shipped = starters.load_starters()
    if name is None:
        for short, starter in shipped.items():
            click.echo(f"{short}: {starter.name}. {starter.about}")
        return
    if name not in shipped:
        raise click.UsageError(f"There is no starter recipe {name!r}; there are {', '.join(shipped)}.")
    click.echo((starters.FOLDER / f"{name}.toml").read_text("utf-8"), nl=False)


@click.command()
@click.option("--format", "shape", type=click.Choice(["table", "json"]), default="table")
def versions(shape: str) -> None:
    """List the versions of the data, newest last."""
    store = Store()
    current = store.current()
    if shape == "json":
        click.echo(json.dumps(_listed(store, current), indent=1))
    for version in () if shape == "json" else store.versions():
        mark = "*" if current and current.id == version.id else " "
        click.echo(f"{mark} {version.id}  {version.created_at:%Y-%m-%d %H:%M}  {version.note}")
    for problem in store.problems():
        click.echo(problem, err=True)


def _listed(store: Store, current: Version | None) -> list[dict[str, Any]]:
    """Every version with its day, its note, its colleges and whether it is served."""
    return [
        {
            "id": version.id,
            "created_at": version.created_at.isoformat(),
            "note": version.note,
            "colleges": list(version.colleges),
            "is_served": bool(current and current.id == version.id),
        }
        for version in store.versions()
    ]


@click.command()
@click.argument("version")
def rollback(version: str) -> None:
    """Serve an earlier version again."""
    click.echo(f"Version {Store().rollback(version).id} is served.")


@click.command(name="fiscal-year")
@click.argument("month")
def fiscal_year(month: str) -> None:
    """Say in which MONTH the fiscal year of your own college starts, such as October; until then it is July."""
    from data.ingest import fiscal_year as setting

    try:
        starts_in = setting.month(month)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    try:
        new_version, sentences = setting.change(Store(), starts_in, say=Progress())
    except setting.NoCollege as error:
        raise click.ClickException(str(error)) from None
    click.echo("\n".join([*sentences, f"Version {new_version.id} is served."]))
    publish_forecasts()


def publish_forecasts() -> None:
    """Make the college's forecasts anew from its data. Lists of the market do not change them."""
    from data.store.derived import Busy
    from queries.forecasting.issued import publishing

    version = Store().current()
    if version is None or "college" not in version.colleges:
        return
    click.echo("Making forecasts …", err=True)
    try:
        publishing.publish_forecasts(version.id, "college", workers=2)
    except Busy as busy:  # the import is done all the same
        click.echo(busy, err=True)
