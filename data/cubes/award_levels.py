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
