"""Cubes of occupations: what is projected for each, which programs lead to it, and where it is worked in."""

# Why: decision 144.

import dataframely as dy
import polars as pl

from data.reference.merged_occupations import NO_PROGRAM, PUBLISHED_AS, SOC_PATTERN

WAGES = ("wage_p25", "wage_median", "wage_p75")
TERRITORIES = ("GU", "PR", "VI")
"""Areas beside the 50 states and the District of Columbia, which totals of the country leave out."""
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
    job_zone = dy.Int64(
        nullable=True, min=1, max=5, description="Preparation that it takes by O*NET: 1 little or none, 5 extensive."
    )


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


class OccupationWages(dy.Schema):
    """One occupation in the whole country, computed from the states: its jobs, and the average of what they pay."""

    soc_code = dy.String(primary_key=True, regex=SOC_PATTERN, description="SOC code as it is published.")
    group = dy.String(description="The group of occupations by which the states are held: see `OccupationGroups`.")
    employment = dy.Int64(
        min=0, description="Wage and salary jobs in all states and the District of Columbia that state them."
    )
    wage_p25 = dy.Int64(
        nullable=True, min=0, description="Average of the states' lower quarters by their jobs, to $100."
    )
    wage_median = dy.Int64(nullable=True, min=0, description="Average of the states' medians by their jobs, to $100.")
    wage_p75 = dy.Int64(
        nullable=True, min=0, description="Average of the states' upper quarters by their jobs, to $100."
    )
    is_top_coded = dy.Bool(description="A wage of a state stands for that or more.")


class OccupationGroups(dy.Schema):
    """A group of occupations in one state: how many of the country's jobs it has there, and what it pays there."""

    area = dy.String(primary_key=True, description="Two-letter postal code of the state.")
    group = dy.String(
        primary_key=True,
        description="First two digits of the SOC code, and the education at entry where enough occupations share it.",
    )
    occupations = dy.Int64(min=1, description="Occupations of it whose jobs are stated in the state.")
    employment = dy.Int64(min=0, description="Wage and salary jobs of these in the state.")
    employment_part = dy.Float64(min=0, description="Those jobs, of the same occupations' jobs in all states.")
    wage_part = dy.Float64(
        nullable=True,
        min=0,
        description="What they pay there beside the country; 1 is as much. The average of medians.",
    )


class AreaPrices(dy.Schema):
    """What prices are in one area beside the whole country, in one year."""

    area = dy.String(primary_key=True, description="Two-letter postal code of the state, US for the country.")
    area_name = dy.String(description="Name.")
    year = dy.Int64(description="Calendar year.")
    price_parity = dy.Float64(min_exclusive=0, description="Regional price parity of all items; 1 is the country.")


class Metros(dy.Schema):
    """One metropolitan area, which may lie in several states, or an area outside of them in one state."""

    area = dy.String(
        primary_key=True, description="Code of the area: CBSA, or seven digits outside of metropolitan areas."
    )
    area_name = dy.String(description="Name, with its states at the end: Kansas City, MO-KS.")
    price_parity = dy.Float64(
        nullable=True,
        min_exclusive=0,
        description="Regional price parity of all items, outside of metropolitan areas that of all such areas of the state.",
    )


class OccupationMetros(dy.Schema):
    """Employment and annual wages of one occupation in one area of `Metros`. Null: withheld, or too noisy to show."""

    area = dy.String(primary_key=True, description="Code of the area.")
    soc_code = dy.String(primary_key=True, regex=SOC_PATTERN, description="SOC code as it is published.")
    employment = dy.Int64(nullable=True, min=0, description="Wage and salary jobs.")
    wage_p25 = dy.Int64(nullable=True, min=0, description="A quarter of workers earn less, to $100.")
    wage_median = dy.Int64(nullable=True, min=0, description="Half of workers earn less, to $100.")
    wage_p75 = dy.Int64(nullable=True, min=0, description="Three quarters of workers earn less, to $100.")


def occupations(openings: pl.DataFrame, characteristics: pl.DataFrame, zones: pl.DataFrame) -> pl.DataFrame:
    """The cube from the two tables of `data.readers.bls_projections`, and `data.readers.onet.job_zones`."""
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
    joined = joined.join(zones, on="soc_code", how="left")
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


EDUCATION_STEPS = {
    education: step for step, place in (("entry", 0), ("some", 2), ("degree", 5)) for education in _EDUCATION[place:]
}
"""Up to high school, between that and a bachelor's degree, and from it on."""
FEWEST_OF_A_GROUP = 5
"""Fewer occupations of one education are held with all of their first two digits."""
FEWEST_IN_A_STATE = 3
"""A group of which a state states fewer occupations is left out there."""


def wages(of_states: pl.DataFrame, projected: pl.DataFrame) -> pl.DataFrame:
    """The cube of the whole country from rows of the states with the columns of `OccupationAreas`, without territories."""
    jobs = pl.col("employment")
    averages = {}
    for name in WAGES:
        weight = pl.when(pl.col(name).is_not_null()).then(jobs)
        averages[name] = pl.when(weight.sum() > 0).then((pl.col(name) * weight).sum() / weight.sum())
    of_jobs = of_states.filter(~pl.col("area").is_in(TERRITORIES), jobs > 0)
    frame = of_jobs.group_by("soc_code").agg(jobs.sum(), pl.col("is_top_coded").any(), **averages)
    named = frame.with_columns(*_to_hundreds()).join(_grouped(projected), on="soc_code", how="left")
    named = named.with_columns(pl.col("group").fill_null(_major()))
    return OccupationWages.validate(named.select(OccupationWages.column_names()).sort("soc_code"), cast=True)


def groups(of_states: pl.DataFrame, country: pl.DataFrame) -> pl.DataFrame:
    """The cube of the states from the same rows, and `country` as from `wages`."""
    whole = country.select("soc_code", "group", all_jobs="employment", all_median="wage_median")
    rows = of_states.filter(pl.col("employment") > 0).join(whole, on="soc_code")
    major = rows.with_columns(group=_major())
    weight = pl.when(pl.col("wage_median").is_not_null() & pl.col("all_median").is_not_null()).then("employment")
    pay = (pl.col("wage_median") / pl.col("all_median") * weight).sum() / weight.sum()
    every = pl.concat([rows, major.filter(pl.col("group") != rows["group"])])
    frame = every.group_by("area", "group").agg(
        occupations=pl.len().cast(pl.Int64),
        employment=pl.col("employment").sum(),
        employment_part=(pl.col("employment").sum() / pl.col("all_jobs").sum()).round(6),
        wage_part=pl.when(weight.sum() > 0).then(pay).round(3),
    )
    frame = frame.filter(pl.col("occupations") >= FEWEST_IN_A_STATE)
    return OccupationGroups.validate(frame.select(OccupationGroups.column_names()).sort("area", "group"), cast=True)


def _grouped(projected: pl.DataFrame) -> pl.DataFrame:
    """The group of each occupation, from the cube of occupations."""
    step = pl.col("education").cast(pl.String).replace_strict(EDUCATION_STEPS, default=None)
    named = projected.select("soc_code", major=_major(), group=pl.concat_str(_major(), step, separator="-"))
    is_large = pl.len().over("group") >= FEWEST_OF_A_GROUP
    return named.select(
        "soc_code", group=pl.when(is_large & pl.col("group").is_not_null()).then("group").otherwise("major")
    )


def _major() -> pl.Expr:
    return pl.col("soc_code").str.head(2)


def metros(rows: pl.DataFrame, prices: pl.DataFrame) -> pl.DataFrame:
    """The cube from rows of `data.readers.oews.areas` of such areas, and their price parities with fips."""
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
    return [((pl.col(name) / 100).round() * 100).cast(pl.Int64) for name in WAGES]
