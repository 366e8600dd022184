"""Every way to cut a number once: its words, and the column that carries it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dimension:
    """A cut. `cubes` are those that can be cut by it."""

    name: str
    label: str
    definition: str
    cubes: frozenset[str]
    is_time: bool = False


def _of(*cubes: str) -> frozenset[str]:
    return frozenset(cubes)


DIMENSIONS = {
    d.name: d
    for d in (
        Dimension("month", "Month", "Month in which the seat was taken.", _of("enrollment", "headcount"), True),
        Dimension("quarter", "Quarter", "Calendar quarter in which the seat was taken.", _of("headcount"), True),
        Dimension("field", "Field", "First two digits of the CIP code.", _of("enrollment", "headcount", "completion", "programs")),
        Dimension("offering", "Offering", "A credential in the college's catalogue.", _of("enrollment", "headcount", "completion")),
        Dimension("school", "School", "The college's own unit that runs the offering.", _of("enrollment", "headcount", "programs")),
        Dimension("modality", "Modality", "How the program is taught.", _of("enrollment", "programs")),
        Dimension("credential_type", "Credential type", "What the learner holds at the end.", _of("enrollment", "programs")),
        Dimension("provider_type", "Provider type", "What kind of organization offers the program.", _of("programs")),
        Dimension("side", "Side", "Institution or alternative provider, derived from the provider type.", _of("programs")),
        Dimension("provider", "Provider", "Who offers the program.", _of("programs")),
        Dimension("state", "State", "State in which the program is offered.", _of("programs")),
    )
}  # fmt: skip

FIELDS = {
    "11": "Computing",
    "12": "Culinary and personal services",
    "13": "Education",
    "15": "Engineering technology",
    "43": "Public safety",
    "48": "Precision production",
    "51": "Health",
    "52": "Business",
}
"""Plain names of the CIP families in the demo; other families stand under their code."""
