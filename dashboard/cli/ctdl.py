"""The command that writes the college's own offerings as a CTDL document: `dashboard export-ctdl`."""

from pathlib import Path

import click

from dashboard.cli import scope as cli_scope


@click.command(name="export-ctdl")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write; printed if left out.")
@click.option("--as-of", help="Day as YYYY-MM-DD; the newest known day if left out.")
@cli_scope.college_option
def export_ctdl(output: Path | None, **when: str | None) -> None:
    """Write the college's own offerings as CTDL, in JSON-LD."""
    from dashboard import ctdl

    try:
        scope = cli_scope.scope((), when)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    text = ctdl.file(scope)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from None
    click.echo(f"{output}")
