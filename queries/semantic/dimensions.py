"""Every way to cut a number once: its words, and the column that carries it."""

from dataclasses import dataclass

from data.contracts import vocabulary


@dataclass(frozen=True)
class Dimension:
    """A cut. `cubes` are those that can be cut by it. `privacy` is the class of what it tells, as that of a metric."""

    name: str
    label: str
    definition: str
    cubes: frozenset[str]
    is_time: bool = False
    privacy: str = "operational"


def _of(*cubes: str) -> frozenset[str]:
    return frozenset(cubes)


DIMENSIONS = {
    d.name: d
    for d in (
        Dimension("month", "Month", "Month in which the seat was taken.", _of("enrollment", "section_money", "headcount", "new_learners"), True),
        Dimension("quarter", "Quarter", "Calendar quarter in which the seat was taken.", _of("headcount", "new_learners"), True),
        Dimension("field", "Field", "First two digits of the CIP code.", _of("enrollment", "section_money", "headcount", "completion", "programs", "awards", "sections", "pacing", "funnel", "placement")),
        Dimension("cip4", "Program group", "First four digits of the CIP code.", _of("programs", "awards")),
        Dimension("offering", "Offering", "A credential in the college's catalogue.", _of("enrollment", "headcount", "completion", "sections", "pacing", "section_money")),
        Dimension("school", "School", "The college's own unit that runs the offering.", _of("enrollment", "headcount", "programs", "sections", "pacing", "section_money")),
        Dimension("modality", "Modality", "How the program is taught.", _of("completion", "enrollment", "programs", "sections", "pacing", "section_money")),
        Dimension("credential_type", "Credential type", "What the learner holds at the end.", _of("enrollment", "programs")),
        Dimension("provider_type", "Provider type", "What kind of organization offers the program.", _of("programs")),
        Dimension("side", "Side", "Institution or alternative provider, derived from the provider type.", _of("programs")),
        Dimension("provider", "Provider", "Who offers the program.", _of("programs")),
        Dimension("state", "State", "State of the institution, or in which the program is offered.", _of("programs", "awards")),
        Dimension("list", "List", "Which list a program stands on: the college's own catalogue, or an imported one.", _of("programs")),
        Dimension("year", "Academic year", "Academic year by its last calendar year: 2023 is July 2022 to June 2023.", _of("awards")),
        Dimension("sector", "Sector", "IPEDS sector: control and level of the institution.", _of("awards")),
        Dimension("level", "Award level", "Family of award levels.", _of("awards")),
        Dimension("channel", "Channel", "How the person came, as recorded with the inquiry or the registration.", _of("funnel", "new_learners")),
        Dimension("sector_basis", "Sector basis", "`same_year`, or the year at which every institution's sector is frozen.", _of("awards")),
        Dimension("institution", "Institution", "A US institution that reports to IPEDS, by its unit id.", _of("awards")),
        Dimension("format", "Format", "Short and intensive or not, under the format rule.", _of("programs")),
        Dimension("format_rule", "Format rule", "What counts as short and intensive: `weeks/hours per week/word in the title`.", _of("programs")),
        Dimension("length_band", "Length", "Band of the program's length from first to last day.", _of("completion")),
        Dimension("price_band", "Price", "Band of the program's list price.", _of("completion")),
        Dimension("age_band", "Age", "Age of the learner at the first registration.", _of("completion"), privacy="people"),
        Dimension("gender", "Gender", "Gender of the learner as the college records it.", _of("completion"), privacy="people"),
        Dimension("employment", "Employment", "Employment of the learner at the first registration.", _of("completion"), privacy="people"),
        Dimension("first_generation", "First generation", "Whether neither parent of the learner holds a degree.", _of("completion"), privacy="people"),
        Dimension("degree_student", "Degree student", "Whether the learner is also enrolled in a degree program of the college.", _of("completion"), privacy="people"),
    )
}  # fmt: skip

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
