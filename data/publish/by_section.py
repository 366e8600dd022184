"""What estimates and design effects stand on, gathered from what was counted of each section. Never published.

Some whole sections are read at a time, and what is kept of them grows with groups of sections and not with their number.
"""

# Why: decision 184.

from dataclasses import dataclass
from datetime import date
from functools import reduce

import polars as pl

from data.cubes import design_effects, section_outcomes
from data.cubes.design_effects import COMPLETED_BY, COMPLETED_OF_BY, PLACED, PLACED_BY, RETURNED_BY, Cases
from data.cubes.section_outcomes import ALL, COUNTS, FORM
from data.publish import parts
from data.publish.counting import Counted

OF_YEARS = "age_band"
"""The attribute by which single years are compared: of all others the sets of sections are those of all years."""


@dataclass(frozen=True, eq=False)
class Outcomes:
    """What became of those who started, at the newest end of a fiscal year, over sections that are alike.

    `strata`: a row per cohort, form of the offering, and group of a trait, with COUNTS, `n` and `k` (see
    `section_outcomes.count`). `sets`: `n` and `k` by set of sections, form and group, by cohort too where the trait is OF_YEARS, null for
    others; of learners' traits alone. `completed`: cases of design effects, by trait.
    """

    strata: pl.DataFrame
    sets: pl.DataFrame
    completed: dict[str, Cases]


def outcomes(counted: Counted) -> Outcomes | None:
    """The outcomes at the newest end of a fiscal year; None before the first end, and of no outcome."""
    if not counted.year_ends:
        return None
    sections = section_outcomes.sections(counted.facts, counted.year_ends[-1], counted.calendar)
    lots = (rows for rows in parts.pieces(counted, "outcomes") if rows.height)
    found = (_of_lot(section_outcomes.build(rows, sections)) for rows in lots)
    first = next(found, None)
    return None if first is None else reduce(_together, found, first)


def _of_lot(rows: pl.DataFrame) -> Outcomes:
    sums = pl.col("n", "k").sum()
    strata = rows.group_by("cohort", *FORM, "trait", "group").agg(pl.col(*COUNTS).sum(), sums)
    cohort = pl.when(pl.col("trait") == OF_YEARS).then("cohort").alias("cohort")
    of_learners = rows.filter(pl.col("trait") != ALL, pl.col("n") > 0)
    sets = of_learners.group_by("set", cohort, *FORM, "trait", "group").agg(sums)
    return Outcomes(strata, sets, design_effects.completed(rows))


def _together(one: Outcomes, other: Outcomes) -> Outcomes:
    """The outcomes of two lots of sections."""
    completed = {
        trait: design_effects.together(
            [lot.completed[trait] for lot in (one, other) if trait in lot.completed],
            COMPLETED_BY if trait == ALL else COMPLETED_OF_BY,
        )
        for trait in {**one.completed, **other.completed}
    }
    return Outcomes(_added(one.strata, other.strata), _added(one.sets, other.sets), completed)


def _added(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    counts = [name for name in (*COUNTS, "n", "k") if name in one.columns]
    return pl.concat([one, other]).group_by(pl.exclude(counts)).agg(pl.col(counts).sum())


def effects(counted: Counted, completed: dict[str, Cases], end: date) -> pl.DataFrame:
    """The cube `design_effects` as measured at `end`, the newest end of a fiscal year."""
    returned = [design_effects.cases(rows, RETURNED_BY) for rows in parts.pieces(counted, "returned_sections")]
    placed: dict[str, list[Cases]] = {}
    for rows in parts.pieces(counted, "placed_sections"):
        for measure in PLACED:
            placed.setdefault(measure, []).append(design_effects.cases(rows.filter(measure=measure), PLACED_BY))
    by_measure = {measure: design_effects.together(cases, PLACED_BY) for measure, cases in placed.items()}
    return design_effects.build(completed, by_measure or None, design_effects.together(returned, RETURNED_BY), end)
