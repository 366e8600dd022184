"""The values of dimensions that a question may keep or leave out."""

from collections.abc import Iterable
from dataclasses import replace

from queries import college
from queries.answer import find_metrics, measure
from queries.cubes import list_statistics
from queries.explore import filter_values
from queries.semantic.dimensions import DIMENSIONS, code_of
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope

MOST_VALUES = 300
"""A dimension with more values is chosen from on a page of its own: a list of thousands helps nobody."""


def whole(scope: Scope) -> Scope:
    """The same data over all that is known: values that can be chosen do not depend on the period, the day or filters."""
    first, newest = college.span(scope.version, scope.college)
    period = replace(scope.period.fiscal_year, start=first.replace(day=1), end=newest, name="all")
    return Scope(scope.version, scope.college, period, newest)


def offered(metrics: tuple[str, ...], scope: Scope) -> tuple[str, ...]:
    """Every value that can be chosen for these metrics, as `field=11`, by dimension. `scope` is one over all."""
    registered = find_metrics(",".join(metrics)) if metrics else []
    names = dict.fromkeys(name for metric in registered for name in metric.cube.dimensions)
    found = {name: filter_values.values(registered, name, scope) for name in names if _is_chosen(name)}
    return tuple(
        f"{name}={value}" for name, codes in found.items() if codes and len(codes) <= MOST_VALUES for value in codes
    )


def _is_chosen(name: str) -> bool:
    """Whether values of a dimension can be kept or left out: not those of time, which the period does, nor a rule."""
    return not DIMENSIONS[name].is_time and name not in (set(list_statistics.PARAMETERS) - {"list"})


def known(metrics: Iterable[Metric], name: str, scope: Scope) -> list[str]:
    """Every value of a dimension for which there ever was a number. Raises Unanswerable where it is no dimension of them."""
    lists = tuple(pair for pair in scope.where if pair[0] in list_statistics.PARAMETERS and pair[0] != name)
    everything = replace(whole(scope), where=lists)
    columns = [measure(metric, by=[name], scope=everything).frame.select(code_of(name))[name] for metric in metrics]
    return list({str(value): None for column in columns for value in column})
