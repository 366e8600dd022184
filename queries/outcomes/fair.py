"""Two groups compared as they are, and as they would be if both taught the same mix to the same learners.

On published cells only. Cells that are hidden to protect learners are left out, and what that does is said.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from data.cubes.adjusted_gap import BOTH, OVERLAP, Comparison, compare
from data.cubes.completion_cells import CELL, TRAITS
from data.store.store import MissingData, scan
from queries.engines.adjustment import Estimate, estimate, modeled
from queries.semantic.points_in_time import newest
from queries.semantic.scope import Scope


@dataclass(frozen=True, eq=False)
class Gap:
    """The share of `one` less the share of `other`, raw and adjusted. None where it cannot be worked out.

    `comparison` holds every adjusted gap: overlap weights, which are the headline, the other weights and what one cell can
    do. `raw` is of all that completion shows of the two groups, everything else of the cells. `visible` is the raw gap over the cells that can be seen, to tell hiding from adjusting. `by_stratum`: a row per
    value of `within` and group: stratum, group, started, completed, share. `covered`: share of the two groups' people
    in strata where both can be seen. `hidden` cells are left out of the adjusted gaps.
    """

    one: str
    other: str
    raw: Estimate | None
    visible: Estimate | None
    comparison: Comparison | None
    modeled: Estimate | None
    covered: float
    strata: int
    hidden: int
    people: int
    adjusted_for: tuple[str, ...]
    by_stratum: pl.DataFrame

    @property
    def overlap(self) -> Estimate | None:
        """The headline: cells count by how well both groups are represented in them."""
        return self.weighted(OVERLAP)

    @property
    def standardized(self) -> Estimate | None:
        """Direct standardization to the cells of both groups together."""
        return self.weighted(BOTH)

    def weighted(self, weights: str) -> Estimate | None:
        """The adjusted gap under one of the estimator's weights, with the interval of independent seats."""
        if self.comparison is None:
            return None
        found = self.comparison.gaps[weights]
        low, high = found.interval or (found.value, found.value)
        return found.value, low, high


def groups(scope: Scope, by: str) -> list[str]:
    """Values of a dimension of the cells with people in them, most first; empty where nothing is published."""
    cells = _cells(scope, "none")
    if cells.is_empty():
        return []
    return cells.group_by(by).agg(pl.col("started").sum()).sort("started", by, descending=[True, False])[by].to_list()


def first_choice(scope: Scope, by: str) -> tuple[int, int]:
    """Places among `groups` to start with: online against in person where both are there, else the two largest."""
    found = groups(scope, by)
    if {"online", "in_person"} <= set(found):
        return found.index("online"), found.index("in_person")
    return 0, min(1, len(found) - 1)


def gap(scope: Scope, by: str, one: str, other: str, trait: str) -> Gap:
    """`one` against `other` among the values of `by`, adjusted for the other dimensions and one trait of the learner."""
    if by not in CELL or trait not in TRAITS:
        raise ValueError(f"Fair comparison is published by {', '.join(CELL)} and one of {', '.join(TRAITS)}.")
    whole = _cells(scope, "none").filter(pl.col(by).is_in([one, other]))
    split = whole if trait == "none" else _cells(scope, trait).filter(pl.col(by).is_in([one, other]))
    strata = [c for c in (*CELL, "group") if c != by]
    shown_cells = split.drop_nulls(["started", "completed"]).filter(pl.col("started") > 0)
    both = _paired(shown_cells, by, one, other, strata)
    stands = _published(scope, by, whole)
    people = int(stands.filter(pl.col(by).is_in([one, other]))["started"].sum())
    within = "field" if by != "field" else "modality"
    return Gap(
        one, other,
        _raw(stands, by, one, other),
        _raw(shown_cells, by, one, other),
        _compared(shown_cells, by, one, strata),
        modeled(both, strata),
        int(both.select(pl.col("n_one", "n_other").sum()).sum_horizontal()[0]) / people if people else 0.0,
        both.height,
        int(split["completed"].null_count()),
        people,
        tuple(c for c in strata if c != "group") + (() if trait == "none" else (trait,)),
        _by_stratum(whole, by, within),
    )  # fmt: skip


def published_on(scope: Scope) -> date | None:
    """The day at which the cells were known, None where none are published up to the scope's as-of date."""
    cells = _cells(scope, "none")
    return None if cells.is_empty() else cells["as_of"][0]


def _cells(scope: Scope, trait: str) -> pl.DataFrame:
    try:
        frame = scan(scope.version, scope.college, "completion_cells")
    except MissingData:
        return pl.DataFrame()
    frame = newest(frame.filter(pl.col("trait") == trait), scope)
    if field := dict(scope.where).get("field"):
        frame = frame.filter(pl.col("field") == field)
    return frame.collect()


def _published(scope: Scope, by: str, cells: pl.DataFrame) -> pl.DataFrame:
    """What completion shows of every group of `by` itself, on the day of the cells; within one field the cells alone."""
    if cells.is_empty() or (by != "field" and "field" in dict(scope.where)):
        return cells
    table, cut, value = (
        ("completion", "grain", "value") if by == "field" else ("completion_formats", "attribute", "group")
    )
    frame = scan(scope.version, scope.college, table)
    mine = frame.filter(pl.col(cut) == by, pl.col("as_of") == cells["as_of"][0])
    return mine.select(pl.col(value).alias(by), "started", "completed").collect()


def _raw(cells: pl.DataFrame, by: str, one: str, other: str) -> Estimate | None:
    shown_cells = cells.drop_nulls(["started", "completed"])
    sums = [
        shown_cells.filter(pl.col(by) == g).select(pl.col("completed", "started").sum()).row(0) for g in (one, other)
    ]
    if any(not started for _, started in sums):
        return None
    (p, n), (q, m) = ((k / n, n) for k, n in sums)
    return estimate(p - q, p * (1 - p) / n + q * (1 - q) / m)


def _paired(shown_cells: pl.DataFrame, by: str, one: str, other: str, strata: list[str]) -> pl.DataFrame:
    """Strata in which both groups can be seen: counts k and n of each, and the share w of all their people."""
    sides = [
        shown_cells.filter(pl.col(by) == group).select(*strata, k="completed", n="started").rename({"k": f"k_{side}", "n": f"n_{side}"})
        for group, side in ((one, "one"), (other, "other"))
    ]  # fmt: skip
    both = sides[0].join(sides[1], on=strata).sort(strata)
    total = pl.col("n_one") + pl.col("n_other")
    return both.with_columns(w=total / total.sum())


def _compared(seen: pl.DataFrame, by: str, one: str, strata: list[str]) -> Comparison | None:
    """Both groups within the same cells, and what leaving out one field (or modality) does.

    No cell says in which sections its seats were, so no sections are drawn again.
    """
    rows = seen.select(
        block="field" if "field" in strata else "modality",
        group=pl.when(pl.col(by).cast(pl.String) == one).then(pl.lit("one")).otherwise(pl.lit("other")),
        stratum=pl.concat_str(pl.col(strata).cast(pl.String), separator=" · "),
        n="started",
        k="completed",
    )
    return compare(rows)


def _by_stratum(cells: pl.DataFrame, by: str, within: str) -> pl.DataFrame:
    shown_cells = cells.drop_nulls(["started", "completed"])
    if shown_cells.is_empty():
        return pl.DataFrame()
    return (
        shown_cells.group_by(stratum=within, group=by)
        .agg(pl.col("started", "completed").sum())
        .with_columns(share=pl.col("completed") / pl.col("started"))
        .sort("stratum", "group")
    )
