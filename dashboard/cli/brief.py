"""The command `dashboard brief`."""

from pathlib import Path

import click

from dashboard.cli import scope as cli_scope


@click.command()
@click.argument("name", required=False)
@click.option("--format", "file_format", type=click.Choice(["html", "pdf", "pptx"]), default="pdf", show_default=True)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; named after the brief if left out.",
)
@click.option("--period", help="FY2026, 2026-Q3 or 2026-07; the newest fiscal year if left out.")
@click.option("--as-of", help="Day as YYYY-MM-DD; the newest known day if left out.")
@click.option(
    "--where", multiple=True, metavar="KEY=VALUE", help="Filter by a code or by its words; may be given more than once."
)
@cli_scope.college_option
def brief(name: str | None, file_format: str, output: Path | None, where: tuple[str, ...], **when: str | None) -> None:
    """Write the brief NAME as a file; without NAME, list the briefs that there are."""
    from dashboard import export
    from dashboard.brief import building

    try:
        scope = cli_scope.scope(where, when)
        if name is None:
            for line in building.names(scope):
                click.echo(line)
            return
        document = building.build_brief(_spelled(name, building.names(scope)), scope)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    target = output or Path(f"{export.slug(document.title)}.{file_format}")
    target.write_bytes(building.print_brief(document, file_format))
    for sentence in document.missing:
        click.echo(sentence, err=True)
    click.echo(f"{target}: {len(document.claims)} claims, data version {document.version}, as of {document.as_of}.")


def _spelled(name: str, names: list[str]) -> str:
    """The brief that a name means, whatever its capitals and dashes."""
    plain = {known.lower().replace(" ", "-"): known for known in names}
    return plain.get(name.lower().replace(" ", "-"), name)
