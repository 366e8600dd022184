"""Cube `program_awards`: credentials awarded by year, state and program (CIP6), of all institutions."""

# Why: decision 144.

import dataframely as dy
import polars as pl

from data.reference.award_levels import CERTIFICATES, FAMILY_OF


class ProgramAwards(dy.Schema):
    """Awards of one year and state in one program. Programs without an award have no row."""

    year = dy.Int64(primary_key=True, description="Academic year by its last calendar year.")
    state = dy.String(primary_key=True, description="Two-letter US postal code of the institution.")
    cip_code = dy.String(primary_key=True, description="CIP code, NN.NNNN.")
    certificates = dy.Int64(min=0, description="Certificates below the bachelor's degree, first majors.")
    short_awards = dy.Int64(min=0, description="These and associate degrees.")
    awards = dy.Int64(min=1, description="Awards at every level.")


def build(completions: pl.DataFrame, institutions: pl.DataFrame) -> pl.DataFrame:
    """The cube from completions and directories as `awards.build` takes them; awards without a directory are `unknown`."""
    family = pl.col("award_level").replace_strict(FAMILY_OF)
    rows = completions.filter(pl.col("major_number") == 1, pl.col("awards") > 0).with_columns(family=family)
    placed = rows.join(institutions.select("unitid", "year", "state"), on=["unitid", "year"], how="left")
    is_certificate = pl.col("family").is_in(CERTIFICATES)
    counted = placed.group_by("year", "cip_code", state=pl.col("state").fill_null("unknown")).agg(
        certificates=pl.col("awards").filter(is_certificate).sum(),
        short_awards=pl.col("awards").filter(is_certificate | (pl.col("family") == "associate")).sum(),
        awards=pl.col("awards").sum(),
    )
    names = ProgramAwards.column_names()
    return ProgramAwards.validate(counted.select(names).sort(ProgramAwards.primary_key()), cast=True)
