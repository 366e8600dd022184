"""What occupations ask for and pay at entry: education, O*NET's job zones, and a bar of hourly pay."""

import polars as pl

from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.strategy.demand_pairs import Choices, chosen

HOURS_A_YEAR = 2_080
"""Paid hours of a year by which wages a year and an hour are converted."""
POVERTY_MULTIPLE = 1.5
EDUCATIONS = {
    "high school": ("No formal educational credential", "High school diploma or equivalent"),
    "some college": ("Some college, no degree", "Postsecondary nondegree award", "Associate's degree"),
    "bachelor": ("Bachelor's degree", "Master's degree", "Doctoral or professional degree"),
}
"""Education at entry in three steps: up to high school, between that and a bachelor's degree, and from it on."""
EDUCATION_OF = {education: step for step, educations in EDUCATIONS.items() for education in educations}


def by_education(scope: Scope, codes: tuple[str, ...], choices: Choices) -> pl.DataFrame:
    """education (what is typical at entry, least first) with the shared openings and their part of all, 0 to 1.

    Educations are those of EDUCATIONS; openings of occupations that state none are left out.
    """
    rows = chosen(scope, codes, choices).filter(pl.col("share") > 0).drop_nulls("education")
    rows = rows.with_columns(
        pl.col("education").cast(pl.String).replace_strict(EDUCATION_OF).cast(pl.Enum([*EDUCATIONS]))
    )
    counted = rows.group_by("education").agg(openings=(pl.col("openings") * pl.col("share")).sum())
    whole = pl.col("openings") / pl.col("openings").sum()
    return counted.sort("education").with_columns(pl.col("education").cast(pl.String), part=whole)


def by_zone(scope: Scope, codes: tuple[str, ...], choices: Choices) -> pl.DataFrame:
    """job_zone (1 to 5) with the shared openings and their part of all; openings of occupations without a zone are left out."""
    rows = chosen(scope, codes, choices).filter(pl.col("share") > 0).drop_nulls("job_zone")
    counted = rows.group_by("job_zone").agg(openings=(pl.col("openings") * pl.col("share")).sum())
    return counted.sort("job_zone").with_columns(part=pl.col("openings") / pl.col("openings").sum())


def bar_usd(poverty_guideline_usd: float) -> float:
    """The bar that is offered first: hourly pay that comes to one and a half times the poverty guideline in a year."""
    return POVERTY_MULTIPLE * poverty_guideline_usd / HOURS_A_YEAR


def share_at(occupations: Table, hourly_usd: float) -> float | None:
    """Of the shared openings of `by_occupation` those in occupations that pay so much an hour near entry, at national prices.

    Near entry is the lower quarter. None where no wage is known.
    """
    at_national_prices = pl.col("wage_p25") * pl.col("wage_real") / pl.col("wage_median")
    rows = occupations.frame.select("shared", hourly=at_national_prices / HOURS_A_YEAR).drop_nulls()
    whole, reaching = (float(part["shared"].sum()) for part in (rows, rows.filter(pl.col("hourly") >= hourly_usd)))
    return reaching / whole if whole else None
