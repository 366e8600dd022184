"""The command that takes out rows that were brought by mistake."""

import json
import sys
from pathlib import Path

import click

from dashboard.cli.data import publish_forecasts
from dashboard.cli.progress import Progress
from data.store.store import Store


@click.command()
@click.argument("table")
@click.option(
    "--keys",
    "keys_file",
    required=True,
    type=click.Path(path_type=Path),
    help="File with the keys of the rows; it may be the file that brought them.",
)
@click.option("--with-dependents", is_flag=True, help="Also remove the rows of other tables that refer to them.")
@click.option("--preview", is_flag=True, help="Say what would be removed and remove nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option("--forecasts/--no-forecasts", default=True, help="Make the forecasts again.", show_default=True)
def remove(table: str, keys_file: Path, with_dependents: bool, preview: bool, as_json: bool, forecasts: bool) -> None:
    """Remove rows of TABLE by their keys, as a new version. Earlier versions keep them.

    Exit code 0 when they were removed or would be; 1 when nothing is, since a key is unknown or rows refer to them.
    """
    from dashboard.importing import removal_report
    from data.contracts import TABLES
    from data.ingest import removing

    if table not in TABLES:
        raise click.UsageError(f"There is no table {table!r}; there are {', '.join(TABLES)}.")
    request, store = removing.Request(keys_file, table, with_dependents), Store()
    removal = removing.check(request, store) if preview else removing.run(request, store, Progress())
    click.echo(json.dumps(removal.as_dict(), indent=1) if as_json else removal_report.text(removal))
    if removal.is_refused:
        sys.exit(1)
    if forecasts and removal.version and removal.collection == "college":
        publish_forecasts()
