"""The sentences of the fair comparison."""

from datetime import date

from dashboard import wording
from dashboard.wording import outcomes as words
from data.cubes.fair_comparisons import ALL_YEARS, AUDIT, SHOWN
from data.cubes.section_outcomes import LEFT_OUT
from queries.outcomes.fair import Gap, strata

NO_TABLE = (
    "This version was published before estimates were. Import any file again, or run `dashboard demo` for the demo "
    "college, and the next version has them."
)
NOTHING_HIDDEN = "The estimate uses learners whom the tables hide, and shows nothing but itself."


def not_yet(first: date | None) -> str:
    """Why there is no estimate at this as-of date."""
    if first is None:
        return "There are no estimates yet. They need learners and the end of a fiscal year."
    return f"Estimates are published from {wording.day(first)} on. Choose a later as-of date."


def sentence_of_gap(gap: Gap) -> str:
    """What adjusting does to a gap, and in how many fields it shows."""
    one, other = names(gap)
    raw = f"{one} looks {_points(gap.raw)} at completion than {_low(other)}. " if gap.raw is not None else ""
    if gap.overlap is None:
        return raw + withheld(gap)
    subject = "it" if raw else one
    ending = "" if raw else f" than {_low(other)}"
    within = f"{raw}Within the same {words.alike(gap.strata)}, "
    value, low, high = gap.overlap
    if low <= 0 <= high:
        text = f"{within}the difference{'' if raw else f' between {_low(one)} and {_low(other)}'} could be chance."
    elif not gap.is_shown:
        text = f"{within}one field decides, so no difference is shown."
    else:
        text = f"{within}{subject} is {_points(value)}{ending} ({_range(low, high)})."
    return " ".join(part for part in (text, by_field(gap)) if part)


def basis(gap: Gap, *, is_one_field: bool) -> str:
    """Of when the outcomes are, and that a filter on the field does not narrow them."""
    years = "all years together" if gap.row["years"] == ALL_YEARS else gap.row["years"]
    text = f"Outcomes that were final on {wording.day(gap.row['as_of'])}, {years}."
    return f"{text} All fields together: the estimate is not made for one field." if is_one_field else text


def withheld(gap: Gap) -> str:
    """Why an estimate is not shown."""
    if gap.row["state"] == AUDIT:
        return "We withhold the adjusted gap: it could help to work out what the published tables hide."
    return "Too few registrations have both groups alike, so we can't adjust the gap."


def mix(by: str, value: str) -> str:
    """What is alike within a stratum, as a choice."""
    return words.alike(strata(by, value))


def by_field(gap: Gap) -> str:
    """In how many fields the first group is lower or higher: what can be read off the published tables."""
    fields = gap.by_field
    if fields.height < 2:
        return ""
    one, _ = names(gap)
    lower = int((fields["one"] < fields["other"]).sum())
    many, way = (lower, "lower") if 2 * lower >= fields.height else (fields.height - lower, "higher")
    people = f"{int(fields.select('n_one', 'n_other').sum_horizontal().sum()):,}"
    total = f" of {gap.people:,}" if gap.people else ""
    count = f"all {fields.height}" if many == fields.height else f"{many} of {fields.height}"
    return f"{one} is {way} in {count} fields, on {people}{total} published registrations."


def names(gap: Gap) -> tuple[str, str]:
    """Both groups in words."""
    return words.group(gap.row["by"], gap.row["one"]), words.group(gap.row["by"], gap.row["other"])


def about(gap: Gap) -> list[str]:
    """What the gap is adjusted for, what it stands on, and what it can't say."""
    if gap.row["state"] != SHOWN:
        return [withheld(gap), _LIMITS]
    return [
        f"We compare learners within the same {words.alike(gap.strata)}. In the headline, a group of like learners counts "
        "more where both sides are well represented. The chart also shows the other mixes and a model.",
        "The model adds one effect each for field, format and learner group, and speaks for all registrations.",
        *_without_one(gap),
        "The range shows how far the gap moves when whole sections are picked again at random, because learners of one section "
        "are alike. Gaps are rounded to half a point, the range outward, registrations to tens.",
        f"{_coverage(gap)} {NOTHING_HIDDEN} One learner in {LEFT_OUT} is left out of every estimate, and so are small groups "
        "that would give a hidden count away.",
        _LIMITS,
    ]


_LIMITS = (
    "This can't adjust for what is not recorded: motivation, preparation, time, teacher. It proves no cause. It adjusts for "
    "one trait of the learner at a time."
)


def _coverage(gap: Gap) -> str:
    """How many registrations the estimate stands on."""
    of_all = f" of {gap.people:,}" if gap.people else ""
    return f"The estimate compares {gap.compared:,}{of_all} registrations."


def _without_one(gap: Gap) -> list[str]:
    """What leaving out one field does to the headline."""
    row = gap.row
    if row["least"] is None or row["most"] is None:
        return []
    least, most = (words.group("field", row[name]) for name in ("least_without", "most_without"))
    end = "" if gap.is_shown else " So one field or chance may decide, and no difference is shown."
    return [
        f"Leaving out one field at a time moves the headline from {100 * row['least']:+.1f} points (without {least}) to "
        f"{100 * row['most']:+.1f} (without {most}).{end}"
    ]


def _points(value: float) -> str:
    return f"{abs(100 * value):.1f} points {'better' if value > 0 else 'worse'}"


def _range(low: float, high: float) -> str:
    """The ends of a range that leaves out zero, both as far from it as they are."""
    ends = sorted((abs(100 * low), abs(100 * high)))
    return f"{ends[0]:.1f} to {ends[1]:.1f}"


def _low(name: str) -> str:
    return name[:1].lower() + name[1:]
