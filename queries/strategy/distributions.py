"""How programs spread over price, hours and length, and where one value lies among them."""

from dataclasses import dataclass

import polars as pl

from data.cubes.offering_cells import QUANTITY
from data.cubes.offering_distributions import EDGES, step
from queries.cubes import list_statistics
from queries.cubes.programs import PROGRAMS_CUBE
from queries.metrics import offerings as metrics
from queries.protection.cube_rows import rows
from queries.semantic.dimensions import SIDES
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope

MEASURES: dict[str, Metric] = {
    "price": metrics.MEDIAN_PRICE,
    "price_per_hour": metrics.PRICE_PER_HOUR,
    "hours": metrics.MEDIAN_HOURS,
    "weeks": metrics.MEDIAN_WEEKS,
}
"""What programs are compared on, and the metric that names its median."""


def distribution(scope: Scope, measure: str) -> pl.DataFrame:
    """Programs by side and step: side, low, high, programs, share of the side's programs, is_open.

    `is_open` is `under` for the first step, `over` for the last and empty between.

    The same steps whether the list is known program by program or by its published statistics.
    """
    frame = _steps(scope, measure, ("side",)).filter(pl.col("side").is_in(SIDES))
    edges = _bounds(measure)
    place = pl.col("step")
    return (
        frame.with_columns(
            low=place.replace_strict(dict(enumerate(edges[:-1])), return_dtype=pl.Float64),
            high=place.replace_strict(dict(enumerate(edges[1:])), return_dtype=pl.Float64),
            share=pl.col("programs") / pl.col("programs").sum().over("side"),
            is_open=pl.when(place == 0).then(pl.lit("under")).when(place == len(edges) - 2).then(pl.lit("over")),
        )
        .sort("side", "step")
        .select("side", "low", "high", "programs", "share", "is_open")
    )


@dataclass(frozen=True)
class Position:
    """Where a value lies among `programs` programs: the shares that are below and above it."""

    below: float
    above: float
    programs: int
    is_estimate: bool
    """True where it is read off published steps, evenly spread within each."""


def position(scope: Scope, measure: str, value: float) -> Position | None:
    """Where `value` lies among the programs of the scope that state the measure; None where none does."""
    if list_statistics.stands_in(scope):
        return _among_steps(_steps(scope, measure, ()), _bounds(measure), value)
    source, _ = rows(PROGRAMS_CUBE, (), scope)
    quantity = QUANTITY[measure]
    counts = source.select(
        below=(quantity < value).sum(), above=(quantity > value).sum(), programs=quantity.count()
    ).collect()
    below, above, programs = counts.row(0)
    return Position(below / programs, above / programs, programs, False) if programs else None


def _among_steps(steps: pl.DataFrame, bounds: tuple[float, ...], value: float) -> Position | None:
    counts = dict(steps.select("step", "programs").rows())
    total = sum(counts.values())
    if not total:
        return None
    place = min(max(sum(value >= bound for bound in bounds) - 1, 0), len(bounds) - 2)
    low, high = bounds[place], bounds[place + 1]
    passed = min(max((value - low) / (high - low), 0), 1) * counts.get(place, 0)
    below = (sum(n for at, n in counts.items() if at < place) + passed) / total
    return Position(below, 1 - below, total, True)


def _bounds(measure: str) -> tuple[float, ...]:
    """Where steps start and end. The first and the last reach further than that and are drawn as wide as the others."""
    inner = EDGES[measure][1:]
    return (inner[0] / 1.5, *map(float, inner), inner[-1] * 1.5)


def _steps(scope: Scope, measure: str, by: tuple[str, ...]) -> pl.DataFrame:
    if list_statistics.stands_in(scope):
        cells, _ = list_statistics.cells("offering_distributions", by, scope)
        return cells.filter(pl.col("measure") == measure).select(*by, "step", "programs").collect()
    source, _ = rows(PROGRAMS_CUBE, by, scope)
    counted = source.with_columns(step=step(measure)).drop_nulls("step").group_by(*by, "step")
    return counted.agg(programs=pl.len().cast(pl.Int64)).collect()
