"""Cube `awards`: credentials awarded by US institutions, by year, state, sector, field and level."""

import dataframely as dy

from data.cubes.award_levels import FAMILIES


class Awards(dy.Schema):
    """Awards of one year in one state, sector, CIP4 and level family.

    Rows with `sector_basis` = `same_year` add up to all awards by the sector each institution had in that year. Rows
    with a year as basis are corrections: added to the `same_year` rows they give the sector frozen at that year.
    """

    year = dy.Int64(
        primary_key=True,
        description="Academic year by its last calendar year: 2023 is July 2022 to June 2023.",
    )
    state = dy.String(primary_key=True, description="Two-letter US postal code of the institution.")
    sector = dy.String(primary_key=True, description="IPEDS sector code of the institution.")
    sector_basis = dy.String(primary_key=True, description="`same_year`, or the year at which sectors are frozen.")
    cip4 = dy.String(primary_key=True, description="First four digits of the CIP code, NN.NN.")
    level = dy.Enum(FAMILIES, primary_key=True, description="Family of award levels.")
    awards = dy.Int64(description="Awards conferred, first majors.")
    programs_offered = dy.Int64(description="Institution × CIP6 × level rows reported, zero awards included.")
    programs_awarding = dy.Int64(description="Those with at least one award.")
