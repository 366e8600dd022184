"""The commands that answer a question and say what the numbers mean: `dashboard ask` and `dashboard describe`."""

import json
from typing import TYPE_CHECKING

import click

from dashboard.cli import names
from dashboard.cli import scope as cli_scope

if TYPE_CHECKING:
    from dashboard.passport import Passport
    from queries.semantic.metric import Metric
    from queries.semantic.scope import Scope
    from queries.semantic.table import Table


@click.command()
@click.argument("metrics", shell_complete=names.metrics)
@click.option("--by", default="", help="Dimensions, separated by commas.", shell_complete=names.dimensions)
@click.option(
    "--where",
    multiple=True,
    metavar="KEY=VALUE",
    help="Filter by a code or by its words; may be given more than once.",
    shell_complete=names.filters,
)
@click.option(
    "--period", help="FY2026, 2026-Q3, 2026-07 or a term, such as Fall 2025; the newest fiscal year if left out."
)
@click.option("--as-of", help="Day as YYYY-MM-DD; the newest known day if left out.")
@click.option(
    "--compare",
    multiple=True,
    metavar="WITH",
    help="last_year, previous, plan, or a value such as field=52; may be given more than once.",
)
@cli_scope.college_option
@click.option("--format", "shape", type=click.Choice(["table", "json", "csv"]), default="table")
def ask(
    metrics: str, by: str, where: tuple[str, ...], compare: tuple[str, ...], shape: str, **when: str | None
) -> None:
    """Answer METRICS, separated by commas, from the same registry as the pages."""
    from dashboard import cells, export, passport
    from dashboard.cli import about, filters
    from queries.answer import filtered, find_metrics, measure, strange
    from queries.explore import timing
    from queries.explore.months import every_month

    try:
        wanted, cuts = find_metrics(metrics), [filters.dimension(d) for d in by.split(",") if d.strip()]
        asked = filters.resolved(wanted, cli_scope.scope(where, when))
        scope = timing.settled(wanted, cuts, asked, is_stated=bool(when.get("period")))
        answer = every_month(filtered(measure(*wanted, by=cuts, scope=scope)))
        shown = _beside(wanted, cuts, compare, asked) if compare else passport.of_answer(answer)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if any(m.privacy != "public" for m in answer.metrics) and (warning := cli_scope.outside(scope)):
        click.echo(warning, err=True)
    for name, value in strange(answer):
        click.echo(f"Nothing in this choice has the {name} {value!r}.", err=True)
    if shape == "csv":
        click.echo(export.csv(shown), nl=False)
    elif shape == "json":
        rows = shown.table.frame.select(_names(shown.table)) if compare else answer.frame
        click.echo(json.dumps({"about": about.of_answer(answer), "rows": rows.to_dicts()}, default=str, indent=1))
    else:
        import polars as pl

        click.echo(about.line(about.of_answer(answer)))
        with pl.Config(tbl_rows=-1, tbl_hide_dataframe_shape=True, tbl_hide_column_data_types=True):
            click.echo(str(cells.in_words(shown.table)))


def _beside(wanted: list["Metric"], cuts: list[str], compare: tuple[str, ...], scope: "Scope") -> "Passport":
    """The same numbers beside what they are compared with, as the page Explore shows them. Raises Unanswerable."""
    from dashboard import passport
    from dashboard.wording import explore_table
    from queries import college
    from queries.explore.comparing import compared
    from queries.explore.question import MOST_ROWS, Question

    names = tuple(metric.name for metric in wanted)
    question = Question(names, tuple(cuts[:MOST_ROWS]), tuple(cuts[MOST_ROWS:]), compare=compare)
    titles = college.titles(scope.version, scope.college)
    return passport.of_table(explore_table.flat(compared(question, scope), titles))


def _names(table: "Table") -> list[str]:
    return [part for column in table.columns for part in column.parts]


def _cuts(metric: "Metric") -> list[str]:
    """Names of the dimensions that cut or filter a metric, in the order of the registry."""
    from queries.semantic.dimensions import DIMENSIONS

    return [name for name in DIMENSIONS if name in metric.cube.dimensions]


@click.command()
@click.argument("name", required=False, shell_complete=names.everything)
def describe(name: str | None) -> None:
    """Say what NAME means, with its unit and its cuts; list every metric and dimension without it."""
    from queries.metrics import METRICS, find_metric
    from queries.semantic.dimensions import DIMENSIONS
    from queries.semantic.scope import Unanswerable

    if name is None:
        for what in (*METRICS.values(), *DIMENSIONS.values()):
            click.echo(f"{what.name}: {what.definition}")
        return
    if name in DIMENSIONS:
        one = DIMENSIONS[name]
        cut = [metric.name for metric in METRICS.values() if name in metric.cube.dimensions]
        click.echo(f"{one.name}: {one.label}\n{one.definition}\nCuts: {', '.join(cut)}")
        return
    try:
        metric = find_metric(name)
    except Unanswerable as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"{metric.name}: {metric.label}\n{metric.definition}")
    click.echo(f"Unit: {metric.unit.name}\nBy: {', '.join(_cuts(metric))}")
    for sentence in _caveats(metric.caveats):
        click.echo(f"Note: {sentence}")


def _caveats(codes: tuple[str, ...]) -> list[str]:
    from data.reference.caveats import CAVEATS

    return [CAVEATS[code] for code in codes]
