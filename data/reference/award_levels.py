"""IPEDS award levels, mapped to families that can be followed over the years."""

from dataclasses import dataclass

FAMILIES = (
    "certificate_under_1_year",
    "certificate_1_to_2_years",
    "associate",
    "certificate_2_to_4_years",
    "bachelor",
    "post_baccalaureate_certificate",
    "master",
    "post_master_certificate",
    "doctorate",
)


@dataclass(frozen=True)
class AwardLevel:
    """One IPEDS code, its family, and the academic years in which it was in use (None: open)."""

    code: str
    family: str
    first_year: int | None = None
    last_year: int | None = None

    def was_used(self, year: int) -> bool:
        """Whether the code belongs into that year's file."""
        return (self.first_year or year) <= year <= (self.last_year or year)


LEVELS = (
    # Code 1 ended with 2019; 20 and 21 split it from 2020 on, so only the family can be followed.
    AwardLevel("1", "certificate_under_1_year", None, 2019),
    AwardLevel("20", "certificate_under_1_year", 2020, None),
    AwardLevel("21", "certificate_under_1_year", 2020, None),
    AwardLevel("2", "certificate_1_to_2_years"),
    AwardLevel("3", "associate"),
    AwardLevel("4", "certificate_2_to_4_years"),
    AwardLevel("5", "bachelor"),
    AwardLevel("6", "post_baccalaureate_certificate"),
    AwardLevel("7", "master"),
    AwardLevel("8", "post_master_certificate"),
    # Doctor's and first-professional awards became 17 to 19 between 2008 and 2010.
    AwardLevel("9", "doctorate", None, 2010),
    AwardLevel("10", "doctorate", None, 2010),
    AwardLevel("11", "post_master_certificate", None, 2010),
    AwardLevel("17", "doctorate", 2008, None),
    AwardLevel("18", "doctorate", 2008, None),
    AwardLevel("19", "doctorate", 2008, None),
)

FAMILY_OF = {level.code: level.family for level in LEVELS}
"""Family by IPEDS code, whatever the year."""

SUB_BACCALAUREATE = FAMILIES[:4]
CERTIFICATES = tuple(level for level in SUB_BACCALAUREATE if level != "associate")
"""Certificates below the bachelor's degree, whatever their length."""
