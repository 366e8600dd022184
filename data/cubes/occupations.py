"""Cubes of occupations: what is projected for each, which programs lead to it, and where it is worked in."""

# Why: decision 144.

import dataframely as dy
import polars as pl

from data.reference.merged_occupations import NO_PROGRAM, PUBLISHED_AS, SOC_PATTERN

_EDUCATION = (
    "No formal educational credential",
    "High school diploma or equivalent",
    "Some college, no degree",
    "Postsecondary nondegree award",
    "Associate's degree",
    "Bachelor's degree",
    "Master's degree",
    "Doctoral or professional degree",
)
"""Typical education that occupations ask for at entry, least first."""
KINDS = ("usual", "postsecondary_teacher", "supervisor")
"""What an occupation is beside a program: usual, teaching it at a college, or reached by years of work."""


class Occupations(dy.Schema):
    """One occupation as the US Bureau of Labor Statistics projects it for the whole country."""

    soc_code = dy.String(primary_key=True, regex=SOC_PATTERN, description="SOC code as it is published.")
    title = dy.String(description="Title.")
    kind = dy.Enum(KINDS, description="Whether it is taught at a college or reached by years of work, else usual.")
    employment = dy.Float64(min=0, description="Jobs in the first year of the projection, the self-employed too.")
    exits = dy.Float64(min=0, description="Workers a year who leave the labor force.")
    transfers = dy.Float64(min=0, description="Workers a year who leave for another occupation.")
    growth = dy.Float64(description="Net change in jobs a year; negative where jobs go away.")
    openings = dy.Float64(description="Openings a year as published: exits, transfers and growth, rounded.")
    education = dy.Enum(_EDUCATION, nullable=True, description="Education that is typical at entry.")
    experience = dy.String(nullable=True, description="Work experience in a related occupation.")
    training = dy.String(nullable=True, description="Training on the job to become competent.")


class OccupationLinks(dy.Schema):
    """One program that prepares directly for one occupation, by the federal crosswalk."""

    cip_code = dy.String(primary_key=True, description="CIP 2020 code, NN.NNNN.")
    soc_code = dy.String(
        primary_key=True, regex=SOC_PATTERN, description="SOC code under which the occupation is published."
    )
    cip_title = dy.String(description="Title of the program.")
    is_merged = dy.Bool(description="The crosswalk names parts of the occupation that are published together.")
    is_projected = dy.Bool(
        description="Projections are published; not for military occupations, nor where there is no match."
    )


class OccupationAreas(dy.Schema):
    """Employment and annual wages of one occupation in one area. Null: withheld, or too noisy to show."""

    area = dy.String(primary_key=True, description="Two-letter postal code of the state, US for the country.")
    soc_code = dy.String(primary_key=True, regex=SOC_PATTERN, description="SOC code as it is published.")
    employment = dy.Int64(nullable=True, min=0, description="Wage and salary jobs; the self-employed are not counted.")
    wage_p25 = dy.Int64(
        nullable=True,
        min=0,
        description="A quarter of workers earn less, US dollars a year: near what is paid at entry.",
    )
    wage_median = dy.Int64(nullable=True, min=0, description="Half of workers earn less, US dollars a year.")
    wage_p75 = dy.Int64(nullable=True, min=0, description="Three quarters of workers earn less, US dollars a year.")
    is_top_coded = dy.Bool(description="A wage is published as $239,200 or more.")


class AreaPrices(dy.Schema):
    """What prices are in one area beside the whole country, in one year."""

    area = dy.String(primary_key=True, description="Two-letter postal code of the state, US for the country.")
    area_name = dy.String(description="Name.")
    year = dy.Int64(description="Calendar year.")
    price_parity = dy.Float64(min_exclusive=0, description="Regional price parity of all items; 1 is the country.")


class Metros(dy.Schema):
    """One metropolitan area, which may lie in several states."""

    area = dy.String(primary_key=True, description="Code of the area (CBSA).")
    area_name = dy.String(description="Name, with its states at the end: Kansas City, MO-KS.")
    price_parity = dy.Float64(
        nullable=True, min_exclusive=0, description="Regional price parity of all items; empty in Puerto Rico."
    )


class OccupationMetros(dy.Schema):
    """Employment and annual wages of one occupation in one metropolitan area. Null: withheld, or too noisy to show."""

    area = dy.String(primary_key=True, description="Code of the area (CBSA).")
    soc_code = dy.String(primary_key=True, regex=SOC_PATTERN, description="SOC code as it is published.")
    employment = dy.Int64(nullable=True, min=0, description="Wage and salary jobs.")
    wage_p25 = dy.Int64(nullable=True, min=0, description="A quarter of workers earn less, to $100.")
    wage_median = dy.Int64(nullable=True, min=0, description="Half of workers earn less, to $100.")
    wage_p75 = dy.Int64(nullable=True, min=0, description="Three quarters of workers earn less, to $100.")


def occupations(openings: pl.DataFrame, characteristics: pl.DataFrame) -> pl.DataFrame:
    """The cube from the two tables of `data.readers.bls_projections`."""
    is_teacher = pl.col("soc_code").str.starts_with("25-1")
    is_supervisor = pl.col("title").str.starts_with("First-line supervisors") & (pl.col("experience") != "None")
    kind = (
        pl.when(is_teacher)
        .then(pl.lit(KINDS[1]))
        .when(is_supervisor)
        .then(pl.lit(KINDS[2]))
        .otherwise(pl.lit(KINDS[0]))
    )
    joined = openings.join(characteristics, on="soc_code", how="left").with_columns(kind=kind)
    return Occupations.validate(joined.select(Occupations.column_names()).sort("soc_code"), cast=True)


def links(crosswalk: pl.DataFrame, projected: pl.DataFrame) -> pl.DataFrame:
    """The cube from the crosswalk; `projected` has the occupations. Parts of one published occupation are one link.

    A program without an occupation keeps its row, since it has a title; an occupation without a program is no link.
    """
    crosswalk = crosswalk.filter(pl.col("cip_code") != NO_PROGRAM)
    published = pl.col("soc_code").replace(PUBLISHED_AS)
    frame = crosswalk.with_columns(soc_code=published, is_merged=published != pl.col("soc_code"))
    frame = frame.with_columns(is_projected=pl.col("soc_code").is_in(projected["soc_code"].implode()))
    one = frame.group_by("cip_code", "soc_code").agg(
        pl.col("cip_title").first(), pl.col("is_merged", "is_projected").any()
    )
    return OccupationLinks.validate(one.select(OccupationLinks.column_names()).sort("cip_code", "soc_code"), cast=True)


def areas(of_states: pl.DataFrame, of_country: pl.DataFrame) -> pl.DataFrame:
    """The cube from rows with `area` and the columns of `data.readers.oews`."""
    names = OccupationAreas.column_names()
    frame = pl.concat([of_country.select(names), of_states.select(names)]).with_columns(_to_hundreds())
    return OccupationAreas.validate(frame.sort("area", "soc_code"), cast=True)


def metros(rows: pl.DataFrame, prices: pl.DataFrame) -> pl.DataFrame:
    """The cube from rows of `data.readers.oews.areas` of metropolitan areas, and their price parities with fips."""
    named = (
        rows.select("area", "area_name")
        .unique()
        .join(prices.select("price_parity", area="fips"), on="area", how="left")
    )
    return Metros.validate(named.sort("area"), cast=True)


def in_metros(rows: pl.DataFrame, taught: pl.DataFrame) -> pl.DataFrame:
    """The cube from the same rows: occupations of `taught` (soc_code), with a number, wages rounded."""
    kept = rows.filter(pl.col("soc_code").is_in(taught["soc_code"].implode())).with_columns(_to_hundreds())
    kept = kept.filter(pl.any_horizontal(pl.col("employment", "wage_median").is_not_null()))
    return OccupationMetros.validate(kept.select(OccupationMetros.column_names()).sort("area", "soc_code"), cast=True)


def _to_hundreds() -> list[pl.Expr]:
    """Wages to the nearest hundred dollars: no page says more."""
    return [((pl.col(name) / 100).round() * 100).cast(pl.Int64) for name in ("wage_p25", "wage_median", "wage_p75")]
