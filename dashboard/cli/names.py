"""What a shell offers while a command is typed: names of metrics and dimensions, also inside a list with commas."""

import click
from click.shell_completion import CompletionItem


def metrics(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Metrics that begin like the last name of a list."""
    from queries.metrics import METRICS

    return _last_of_list({metric.name: metric.label for metric in METRICS.values()}, incomplete)


def dimensions(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Dimensions that begin like the last name of a list."""
    from queries.semantic.dimensions import DIMENSIONS

    return _last_of_list({one.name: one.label for one in DIMENSIONS.values()}, incomplete)


def everything(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Metrics and dimensions that begin like a word."""
    return [*metrics(ctx, param, incomplete), *dimensions(ctx, param, incomplete)]


def filters(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Dimensions, ready for the value that a filter takes."""
    return [CompletionItem(f"{item.value}=", help=item.help) for item in dimensions(ctx, param, incomplete)]


def _last_of_list(labels: dict[str, str], incomplete: str) -> list[CompletionItem]:
    typed, comma, last = incomplete.rpartition(",")
    begun = last.lstrip()
    start = typed + comma + last[: len(last) - len(begun)]
    return [CompletionItem(start + name, help=label) for name, label in labels.items() if name.startswith(begun)]
