"""How much wider a 95% range is because people of one section end alike: measured while publishing, the same for all groups."""

from dataclasses import dataclass
from math import sqrt

import polars as pl

from data.cubes.completion_formats import FORMATS
from data.cubes.completion_groups import ATTRIBUTES
from data.cubes.design_effects import COMPLETED, NONE, RETURNED, STACKS, DesignEffects
from data.store.store import scan_or_empty
from queries.semantic.scope import Scope

MEASURED, FEW, MISSING = "measured", "few", "missing"
"""Measured from enough sections; too few of them have final outcomes; the version was made before this was measured."""


@dataclass(frozen=True)
class SectionEffect:
    """The variance of a share over that of independent people, 1 where it was not measured, and whether it was."""

    variance: float
    state: str

    @property
    def wider(self) -> float:
        """By what share a range is wider than that of independent people."""
        return sqrt(self.variance) - 1


def of_completion(scope: Scope, cut: str) -> SectionEffect:
    """That of completion by a cut; of the college or the chosen field by itself, where `cut` is `all`."""
    is_split = cut in (*FORMATS, *ATTRIBUTES)
    # Formats are published of the whole college alone.
    grain = "all" if cut in FORMATS else _place(scope) if is_split or cut == "all" else cut
    return _effect(scope, COMPLETED, grain, cut if is_split else NONE)


def of_placement(scope: Scope, measure: str) -> SectionEffect:
    """That of a measure of placement, of the college or the chosen field."""
    return _effect(scope, measure, _place(scope), NONE)


def of_placement_by_field(scope: Scope, measure: str) -> SectionEffect:
    """That of a measure of placement of each field."""
    return _effect(scope, measure, "field", NONE)


def of_returns(scope: Scope, stratum: str) -> SectionEffect:
    """That of coming back by a stratum of the life tables; of the college or the chosen field, where that is `all`."""
    if stratum == STACKS:
        return _effect(scope, RETURNED, "all", STACKS)
    return _effect(scope, RETURNED, _place(scope) if stratum == "all" else stratum, NONE)


def _place(scope: Scope) -> str:
    return "field" if "field" in dict(scope.where) else "all"


def _effect(scope: Scope, measure: str, grain: str, attribute: str) -> SectionEffect:
    """It says how wide a range is and not where it lies, so that it holds for every as-of date of its version."""
    held = scan_or_empty(scope.version, scope.college, "design_effects", DesignEffects)
    frame = held.filter(pl.col("measure").cast(pl.String) == measure)
    if frame.select(pl.len()).collect().item() == 0:
        return SectionEffect(1.0, MISSING)
    key = (pl.col(name).cast(pl.String) == value for name, value in zip(_KEY, (grain, attribute), strict=True))
    effects = frame.filter(*key).select("design_effect").drop_nulls().collect()["design_effect"]
    return SectionEffect(effects[0], MEASURED) if len(effects) else SectionEffect(1.0, FEW)


_KEY = ("grain", "attribute")
