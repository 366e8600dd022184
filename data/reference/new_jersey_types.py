"""What each provider type code of New Jersey's list stands for. The state publishes the codes without labels."""

from dataclasses import dataclass

import polars as pl

BASIS = "inferred from names"
"""How the labels were found: by reading the names of the providers under each code."""
LIST_ID = "new_jersey"


@dataclass(frozen=True)
class StateType:
    """One code of the list. `provider_type` is a word of our closed list, None where the providers are mixed."""

    code: str
    contents: str
    provider_type: str | None


STATE_TYPES = (
    StateType("3", "County and community colleges, and a few private two-year ones", "public_2yr"),
    StateType("4", "Universities and their continuing education", "public_4yr"),
    StateType("5", "Private career schools, the largest group", "training_company"),
    StateType("18", "Driving schools", "training_company"),
    StateType("19", "Hair and beauty schools", "training_company"),
    StateType("20", "Home health aide schools", "training_company"),
    StateType("11", "Flight schools", "training_company"),
    StateType("10", "Security schools", "training_company"),
    StateType("8", "Hospital schools", "employer"),
    StateType("7", "Apprenticeship programs", "apprenticeship"),
    StateType("1", "Public high schools", "public_secondary"),
    StateType("2", "Adult schools and county vocational schools", "public_secondary"),
    StateType("6", "Community services and youth programs", None),
    StateType("14", "Vocational rehabilitation services", None),
    StateType("17", "Community and rehabilitation services", None),
    StateType("38", "Adult basic education", None),
    StateType("12", "Continuing professional education, often out of state", None),
    StateType("13", "Special services of counties and schools", None),
    StateType("15", "Corporate trainers and others, mixed", None),
    StateType("37", "Customized trainers, mixed", None),
)


def provider_types() -> pl.DataFrame:
    """The codes as a table: list_id, type_code, contents, provider_type (null: on neither side), basis."""
    return pl.DataFrame(
        {
            "list_id": [LIST_ID] * len(STATE_TYPES),
            "type_code": [kind.code for kind in STATE_TYPES],
            "contents": [kind.contents for kind in STATE_TYPES],
            "provider_type": [kind.provider_type for kind in STATE_TYPES],
            "basis": [BASIS] * len(STATE_TYPES),
        }
    )
