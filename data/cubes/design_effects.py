"""Cube `design_effects`: how much wider a range of shares is because people of one section end alike.

People of one section share a teacher, a room and a season, so that a section counts as one case rather than as many. The
design effect is the variance of a share with whole sections as cases over that of independent people (Kish 1965).
"""

# Why: decision 138.

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import dataframely as dy
import polars as pl

from data.cubes import fiscal, half_years, returns
from data.cubes.completion_formats import FORMATS
from data.cubes.completion_groups import ATTRIBUTES
from data.cubes.placement import MEASURES, PAY
from data.cubes.section_outcomes import ALL, LEFT_OUT, is_in_sample
from data.reference.periods import STANDARD, Calendar

COMPLETED = "completed"
RETURNED = "returned"
PLACED = tuple(measure for measure in MEASURES if measure != PAY)
NONE, STACKS = "none", "stacks"
YEAR_DAYS = 12 * returns.MONTH_DAYS
"""Coming back is measured of learners who are followed for so long."""
FEWEST_SECTIONS = 100
"""Of fewer sections nothing is published: the number would be mostly chance, and would rest on few people."""


class DesignEffects(dy.Schema):
    """One number per measure and way to group, pooled over all groups and closed years, and rounded to a tenth.

    Measured on the secret sample of learners that estimates are made of.
    """

    measure = dy.Enum((COMPLETED, RETURNED, *PLACED), primary_key=True, description="What the shares count.")
    grain = dy.Enum(("all", "field", "offering"), primary_key=True, description="What the groups lie within.")
    attribute = dy.Enum(
        (NONE, STACKS, *FORMATS, *ATTRIBUTES),
        primary_key=True,
        description="What makes the groups beside it; `none` for nothing.",
    )
    as_of = dy.Date(description="Last day of the fiscal year up to which outcomes are measured.")
    design_effect = dy.Float64(
        nullable=True,
        min=1.0,
        description="Variance of shares over that of independent people; null of too few sections.",
    )


@dataclass(frozen=True, eq=False)
class Cases:
    """Sections as cases: how many there are, and of each group the sums that follow from its cases one by one.

    `sums`: what makes the groups, and over their sections with anybody n, k, n², n·k and k² (n people, k of whom count).
    Those of some sections and of others add up, so that a million sections need not be held at once.
    """

    sections: int
    sums: pl.DataFrame


_SUMS = {"n": ("n",), "k": ("k",), "nn": ("n", "n"), "nk": ("n", "k"), "kk": ("k", "k")}
COMPLETED_BY = ("field", "offering", "cohort", *FORMATS)
"""What the groups of `COMPLETED` are made by: of all learners, and below of those of an attribute."""
COMPLETED_OF_BY = ("field", "cohort", "group")
RETURNED_BY = ("field", "stacks", "cohort")
PLACED_BY = ("field", "cohort")


def cases(rows: pl.DataFrame, by: Sequence[str]) -> Cases:
    """The cases of a row per section and group: `section`, `n`, `k` and the columns `by`."""
    known = rows.filter(pl.col("n") > 0)
    products = {
        name: pl.reduce(lambda one, other: one * other, [pl.col(column) for column in columns]).sum()
        for name, columns in _SUMS.items()
    }
    return Cases(known["section"].n_unique(), known.group_by(by).agg(**products))


def together(parts: Sequence[Cases], by: Sequence[str]) -> Cases:
    """The cases of several lots of sections; no section lies in two."""
    sums = pl.concat(part.sums for part in parts).group_by(by).agg(pl.col(*_SUMS).sum())
    return Cases(sum(part.sections for part in parts), sums)


def build(
    completed: Mapping[str, Cases], placed: Mapping[str, Cases] | None, returned: Cases, end: date
) -> pl.DataFrame:
    """The cube as measured at `end`.

    `completed`: sections whose time to complete is over, by the attribute of the learners that makes groups (ALL for none);
    `placed`: by measure, None where not known.
    """
    rows = [
        {"measure": measure, "grain": grain, "attribute": attribute, "design_effect": effect}
        for measure, effects in ((COMPLETED, _of_completion(completed)), (RETURNED, _of_returns(returned)))
        for grain, attribute, effect in effects
    ]
    if placed is not None:
        rows += _of_placement(placed)
    frame = pl.DataFrame(
        rows, schema=dict.fromkeys(("measure", "grain", "attribute"), pl.String) | {"design_effect": pl.Float64}
    )
    named = frame.with_columns(as_of=pl.lit(end)).select(DesignEffects.column_names())
    return DesignEffects.cast(named).sort(DesignEffects.primary_key())


def design_effect(cases: Cases, by: Sequence[str]) -> float:
    """Squares of what sections miss the share of their group by, over what they would be if people were independent.

    The squares of all groups are added, each beside its expectation (that the share itself is estimated is allowed for), so
    that independent people give 1 in the mean, and sections of m people who end all alike m. NaN where no group has two
    sections, or nothing varies.
    """
    share = pl.col("k") / pl.col("n")
    groups = cases.sums.group_by(by).agg(pl.col(*_SUMS).sum()).select(
        people="n", own=pl.col("nn") / pl.col("n"), share=share,
        # Σ(k − share·n)², worked out
        squares=pl.col("kk") - 2 * share * pl.col("nk") + share**2 * pl.col("nn"),
    )  # fmt: skip
    people, share = pl.col("people"), pl.col("share")
    independent = people * share * (1 - share) * (people - pl.col("own")) / (people - 1)
    several = groups.filter(people > pl.col("own"))
    squares, expected = several.select(pl.col("squares").sum(), expected=independent.sum()).row(0)
    return squares / expected if expected else float("nan")


def published(cases: Cases, by: Sequence[str]) -> float | None:
    """The design effect, rounded to a tenth and at least 1; None for too few sections. `cases` are those of the sample."""
    if cases.sections < FEWEST_SECTIONS:
        return None
    measured = design_effect(cases, by)
    # What a section adds to 1 grows with its people, and of each a few are left out of the sample.
    whole = 1 + (measured - 1) * LEFT_OUT / (LEFT_OUT - 1)
    return None if measured != measured else max(1.0, round(whole, 1))


def completed(rows: pl.DataFrame) -> dict[str, Cases]:
    """The cases of completion, by attribute, of rows as from `section_outcomes.build`."""
    of = {name: COMPLETED_OF_BY for name in ATTRIBUTES if name in rows["trait"]}
    over = rows.filter("is_over")
    return {trait: cases(over.filter(trait=trait), by) for trait, by in ({ALL: COMPLETED_BY} | of).items()}


def _of_completion(completed: Mapping[str, Cases]) -> list[tuple[str, str, float | None]]:
    grains = {"all": [], "field": ["field"], "offering": ["offering"]}
    effects = [(grain, NONE, published(completed[ALL], [*by, "cohort"])) for grain, by in grains.items()]
    effects += [("all", name, published(completed[ALL], [name, "cohort"])) for name in FORMATS]
    for name in ATTRIBUTES:
        if name in completed:
            effects += [
                (grain, name, published(completed[name], [*grains[grain], "group", "cohort"]))
                for grain in ("all", "field")
            ]
    return effects


def _of_returns(returned: Cases) -> list[tuple[str, str, float | None]]:
    cuts = (("all", NONE, []), ("field", NONE, ["field"]), ("all", STACKS, ["stacks"]))
    return [(grain, attribute, published(returned, [*by, "cohort"])) for grain, attribute, by in cuts]


def count_returned(facts: dict[str, pl.LazyFrame], end: date, calendar: Calendar = STANDARD) -> pl.DataFrame:
    """Learners of the sample who are followed for a year at `end` (`n`), and those of them who came back within it (`k`).

    By the section that they registered for first, its field, whether it `stacks` and the fiscal year of the first day
    (`cohort`). Facts: `seats` as from `data.cubes.seats`, and offerings. It adds up over parts of the learners.
    """
    days = (pl.col("second") - pl.col("first")).dt.total_days()
    offering = facts["offerings"].with_row_index("offering")
    return (
        returns.first_and_second(facts["seats"])
        .filter(is_in_sample(), (pl.lit(end) - pl.col("first")).dt.total_days() >= YEAR_DAYS)
        .join(
            offering.select("offering", field=pl.col("cip_code").str.slice(0, 2), stacks=returns.stacks()),
            on="offering",
        )
        .group_by("section", "field", "stacks", cohort=fiscal.start(pl.col("first"), calendar))
        .agg(n=pl.len().cast(pl.Int64), k=(days < YEAR_DAYS).sum().cast(pl.Int64))
        .sort("section", "cohort")
        .collect()
    )


def count(facts: dict[str, pl.LazyFrame], end: date, calendar: Calendar = STANDARD) -> pl.DataFrame:
    """Completers of the sample as far as they are told of at `end`: of each measure, whom it is known of (`n`) and placed (`k`).

    By the section that they completed, its field and the cohort. Facts: `placed` as from `data.cubes.seats`, and offerings.
    It adds up over parts of the completions.
    """
    field = facts["offerings"].select(pl.col("cip_code").str.slice(0, 2)).collect().to_series()
    told = facts["placed"].filter(
        pl.col("offering").is_not_null(), is_in_sample(), pl.col("completed_on") <= half_years.before(end)
    )
    by_section = told.group_by(
        "section", field=pl.lit(field).gather(pl.col("offering")), cohort=fiscal.start(pl.col("completed_on"), calendar)
    )
    parts = []
    for measure in PLACED:
        is_placed = pl.col(MEASURES[measure])
        counts = by_section.agg(n=is_placed.count().cast(pl.Int64), k=is_placed.sum().cast(pl.Int64))
        parts.append(counts.with_columns(measure=pl.lit(measure)).collect())
    return pl.concat(parts)


def _of_placement(placed: Mapping[str, Cases]) -> list[dict]:
    return [
        {"measure": measure, "grain": grain, "attribute": NONE, "design_effect": published(cases, [*by, "cohort"])}
        for measure, cases in placed.items()
        for grain, by in (("all", []), ("field", ["field"]))
    ]
