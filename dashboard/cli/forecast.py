"""The commands about forecasts: `dashboard forecast` and `dashboard publish`."""

import json
import os
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from dashboard.cli import engine as cli_engine
from dashboard.cli import names
from dashboard.cli import scope as cli_scope
from dashboard.cli.progress import Progress
from data.reference.colleges import college as named
from data.store.store import Store

if TYPE_CHECKING:
    import polars as pl

    from data.publish.college import Count
    from queries.semantic.table import Table


@click.command()
@click.argument("metric", shell_complete=names.metrics)
@click.option("--by", help="One dimension; the whole college if left out.", shell_complete=names.dimensions)
@click.option(
    "--where",
    multiple=True,
    metavar="KEY=VALUE",
    help="Filter by a code or by its words; may be given more than once.",
    shell_complete=names.filters,
)
@click.option("--horizon", type=int, help="Periods ahead; a year if left out.")
@click.option("--as-of", help="Day as YYYY-MM-DD; the newest known day if left out.")
@cli_scope.college_option
@click.option("--goal", type=float, help="Also say how likely the sum of all periods reaches this.")
@click.option("--issue", is_flag=True, help="Keep it in the ledger, to compare with what happens.")
@click.option("--format", "shape", type=click.Choice(["table", "json", "csv"]), default="table")
def forecast(metric: str, by: str | None, where: tuple[str, ...], horizon: int | None, **options: Any) -> None:
    """Forecast METRIC with its 80% and 95% bands beside the naive bars, on what was known on one day."""
    from dashboard import cells
    from dashboard.cli import about, filters
    from dashboard.wording import shares
    from data.reference.spreadsheet import neutralised
    from queries.forecasting import asking, tables
    from queries.forecasting.issued import ledger
    from queries.metrics import find_metric

    metric = metric.strip()
    try:
        by = filters.dimension(by) if by else None
        scope = filters.resolved([find_metric(metric)], cli_scope.scope(where, options))
        frame = asking.forecast_of(metric, by, scope, horizon)
        chances = {} if options["goal"] is None else asking.chances(frame, options["goal"])
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if options["issue"]:
        added = ledger.issue(frame, scope.version, scope.college, "asked", scope.where)
        click.echo(f"Forecasts added to the ledger: {added:,}.", err=True)
    shown = frame.drop(
        "metric", "grain", "frequency", "known_on", "scaled_by", "widened_by", "model", "members", "cleaned"
    )
    said = {"metric": metric} | about.of_scope(scope, has_period=False)
    if options["shape"] == "csv":
        where_lines = "".join(f"# where {pair}\n" for pair in said["where"])
        click.echo(
            f"# {metric}, version {scope.version}, {scope.college}, as of {scope.as_of}\n{where_lines}", nl=False
        )
        click.echo(neutralised(shown).write_csv(), nl=False)
    elif options["shape"] == "json":
        click.echo(json.dumps({"about": said, "rows": shown.to_dicts()}, default=str, indent=1))
    else:
        click.echo(about.line(said))
        _table(frame, tables.asked(frame, find_metric(metric), by, scope))
    for value, chance in chances.items():
        whose = f" for {cells.names([value], by, scope)[0]}" if by else ""
        goal = find_metric(metric).unit.exact(options["goal"])
        sentence = f"The sum{whose} is {shares.chance_in_words(chance)} likely to reach {goal}."
        click.echo(sentence, err=options["shape"] != "table")


@click.command()
@cli_scope.college_option
@click.option("--version", help="Id of a data version; the current one if left out.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes to work with.")
@click.option("--background", is_flag=True, help="Run at low priority, and end with the process that started it.")
@cli_engine.options
def publish(
    college: str | None,
    version: str | None,
    workers: int,
    background: bool,
    engine: str | None,
    scratch: str | None,
) -> None:
    """Work out the standard forecasts of a data version and keep them in the ledger.

    With --engine your own college is first counted again, on a cluster.
    """
    from queries.forecasting.issued import publishing

    if engine or scratch:
        if version or college:
            raise click.UsageError(
                "--engine counts the newest data of your own college: leave out --version and --college."
            )
        _count_again(cli_engine.counter(engine, scratch))
    parent = os.getppid()
    if background and hasattr(os, "nice"):
        os.nice(10)

    def tell(done: int, of: int) -> None:
        if background and os.getppid() != parent:
            raise SystemExit(0)
        _count(done, of)

    chosen = Store().version(version) if version else cli_scope.prepared()
    publishing.publish_forecasts(
        chosen.id, named(college) if college else cli_scope.own(chosen), tell, 1 if background else workers
    )
    click.echo(f"The forecasts of version {chosen.id} are published.")


def _count_again(count: "Count") -> None:
    """Make all cubes of one's own college anew."""
    from data.ingest import references
    from data.publish.college import publish_again

    store = Store()
    new_version, sentences = publish_again(
        store,
        count,
        date.today(),
        Progress(),
        lambda draft, counter: references.lend(draft, store.home, count=counter),
    )
    click.echo("\n".join([*sentences, f"Version {new_version.id} is served."]))


def _count(done: int, of: int) -> None:
    """One line that counts up on a terminal. A file or a pipe keeps every step, so it is told of the last alone."""
    is_last = done == of
    if sys.stderr.isatty():
        click.echo(f"\r{done:,} of {of:,} forecasts", err=True, nl=is_last)
    elif is_last:
        click.echo(f"{done:,} of {of:,} forecasts", err=True)


def _table(frame: "pl.DataFrame", table: "Table") -> None:
    """The forecasts in words, then what must be known of them, of each value or of all."""
    import polars as pl

    from dashboard import cells

    noted = frame.select("value", note=pl.col("notes").str.split(" | ")).explode("note").filter(pl.col("note") != "")
    whose = noted.group_by("note", maintain_order=True).agg(pl.col("value").unique(maintain_order=True)).rows()
    everybody = frame["value"].n_unique()
    shown = pl.DataFrame({column.label: cells.printed(table, column) for column in table.columns})
    with pl.Config(tbl_rows=-1, tbl_width_chars=200, tbl_hide_dataframe_shape=True, tbl_hide_column_data_types=True):
        click.echo(str(shown))
    for note, values in whose:
        named = cells.names(values, table.columns[0].dimension, table.scope)
        click.echo(note if len(values) == everybody else f"{', '.join(named)}: {note}")
