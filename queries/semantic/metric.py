"""What a metric is: a number that is defined once, over one cube, with its words, its unit and what is good."""

from dataclasses import dataclass

import polars as pl

PRIVACY = ("public", "operational", "people")
"""Public sources; a college's daily work, exact for its staff; what must be protected wherever it is shown."""


@dataclass(frozen=True, eq=False)
class Metric:
    """A number that may stand on a page. `formula` reads columns of `cube` only and works on no rows.

    `caveats` are codes of `data.reference.caveats`.
    """

    name: str
    label: str
    definition: str
    formula: pl.Expr
    unit: str
    cube: str
    better: str = "higher"
    caveats: tuple[str, ...] = ()
    privacy: str = "operational"


def ratio(numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """A ratio of sums; null when the base is zero."""
    return pl.when(denominator != 0).then(numerator / denominator)
