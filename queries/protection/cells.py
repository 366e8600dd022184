"""What an answer may not say: hidden cells stay hidden, and unions do not circumvent that.

The class of the cube decides, never the page. `people` metrics are read from cubes whose counts are null where hidden.
`operational` ones are exact for staff; what a public audience is shown of them is in
`queries.protection.public_numbers`.
"""

from collections.abc import Iterable

import polars as pl

from data.reference.least_people import least_people
from queries.semantic.cube import Cube
from queries.semantic.dimensions import DIMENSIONS, code_of
from queries.semantic.metric import Metric
from queries.semantic.scope import Unanswerable


def hidden(source: pl.LazyFrame, metrics: Iterable[Metric]) -> pl.Expr:
    """True for rows in which something that a people metric reads is hidden; never true for other classes."""
    read = {root for m in metrics if m.privacy == "people" for root in m.formula.meta.root_names()}
    if not read:
        return pl.lit(False)
    held = sorted(read & set(source.collect_schema().names()))
    return pl.any_horizontal(pl.col(c).is_null() for c in held) if held else pl.lit(False)


def guarded(metric: Metric, is_hidden: pl.Expr) -> pl.Expr:
    """The metric, null where anything that it would pool is hidden."""
    if metric.privacy != "people":
        return metric.formula.alias(metric.name)
    return pl.when(~is_hidden.any()).then(metric.formula).alias(metric.name)


def pooled(
    cube: Cube, source: pl.LazyFrame, unions: dict[str, tuple[str, ...]], metrics: Iterable[Metric]
) -> pl.LazyFrame:
    """The rows of a union of groups. Raises Unanswerable where it, or what it leaves out, says too much of people."""
    chosen = source.filter(code_of(name).is_in(values) for name, values in unions.items())
    if not any(metric.privacy == "people" for metric in metrics):
        return chosen
    is_hidden = hidden(source, metrics)
    rest = source.join(chosen, on=list(unions), how="anti", nulls_equal=True)
    counted = _counted(cube, metrics)
    inside, outside = (frame.select(is_hidden.any().alias("any"), pl.col(counted).sum().alias("n"), pl.len()).collect().row(0) for frame in (chosen, rest))  # fmt: skip
    if inside[0]:
        raise Unanswerable("One of these groups is hidden to protect learners, so their sum is hidden, too.")
    if outside[2] and (outside[0] or outside[1] < least_people()):
        raise Unanswerable(
            f"The groups left out are hidden or have fewer than {least_people()} learners, so this sum would give them away. "
            "Leave out more groups, or ask for all of them."
        )
    return chosen


def _counted(cube: Cube, metrics: Iterable[Metric]) -> str:
    """The first count of people that the metrics about people read, else the first of the cube."""
    read = [root for m in metrics if m.privacy == "people" for root in m.formula.meta.root_names()]
    return next((column for column in read if column in cube.counts_people), cube.counts_people[0])


def coarser(by: tuple[str, ...]) -> tuple[str, ...]:
    """The same cut one step coarser, the same where there is none."""
    return tuple(dict.fromkeys(DIMENSIONS[name].coarser or name for name in by))
