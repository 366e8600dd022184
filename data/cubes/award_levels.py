"""IPEDS award levels, mapped to families that can be followed over the years."""

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

FAMILY_OF = {
    "1": "certificate_under_1_year",
    "20": "certificate_under_1_year",
    "21": "certificate_under_1_year",
    "2": "certificate_1_to_2_years",
    "3": "associate",
    "4": "certificate_2_to_4_years",
    "5": "bachelor",
    "6": "post_baccalaureate_certificate",
    "7": "master",
    "8": "post_master_certificate",
    "17": "doctorate",
    "18": "doctorate",
    "19": "doctorate",
}
"""Family by IPEDS code. Code 1 ended with 2019; 20 and 21 split it from 2020 on, so the family can be followed."""

SUB_BACCALAUREATE = FAMILIES[:4]
CERTIFICATES = tuple(level for level in SUB_BACCALAUREATE if level != "associate")
"""Certificates below the bachelor's degree, whatever their length."""
