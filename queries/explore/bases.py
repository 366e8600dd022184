"""The number of people or things behind a rate, found in its formula, so that each rate can say on how many it stands."""

from dataclasses import replace

import polars as pl

from queries.metrics import METRICS
from queries.semantic.metric import Metric
from queries.semantic.unit import COUNT

SUFFIX = "_n"
"""Ends the name of the number behind a metric."""


def _base(metric: Metric) -> pl.Expr | None:
    """What is counted behind a metric; None for a sum, which is its own count."""
    counted = _counted(metric.formula)
    if counted is None and metric.unit == COUNT:
        return None
    people = metric.cube.counts_people
    is_money = counted is not None and any(name.endswith("_cents") for name in counted.meta.root_names())
    if is_money and people:
        return pl.col(people[0]).sum()
    return counted


def _counted(formula: pl.Expr) -> pl.Expr | None:
    """The base of a ratio or the values of a quantile, wherever it stands in a formula; None for a plain sum."""
    inputs = formula.meta.pop()
    for one in inputs:
        for base in one.meta.pop():
            if (base != 0).meta.eq(one):
                return base
    if len(inputs) == 2 and formula.meta.eq(inputs[1].quantile(inputs[0], "linear")):
        return inputs[1].count()
    return next((base for base in map(_counted, inputs) if base is not None), None)


def _registered(metric: Metric, base: pl.Expr) -> Metric:
    return replace(
        metric,
        name=f"{metric.name}{SUFFIX}",
        label=f"{metric.label}, n",
        definition=f"How many stand behind {metric.label.lower()}.",
        formula=base.cast(pl.Int64),
        unit=COUNT,
        better="neither",
        caveats=(),
    )


BASES = {name: _registered(metric, base) for name, metric in METRICS.items() if (base := _base(metric)) is not None}
"""The count behind each rate, mean or quantile, by the name of that metric."""
