"""Cube `institution_awards`: sub-baccalaureate awards of each US institution, by year and field."""

import dataframely as dy

from data.cubes.award_levels import FAMILIES


class InstitutionAwards(dy.Schema):
    """Certificates and associate degrees of one institution in one year, field and level family."""

    unitid = dy.String(primary_key=True, description="IPEDS unit id.")
    institution = dy.String(description="Name in the newest directory.")
    year = dy.Int64(primary_key=True, description="Academic year by its last calendar year.")
    state = dy.String(description="Two-letter US postal code.")
    sector = dy.String(description="IPEDS sector code in that year.")
    field = dy.String(primary_key=True, description="First two digits of the CIP code.")
    level = dy.Enum(FAMILIES, primary_key=True, description="Family of award levels.")
    awards = dy.Int64(description="Awards conferred, first majors.")
