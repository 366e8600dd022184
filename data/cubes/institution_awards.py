"""Cube `institution_awards`: awards of each US institution, by year, field and level."""

import dataframely as dy
import polars as pl

from data.reference.award_levels import FAMILIES, FAMILY_OF


class InstitutionAwards(dy.Schema):
    """Awards of one institution in one year, field and level family; the `awards` cube by college, without CIP4."""

    unitid = dy.String(primary_key=True, description="IPEDS unit id.")
    institution = dy.String(description="Name in the newest directory.")
    year = dy.Int64(primary_key=True, description="Academic year by its last calendar year.")
    state = dy.String(description="Two-letter US postal code.")
    sector = dy.String(description="IPEDS sector code in that year.")
    field = dy.String(primary_key=True, description="First two digits of the CIP code.")
    level = dy.Enum(FAMILIES, primary_key=True, description="Family of award levels.")
    awards = dy.Int64(description="Awards conferred, first majors.")
    programs_offered = dy.Int64(description="CIP6 × level rows reported, zero awards included.")
    programs_awarding = dy.Int64(description="Those with at least one award.")


def build(completions: pl.DataFrame, institutions: pl.DataFrame) -> pl.DataFrame:
    """The cube from the same frames as `awards`, so that its sums are those of the `same_year` rows there."""
    names = institutions.sort("year").unique("unitid", keep="last").select("unitid", "institution")
    rows = (
        completions.filter(pl.col("major_number") == 1)
        .with_columns(field=pl.col("cip_code").str.slice(0, 2), level=pl.col("award_level").replace_strict(FAMILY_OF))
        .group_by("unitid", "year", "field", "level")
        .agg(
            pl.col("awards").sum(),
            programs_offered=pl.len().cast(pl.Int64),
            programs_awarding=(pl.col("awards") > 0).sum().cast(pl.Int64),
        )
        .join(institutions.select("unitid", "year", "state", "sector"), on=["unitid", "year"], how="left")
        .join(names, on="unitid", how="left")
        .with_columns(pl.col("state", "sector", "institution").fill_null("unknown"))
    )
    names_of = InstitutionAwards.column_names()
    return InstitutionAwards.validate(rows.select(names_of).sort("unitid", "year", "field", "level"), cast=True)
