"""Cube `fair_comparisons`: completion of two groups within the same strata, estimated from all learners.

Nothing but the estimate is published: no stratum, no count of one. What is compared is declared here.
"""

# Why: decision 128.

from dataclasses import dataclass

import dataframely as dy

from data.cubes.bands import LENGTH_BANDS, PRICE_BANDS
from data.cubes.section_outcomes import CREDIT, NONCREDIT

WIDE, CLOSE = "wide", "close"
"""Within the same field and age; and within the same length or modality too, where fewer can be compared."""
ALL_YEARS = "all"
SHOWN, FEW, AUDIT = "shown", "few", "audit"


@dataclass(frozen=True)
class Comparison:
    """`one` against `other` among the values of `by`. `wide` and `close`: what is alike in each stratum."""

    by: str
    one: str
    other: str
    wide: tuple[str, ...]
    close: tuple[str, ...] | None = None

    def strata(self, mix: str) -> tuple[str, ...] | None:
        """What is alike in each stratum."""
        return self.wide if mix == WIDE else self.close

    @property
    def trait(self) -> str:
        """The learner's attribute that splits its strata or makes its groups."""
        return self.by if self.close is None else "age_band"

    @property
    def close_or_wide(self) -> tuple[str, ...]:
        """All that the model knows of a stratum."""
        return self.close or self.wide


_OF_LEARNERS = ("field", "modality", "length_band")
_SAME = ("field", "age_band")
SHORT, MIDDLE, LONG = LENGTH_BANDS
LOW, MEDIUM, HIGH = PRICE_BANDS
COMPARISONS = (
    Comparison("modality", "online", "in_person", _SAME, ("field", "length_band", "age_band")),
    Comparison("modality", "hybrid", "in_person", _SAME, ("field", "length_band", "age_band")),
    Comparison("length_band", SHORT, MIDDLE, _SAME, ("field", "modality", "age_band")),
    Comparison("length_band", LONG, MIDDLE, _SAME, ("field", "modality", "age_band")),
    Comparison("price_band", MEDIUM, LOW, _SAME, ("field", "modality", "length_band", "age_band")),
    Comparison("price_band", HIGH, LOW, _SAME, ("field", "modality", "length_band", "age_band")),
    Comparison("credit", NONCREDIT, CREDIT, _SAME, ("field", "modality", "length_band", "age_band")),
    Comparison("age_band", "under_25", "25_34", _OF_LEARNERS),
    Comparison("age_band", "35_44", "25_34", _OF_LEARNERS),
    Comparison("age_band", "45_54", "25_34", _OF_LEARNERS),
    Comparison("age_band", "55_plus", "25_34", _OF_LEARNERS),
    Comparison("gender", "female", "male", _OF_LEARNERS),
    Comparison("employment", "employed_part_time", "employed_full_time", _OF_LEARNERS),
    Comparison("employment", "unemployed", "employed_full_time", _OF_LEARNERS),
    Comparison("employment", "not_in_labor_force", "employed_full_time", _OF_LEARNERS),
    Comparison("first_generation", "true", "false", _OF_LEARNERS),
    Comparison("degree_student", "true", "false", _OF_LEARNERS),
)
"""Every published comparison: each group against the one that is largest at most colleges."""


class FairComparisons(dy.Schema):
    """The gap in completion between two groups, as known at the end of a fiscal year.

    All numbers are rounded: gaps to half a point, the ends of an interval outward, people to tens.
    """

    by = dy.String(primary_key=True, description="What makes the groups.")
    one = dy.String(primary_key=True, description="The first group.")
    other = dy.String(primary_key=True, description="The group that it is compared with.")
    mix = dy.Enum((WIDE, CLOSE), primary_key=True, description="How much is alike within a stratum.")
    years = dy.String(primary_key=True, description="`all`, or the fiscal year in which the sections ended.")
    as_of = dy.Date(primary_key=True, description="Last day of the fiscal year at which outcomes were final.")
    state = dy.Enum(
        (SHOWN, FEW, AUDIT),
        description="`few`: too few people for an estimate; `audit`: it would help to work out what a table hides.",
    )
    gap = dy.Float64(
        nullable=True, description="Share completed of the first group less that of the other; overlap weights."
    )
    low = dy.Float64(nullable=True, description="Lower end of its 95% interval over whole sections drawn again.")
    high = dy.Float64(nullable=True, description="Upper end.")
    both = dy.Float64(nullable=True, description="The gap at the mix of both groups together.")
    one_mix = dy.Float64(nullable=True, description="The gap at the mix of the first group.")
    other_mix = dy.Float64(nullable=True, description="The gap at the mix of the other group.")
    least = dy.Float64(nullable=True, description="Lowest gap when one field is left out; null with one field alone.")
    least_without = dy.String(nullable=True, description="That field, two-digit CIP.")
    most = dy.Float64(nullable=True, description="Highest gap when one field is left out.")
    most_without = dy.String(nullable=True, description="That field, two-digit CIP.")
    modeled = dy.Float64(
        nullable=True,
        description="The gap by a binomial model of the group and all that a close mix has, over all strata.",
    )
    n_one = dy.Int64(nullable=True, description="Registrations of the first group in strata that have both.")
    n_other = dy.Int64(nullable=True, description="Those of the other group.")
    strata = dy.Int64(nullable=True, description="Strata that have both.")
