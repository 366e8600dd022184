"""Every way to cut a number once: its words, and what may be asked of it. A cube says which of them cut it."""

from dataclasses import dataclass

import polars as pl

from data.contracts import vocabulary
from data.cubes import bands, meetings, terms
from queries.semantic.privacy import Privacy


@dataclass(frozen=True)
class Dimension:
    """A way to cut numbers, named as the column that carries it.

    `privacy`: the class of what it tells. `is_choice`: it says how a column is made, so that no row is filtered or cut
    by it. `is_exclusive`: what is counted under two of its values is never pooled, since it is the same programs or
    awards, or fictional and real ones. `is_overlapping`: one row may have several of its values and counts under each, so
    that a cut by it does not add up. `coarser`: the dimension to ask for where this one is too fine. `order`: its
    values in the order in which they stand, where that is not the one of the alphabet.
    """

    name: str
    label: str
    definition: str
    is_time: bool = False
    privacy: Privacy = "operational"
    is_choice: bool = False
    is_exclusive: bool = False
    is_overlapping: bool = False
    coarser: str | None = None
    order: tuple[str, ...] = ()


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

DIMENSIONS = {
    d.name: d
    for d in (
        Dimension("month", "Month", "Month in which the seat was taken.", is_time=True),
        Dimension("quarter", "Quarter", "Quarter of the fiscal year in which the seat was taken.", is_time=True),
        Dimension("term", "Term", f"Term of the section, as the college names it. {terms.RULE}"),
        Dimension("field", "Field", "First two digits of the CIP code."),
        Dimension("cip4", "Program group", "First four digits of the CIP code."),
        Dimension("offering", "Offering", "A credential in the college's catalog.", coarser="field"),
        Dimension("school", "School", "The college's own unit that runs the offering."),
        Dimension("modality", "Modality", "How the program is taught."),
        Dimension("credential_type", "Credential type", "What the learner earns at the end."),
        Dimension("provider_type", "Provider type", "What kind of organization offers the program."),
        Dimension("kind", "Kind of provider", "Provider type that its own side is narrowed to; the other side stays whole.", is_choice=True),
        Dimension("side", "Side", "Institution or alternative provider, derived from the provider type."),
        Dimension("provider", "Provider", "Who offers the program."),
        Dimension("state", "State", "State of the institution, or in which the program is offered."),
        Dimension("list", "List", "Which list a program is on: the college's own catalog, or an imported one.", is_exclusive=True),
        Dimension("year", "Academic year", "Academic year by its last calendar year: 2023 is July 2022 to June 2023."),
        Dimension("sector", "Sector", "IPEDS sector: control and level of the institution."),
        Dimension("level", "Award level", "Family of award levels."),
        Dimension("channel", "Channel", "How the person came, as recorded with the inquiry or the registration."),
        Dimension("sector_basis", "Sector basis", "`same_year`, or the year at which every institution's sector is frozen.", is_choice=True, is_exclusive=True),
        Dimension("institution", "Institution", "A US institution that reports to IPEDS, by its unit id."),
        Dimension("format", "Format", "Short and intensive or not, under the format rule."),
        Dimension("format_rule", "Format rule", "What counts as short and intensive: `weeks/hours per week/word in the title`.", is_choice=True, is_exclusive=True),
        Dimension("length_band", "Length", "Band of the program's length from first to last day.", coarser="modality", order=bands.LENGTH_BANDS),
        Dimension("price_band", "Price", "Band of the program's list price.", coarser="modality", order=bands.PRICE_BANDS),
        Dimension("credit", "Credit", "Whether the program bears credit hours."),
        Dimension("week", "Week", "Week in which the seat was taken, by its Monday.", is_time=True),
        Dimension("weekday", "Day of the week", "Day of the week on which the seat was taken.", order=WEEKDAYS),
        Dimension("start_month", "Start month", "Month in which the section starts.", is_time=True),
        Dimension("campus", "Campus", "Where the section meets."),
        Dimension("meeting_days", "Meeting days", "Days of the week on which the section meets."),
        Dimension("time_of_day", "Time of day", "When meetings of the section start: in the morning until noon, in the evening from five.", order=meetings.TIMES_OF_DAY),
        Dimension("tag", "Tag", "A label that the college gave to the section or its offering. What has several counts under each, so tags are not added up.", is_exclusive=True, is_overlapping=True),
        Dimension("age_band", "Age", "Age of the learner at the first registration.", privacy="people", coarser="degree_student"),
        Dimension("gender", "Gender", "Gender of the learner as the college records it.", privacy="people"),
        Dimension("employment", "Employment", "Employment of the learner at the first registration.", privacy="people"),
        Dimension("first_generation", "First generation", "Whether neither parent of the learner holds a degree.", privacy="people"),
        Dimension("degree_student", "Degree student", "Whether the learner is also enrolled in a degree program of the college.", privacy="people"),
    )
}  # fmt: skip


def code_of(name: str) -> pl.Expr:
    """The value of a dimension as a filter names it, of the column of its name: what is not stated is `not_known`."""
    return pl.col(name).cast(pl.String).fill_null(bands.NOT_KNOWN)


SIDES = ("institution", "alternative")
"""The two that are compared, in the order in which they stand; providers of an unknown kind are on neither."""
CHANNELS = ("all", *(str(c) for c in vocabulary.CHANNELS), "not_known")
"""Channels that can be chosen; the first is all of them."""

FIELDS = {
    "01": "Agriculture", "03": "Natural resources", "04": "Architecture", "05": "Area studies", "09": "Communication",
    "10": "Communications technology", "11": "Computing", "12": "Culinary and personal services", "13": "Education",
    "14": "Engineering", "15": "Engineering technology", "16": "Languages", "19": "Family and consumer sciences",
    "22": "Legal", "23": "English", "24": "Liberal arts", "25": "Library science", "26": "Biology", "27": "Mathematics",
    "28": "Military science", "29": "Military technology", "30": "Interdisciplinary", "31": "Recreation and fitness",
    "32": "Basic skills", "34": "Health-related skills", "38": "Philosophy and religion", "39": "Theology",
    "40": "Physical sciences", "41": "Science technology", "42": "Psychology", "43": "Public safety",
    "44": "Public administration", "45": "Social sciences", "46": "Construction trades", "47": "Mechanics and repair",
    "48": "Precision production", "49": "Transportation", "50": "Visual and performing arts", "51": "Health",
    "52": "Business", "54": "History", "60": "Residency programs", "61": "Medical residency",
}  # fmt: skip
"""Plain names of the CIP families; a family that is not here stands under its code."""
