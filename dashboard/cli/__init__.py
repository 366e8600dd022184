"""The command line: every number on screen can be had in a script."""

import json
from pathlib import Path

import click

from dashboard import ahead, forecast_job, warming
from dashboard.cli import data as cli_data
from dashboard.cli import forecast as cli_forecast
from dashboard.cli import scope as cli_scope
from dashboard.cli.scope import prepared
from data.store.store import Store, StoreError

APP = Path(__file__).resolve().parents[2] / "streamlit_app.py"
"""What `dashboard serve` runs."""


class _Sentences(click.Group):
    """What is wrong with the data is a sentence and exit code 1, never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except StoreError as error:
            raise click.ClickException(str(error)) from None


@click.group(cls=_Sentences, context_settings={"help_option_names": ["-h", "--help"]})
def dashboard() -> None:
    """Market and enrollment dashboard for microcredentials."""


@dashboard.command()
@click.option("--port", default=8501, show_default=True, help="Port on 127.0.0.1.")
def serve(port: int) -> None:
    """Serve the pages at http://127.0.0.1:PORT."""
    version = prepared()
    click.echo(f"Data version {version.id} is ready. Serving http://127.0.0.1:{port}", err=True)
    from dashboard import streamlit_internals

    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": True,
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": False,
    }
    warming.once_listening(port)
    ahead.start()
    with forecast_job.while_serving():
        streamlit_internals.serve(str(APP), options)


@dashboard.command()
@click.option("--registrations", default=40_000, show_default=True, type=click.IntRange(100, 20_000_000))
@click.option("--seed", default=7, show_default=True)
def demo(registrations: int, seed: int) -> None:
    """Make the fictional demo college anew."""
    from data.default import prepare

    click.echo(f"Making a demo college of {registrations:,} registrations …", err=True)
    version = prepare(Store(), registrations, seed, again=True, say=lambda what: click.echo(f"{what} …", err=True))
    click.echo(version.id)


@dashboard.command()
@click.argument("metrics")
@click.option("--by", default="", help="Dimensions, separated by commas.")
@click.option("--where", multiple=True, metavar="KEY=VALUE", help="Filter; may be given more than once.")
@click.option("--period", help="FY2026, 2026-Q3 or 2026-07; the newest fiscal year if left out.")
@click.option("--as-of", help="Day as YYYY-MM-DD; the newest known day if left out.")
@cli_scope.college_option
@click.option("--format", "shape", type=click.Choice(["table", "json", "csv"]), default="table")
def ask(metrics: str, by: str, where: tuple[str, ...], shape: str, **when: str | None) -> None:
    """Answer METRICS, separated by commas, from the same registry as the pages."""
    from dashboard import cells, export, passport
    from queries.answer import measure, named, strange
    from queries.semantic.scope import Unanswerable

    try:
        scope = cli_scope.scope(where, when)
        answer = measure(*named(metrics), by=[d for d in by.split(",") if d], scope=scope)
        if answer.not_applied:
            raise Unanswerable(f"{metrics} cannot be filtered by {', '.join(answer.not_applied)}.")
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if any(m.privacy != "public" for m in answer.metrics) and (told := cli_scope.outside(scope)):
        click.echo(told, err=True)
    for name, value in strange(answer):
        click.echo(f"Nothing in this choice has the {name} {value!r}.", err=True)
    if shape == "csv":
        click.echo(export.csv(passport.of_answer(answer)), nl=False)
    elif shape == "json":
        click.echo(json.dumps(answer.frame.to_dicts(), default=str, indent=1))
    else:
        import polars as pl

        with pl.Config(tbl_rows=-1, tbl_hide_dataframe_shape=True, tbl_hide_column_data_types=True):
            click.echo(str(cells.in_words(passport.of_answer(answer).table)))


@dashboard.command()
def describe() -> None:
    """List every metric and dimension with its definition."""
    from queries.metrics import METRICS
    from queries.semantic.dimensions import DIMENSIONS

    for what in (*METRICS.values(), *DIMENSIONS.values()):
        click.echo(f"{what.name}: {what.definition}")


dashboard.add_command(cli_forecast.forecast)
dashboard.add_command(cli_forecast.publish)


dashboard.add_command(cli_data.import_files)
dashboard.add_command(cli_data.versions)
dashboard.add_command(cli_data.rollback)


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 rejected input, 2 wrong usage."""
    dashboard()
