"""Cube `awards`: credentials awarded by US institutions, by year, state, sector, field and level."""

# Why: decisions 6 and 42.

from collections.abc import Iterable

import dataframely as dy
import polars as pl

from data.reference.award_levels import FAMILIES, FAMILY_OF


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


SAME_YEAR = "same_year"
_KEY = ("year", "state", "sector", "sector_basis", "cip4", "level")
_COUNTS = ("awards", "programs_offered", "programs_awarding")


def build(completions: pl.DataFrame, institutions: pl.DataFrame, bases: Iterable[int] | None = None) -> pl.DataFrame:
    """The cube from completions (year, unitid, cip_code, award_level, major_number, awards) and the directories.

    `institutions` has a row per unitid and year. Where the directory of a frozen year does not know an institution,
    its sector of the same year stays. `bases` are the years to freeze at, every directory's year if left out. Completions without a directory row stand under state and sector `unknown`.
    """
    first = completions.filter(pl.col("major_number") == 1)
    located = first.join(institutions.select("unitid", "year", "state", "sector"), on=["unitid", "year"], how="left")
    located = located.with_columns(
        pl.col("state", "sector").fill_null("unknown"),
        cip4=pl.col("cip_code").str.slice(0, 5),
        level=pl.col("award_level").replace_strict(FAMILY_OF),
        programs_offered=pl.lit(1, pl.Int64),
        programs_awarding=(pl.col("awards") > 0).cast(pl.Int64),
    )
    parts = [_summed(located.with_columns(sector_basis=pl.lit(SAME_YEAR)))]
    for year in sorted(institutions["year"].unique() if bases is None else bases):
        frozen = institutions.filter(pl.col("year") == year).select("unitid", frozen="sector")
        moved = located.join(frozen, on="unitid").filter(pl.col("frozen") != pl.col("sector"))
        moved = moved.with_columns(sector_basis=pl.lit(str(year)))
        out = moved.with_columns(-pl.col(c) for c in _COUNTS)
        parts.append(_summed(pl.concat([out, moved.with_columns(sector=pl.col("frozen"))])))
    return Awards.validate(pl.concat(parts).sort(_KEY), cast=True)


def _summed(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.group_by(_KEY).agg(pl.col(c).sum() for c in _COUNTS)
