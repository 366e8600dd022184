"""Names of groupings, groups and definitions on the outcome pages, and numbers under a definition as text."""

import math

from dashboard import wording
from data.cubes.design_effects import FEWEST_SECTIONS
from data.cubes.fair_comparisons import ALL_YEARS
from data.cubes.section_outcomes import CREDIT, NONCREDIT
from data.reference.outcome_definitions import BASES, DEFINITIONS, VERIFIERS, WINDOWS
from queries.outcomes.section_effect import FEW, MISSING, SectionEffect

CUTS = {
    "field": "Field",
    "offering": "Offering",
    "modality": "Modality",
    "length_band": "Length",
    "price_band": "List price",
    "credit": "Credit or noncredit",
    "age_band": "Age",
    "gender": "Gender",
    "employment": "Employment",
    "first_generation": "First generation",
    "degree_student": "Degree student",
}
GROUPS = {CREDIT: "Credit", NONCREDIT: "Noncredit"}
LISTS = {
    "cirr": "CIRR bootcamp reports",
    "new_jersey": "New Jersey training list",
    "harvardx_mitx": "HarvardX and MITx",
    "federal_tpr": "Federal training provider results",
    "ctdl": "CTDL documents",
}


def group(cut: str, value: str) -> str:
    """A group of a cut as it stands on screen."""
    return GROUPS.get(value) or wording.name(cut, value)


def cut(name: str) -> str:
    """A cut as it stands on screen."""
    return CUTS[name]


def alike(strata: tuple[str, ...]) -> str:
    """What is the same within each stratum of a comparison, as `field, length and age`."""
    names = [CUTS[name].lower() for name in strata]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def pair(by: str, groups: str) -> str:
    """Two groups as one choice: `Online and in person`."""
    one, other = (group(by, value) for value in groups.split("."))
    return f"{one} and {other[:1].lower()}{other[1:]}"


def years(value: str) -> str:
    """The years of a comparison."""
    return "All years" if value == ALL_YEARS else value


NOT_SHOWN = "Nothing can be shown here yet. Numbers of few learners are hidden, and outcomes count once they are final."
NO_WORK = "No employment of this choice is on record, or too few learners to show it."
NO_PAY = "No pay of this choice is on record, or too few learners to show it."
NO_STEPS = "Nothing can be shown here yet: nothing is on record, or too few learners went on."


def share(value: float | None) -> str:
    """A share as text."""
    return wording.NOTHING if value is None or math.isnan(value) else f"{100 * value:.1f}%"


def interval(low: float | None, high: float | None) -> str:
    """The ends of an interval of shares."""
    return wording.NOTHING if low is None or high is None else f"{share(low)} to {share(high)}"


def about_range(effect: SectionEffect, marks: str = "Lines are", do_alike: str = "end alike") -> str:
    """What the 95% ranges of shares allow for: sections that differ, or each learner alone.

    `marks` draw the ranges, and `do_alike` is what learners of one section have in common.
    """
    if effect.state == MISSING:
        return f"{marks} 95% ranges that count each learner alone. The next import measures whether learners of one section {do_alike}."
    if effect.state == FEW:
        return (
            f"{marks} 95% ranges that count each learner alone. Fewer than {FEWEST_SECTIONS} sections have final numbers, too few "
            f"to measure whether learners of one section {do_alike}."
        )
    if effect.wider == 0:
        return (
            f"{marks} 95% ranges. Learners of one section are no more likely to {do_alike} than others here, so each counts "
            "alone."
        )
    return (
        f"{marks} 95% ranges. Learners of one section {do_alike}, so the ranges count sections. That makes them "
        f"{100 * effect.wider:.0f}% wider than counting each learner alone."
    )


def number(definition: str, value: float | None) -> str:
    """A number under a definition: a share, or money with its time."""
    if value is None:
        return wording.NOTHING
    measure = DEFINITIONS[definition].measure
    if measure == "share":
        return share(value)
    if measure == "count":
        return f"{value:,.0f}"
    return f"${value:,.0f} a {'year' if measure == 'annual_usd' else 'quarter'}"


def points_short(gap: float) -> str:
    """A gap in points."""
    return f"{100 * gap:+.1f} points"


def record(definition: str) -> dict[str, str]:
    """The definition's record, label by what it is of."""
    d = DEFINITIONS[definition]
    return {
        "Population": d.population,
        "Entry rule": d.entry_rule,
        "Left out": d.exclusions,
        "Divides by": f"{BASES[d.base].capitalize()}.",
        "Counts": d.numerator,
        "Window": f"{WINDOWS[d.window].capitalize()}.",
        "Checked by": f"{VERIFIERS[d.verified_by].capitalize()}.",
        "Statistic": f"{d.statistic.capitalize()}.",
        "Level": d.grain,
    }


def period(name: str, *, unstated: str = "period not stated") -> str:
    """A source's period as it stands within a name; `unstated` is what one that gives none says."""
    if name.endswith(("-H1", "-H2")):
        return f"{'January to June' if name[-1] == '1' else 'July to December'} {name[:4]}"
    return unstated if name == "not stated" else name
