"""Words of closed lists as they are spelled elsewhere. What needs judgement is stated in a mapping, never here."""

import polars as pl

from data.contracts.vocabulary import MONTHS

_SPELLINGS = {
    "canceled": "cancelled",
    # Exclusions as workforce programs report them.
    "deceased": "died",
    "health_medical": "medical",
    "reserve_forces_called_to_active_duty": "military_service",
    "complete": "completed",
    "e_mail": "email",
    "face_to_face": "in_person",
    "55+": "55_plus",
    "55_and_over": "55_plus",
    "<25": "under_25",
    **{month[:3]: month for month in MONTHS},
    "sept": "september",
}


def plain(text: pl.Series) -> pl.Series:
    """The words as a closed list would write them: small letters, no blanks, the spelling of our lists."""
    return text.str.to_lowercase().str.replace_all(r"[\s\-–/]+", "_").replace(_SPELLINGS)
