"""The command line: every number on screen can be had in a script."""

from importlib.metadata import PackageNotFoundError, version

import click

from dashboard.cli import answers as cli_answers
from dashboard.cli import brief as cli_brief
from dashboard.cli import ctdl as cli_ctdl
from dashboard.cli import data as cli_data
from dashboard.cli import digest as cli_digest
from dashboard.cli import forecast as cli_forecast
from dashboard.cli import remove as cli_remove
from dashboard.cli import serve as cli_serve
from dashboard.cli.progress import Progress
from data.store.store import Store, StoreError


class _Sentences(click.Group):
    """What is wrong with the data is a sentence and exit code 1, never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except StoreError as error:
            raise click.ClickException(str(error)) from None


def _release() -> str:
    """The release that is installed; `unknown` where the files are used without being installed."""
    try:
        return version("microcredential-dashboard")
    except PackageNotFoundError:
        return "unknown"


@click.group(cls=_Sentences, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(_release(), prog_name="dashboard", message="%(prog)s %(version)s")
def dashboard() -> None:
    """Market and enrollment dashboard for microcredentials."""


dashboard.add_command(cli_serve.serve)


@dashboard.command()
@click.option("--registrations", default=40_000, show_default=True, type=click.IntRange(100, 20_000_000))
@click.option("--seed", default=7, show_default=True)
def demo(registrations: int, seed: int) -> None:
    """Make the fictional demo college anew."""
    from data.default import prepare

    click.echo(f"Making a demo college with {registrations:,} registrations …", err=True)
    version = prepare(Store(), registrations, seed, again=True, say=Progress())
    click.echo(version.id)


dashboard.add_command(cli_answers.ask)
dashboard.add_command(cli_answers.describe)


dashboard.add_command(cli_brief.brief)
dashboard.add_command(cli_digest.digest)
dashboard.add_command(cli_forecast.forecast)
dashboard.add_command(cli_forecast.publish)


dashboard.add_command(cli_data.import_files)
dashboard.add_command(cli_remove.remove)
dashboard.add_command(cli_data.recipes)
dashboard.add_command(cli_data.versions)
dashboard.add_command(cli_data.rollback)
dashboard.add_command(cli_data.fiscal_year)
dashboard.add_command(cli_ctdl.export_ctdl)


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 rejected input, 2 wrong usage."""
    dashboard()
