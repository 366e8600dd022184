"""The command `dashboard digest`."""

from datetime import date

import click

from dashboard.cli import scope as cli_scope


@click.command()
@click.option("--format", "kind", type=click.Choice(["text", "html", "json"]), default="text", show_default=True)
@click.option("--period", help="FY2026, 2026-Q3 or 2026-07; the newest fiscal year if left out.")
@click.option("--as-of", help="Day as YYYY-MM-DD; the newest known day if left out.")
@cli_scope.college_option
def digest(kind: str, **when: str | None) -> None:
    """Say what needs a look: watched views, sections to decide, goals that slipped and data that is old."""
    from dashboard import digest as digests

    try:
        scope = cli_scope.scope((), when)
        found = digests.lines(scope, date.today())
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    click.echo(digests.written(found, scope, kind))
