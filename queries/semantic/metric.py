"""What a metric is: a number that is defined once, over one cube, with its words, its unit and what is good."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import polars as pl

from queries.semantic.cube import Cube
from queries.semantic.privacy import Privacy
from queries.semantic.unit import Unit

Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True, eq=False)
class Metric:
    """A number that may stand on a page. `formula` reads columns of `cube` only and works on no rows.

    `caveats` are codes of `data.reference.caveats`. How it is protected follows from the cube.
    """

    name: str
    label: str
    definition: str
    formula: pl.Expr
    unit: Unit
    cube: Cube
    better: Better = "higher"
    caveats: tuple[str, ...] = ()

    @cached_property
    def privacy(self) -> Privacy:
        """The class of what its formula reads."""
        return self.cube.privacy_of(self.formula.meta.root_names())


def ratio(numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """A ratio of sums; null when the base is zero."""
    return pl.when(denominator != 0).then(numerator / denominator)
