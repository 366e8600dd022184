"""Demand for what programs prepare for: openings a year, what they pay and what they ask for, in the country or one state.

The read for other pages is `by_program`.
"""

# Why: decision 144.

import polars as pl

from data.reference.sources import SOURCES, PublicSource
from data.reference.state_codes import COUNTRY
from queries.semantic.column import Column
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, INDEX, SHARE, USD
from queries.strategy.demand_pairs import (
    DEFAULT,
    LEVELS,
    Choices,
    area,
    awards,
    chosen,
    is_by_occupation,
    jobs,
    links,
    metros,
    pairs,
    projections,
    year_of_awards,
)
from queries.strategy.demand_shares import PARTS, per_award

__all__ = ["DEFAULT", "LEVELS", "Choices", "awards", "by_occupation", "by_program", "jobs", "total", "unmatched"]

PUBLIC = tuple(SOURCES[code] for code in ("cip_soc", "bls_projections", "oews", "bea", "ipeds"))
NOT_A_SHORTAGE = (
    "Openings per award is an index, not a shortage. It leaves out noncredit programs and bootcamps. It also leaves out "
    "people who move in or change jobs without a new credential, and graduates who leave the state or the field."
)
AVERAGE_WAGE = "Wages of several occupations are the average of their medians, weighted by their openings."
ESTIMATE = (
    "Openings in a state are an estimate: wage and salary jobs there, times what the whole country has for each job. "
    "Import the state's export from Projections Central on the Data page to replace it."
)
BY_GROUP = (
    "Jobs and wages of an occupation in a state are an estimate, too. Jobs are those of the country, times the state's share of "
    "jobs in similar occupations. Wages are those of the country, times what the state pays such occupations beside the country."
)
OF_STATES = "Wages of the country are averages of the states' medians, weighted by their jobs."
METRO = (
    "Openings in a part of a state are an estimate: wage and salary jobs there, times what the whole country has for each job. "
    "Awards are not known by area, so openings are divided as the awards of the state are, and there is no index."
)
OTHERS = "Exits and transfers are divided as in the whole country; occupations without a projection of the state are estimated."
TOP_CODE = "A wage of $239,200 stands for that or more."
FEWEST_AWARDS = 10
"""An index over fewer awards says nothing and is left empty."""
WAGES = ("wage_p25", "wage_median", "wage_p75", "wage_real")
REASONS = {
    "matched": "Divided among programs",
    "no_awards": "Occupations whose programs have no awards here",
    "no_program": "Occupations without a program in the crosswalk",
    "left_out": "Teachers at colleges and first-line supervisors, left out",
    "no_occupation": "Programs without a counted occupation",
}
"""Where every opening and every award is, whether or not a program and an occupation are matched."""


def by_program(scope: Scope, codes: tuple[str, ...] = (), choices: Choices = DEFAULT) -> Table:
    """A row per program (CIP6) in the area of the scope: awards, openings shared, growth, wages and openings per award.

    `codes` names programs; without any it is every program with an occupation in the field of the scope.
    `openings`, `strict` and their like are the program's shares, which add up over programs; `reach` is all openings of its
    occupations, which do not. `growth_share` is growth divided by openings. A program without awards in the area has no
    share, and no index. Real wages are at national prices.
    """
    titles = links(scope).group_by("cip_code").agg(pl.col("cip_title").first())
    frame = chosen(scope, codes, choices).group_by("cip_code").agg(summed()).join(titles, on="cip_code", how="left")
    frame = frame.with_columns(*_ratios(choices), *_about(scope, choices))
    frame = frame.sort(["openings", "reach", "cip_code"], descending=[True, True, False])
    return Table(frame, _BY_PROGRAM, scope, public(scope), notes(scope, choices), has_period=False)


def by_occupation(scope: Scope, codes: tuple[str, ...], choices: Choices) -> Table:
    """A row per occupation that the programs lead to, most shared openings first.

    PARTS are all openings of the occupation; `part` is the share of these programs and `shared` the openings in it, with
    `shared_exits`, `shared_transfers` and `shared_growth`.
    """
    rows = chosen(scope, codes, choices)
    every = (
        "title",
        "kind",
        "education",
        "experience",
        "training",
        "job_zone",
        "employment",
        *PARTS,
        *WAGES,
        "is_top_coded",
    )
    frame = rows.group_by("soc_code").agg(*(pl.col(name).first() for name in every), part=pl.col("share").sum())
    frame = frame.with_columns(
        pl.col("education").cast(pl.String),
        shared=pl.col("openings") * pl.col("part"),
        **{f"shared_{part}": pl.col(part) * pl.col("part") for part in PARTS[:3]},
    ).sort(["shared", "openings", "soc_code"], descending=[True, True, False])
    sources = (*public(scope), SOURCES["onet"])
    return Table(frame, _BY_OCCUPATION, scope, sources, notes(scope, choices), has_period=False)


def total(scope: Scope, codes: tuple[str, ...], choices: Choices) -> pl.DataFrame:
    """The one row that all these programs come to, with the columns of `by_program`; no row where nothing is linked."""
    rows = chosen(scope, codes, choices)
    if rows.is_empty():
        return by_program(scope, codes, choices).frame.clear()
    return rows.select(summed()).with_columns(*_ratios(choices), *_about(scope, choices))


def origin(scope: Scope, choices: Choices) -> str:
    """Where the openings of a state come from, as a sentence; empty for the country."""
    return " ".join(_origin(scope, choices))


def public(scope: Scope) -> tuple[PublicSource, ...]:
    """The public sources behind its tables."""
    return PUBLIC if projections(scope).is_empty() else (*PUBLIC, SOURCES["state_projections"])


def notes(scope: Scope, choices: Choices = DEFAULT) -> tuple[str, ...]:
    """What a reader of its tables must know."""
    of_states = () if is_by_occupation(scope.version) or area(scope) != COUNTRY else (OF_STATES,)
    return (NOT_A_SHORTAGE, AVERAGE_WAGE, TOP_CODE, *of_states, *_origin(scope, choices))


def _origin(scope: Scope, choices: Choices) -> tuple[str, ...]:
    if area(scope) == COUNTRY:
        return ()
    if choices.metro:
        return (METRO,)
    stated, by_group = projections(scope), () if is_by_occupation(scope.version) else (BY_GROUP,)
    if stated.is_empty():
        return (ESTIMATE, *by_group)
    first, last = stated.row(0, named=True)["base_year"], stated.row(0, named=True)["projected_year"]
    return (f"Openings are the state's own projection from {first} to {last}. {OTHERS}", *by_group)


def _about(scope: Scope, choices: Choices) -> list[pl.Expr]:
    place = metros(scope).get(choices.metro, area(scope))
    # Awards are known by state: those of a metropolitan area are not.
    awarded = pl.when(not choices.metro).then(pl.col("awards"))
    return [awarded.alias("awards"), pl.lit(place).alias("area"), pl.lit(year_of_awards(scope.version)).alias("year")]


def _ratios(choices: Choices) -> list[pl.Expr]:
    growth = pl.when(pl.col("openings") > 0).then(pl.col("growth") / pl.col("openings"))
    return [
        pl.when(not choices.metro).then(index("openings")).alias("per_award"),
        pl.when(not choices.metro).then(index("openings_other")).alias("per_award_other"),
        growth.alias("growth_share"),
    ]


def index(openings: str) -> pl.Expr:
    """Openings of that column for each award; null over fewer than ten awards."""
    return pl.when(pl.col("awards") >= FEWEST_AWARDS).then(per_award(pl.col(openings), pl.col("awards")))


def summed() -> list[pl.Expr]:
    """What rows of `pairs` of one or several programs come to; the awards of a program count once."""
    share = pl.col("share").cast(pl.Float64).fill_null(0)
    # A program that nobody is awarded in the area has no share: its wage is then that of all its openings.
    openings = pl.col("openings").cast(pl.Float64)
    weight = pl.when(share.sum() > 0).then(openings * share).otherwise(openings)
    weight = pl.when(pl.col("wage_median").is_not_null()).then(weight)
    wages = {name: pl.when(weight.sum() > 0).then((pl.col(name) * weight).sum() / weight.sum()) for name in WAGES}
    return [
        pl.struct("cip_code", "awards").unique().struct.field("awards").sum().alias("awards"),
        pl.col("soc_code").n_unique().cast(pl.Int64).alias("occupations"),
        *((pl.col(part) * share).sum().alias(part) for part in PARTS),
        (pl.col("openings") * pl.col("other").fill_null(0)).sum().alias("openings_other"),
        pl.struct("soc_code", "openings").unique().struct.field("openings").sum().alias("reach"),
        *(value.alias(name) for name, value in wages.items()),
    ]


def unmatched(scope: Scope, choices: Choices = DEFAULT) -> Table:
    """Where every opening and award of the area is: a row per `reason` of REASONS, null where none are counted under it."""
    every, given, linked = jobs(scope, choices.metro), awards(scope, choices), links(scope)
    is_out = pl.col("kind").cast(pl.String).is_in(choices.left_out)
    counted = pairs(scope, choices)
    has_share = counted.filter(pl.col("share") > 0)["soc_code"].unique().implode()
    has_link = linked["soc_code"].unique().implode()
    reason = (
        pl.when(is_out)
        .then(pl.lit("left_out"))
        .when(pl.col("soc_code").is_in(has_share))
        .then(pl.lit("matched"))
        .when(pl.col("soc_code").is_in(has_link))
        .then(pl.lit("no_awards"))
        .otherwise(pl.lit("no_program"))
    )
    openings = every.group_by(reason=reason).agg(pl.col("openings").sum(), occupations=pl.len().cast(pl.Int64))
    leads = counted["cip_code"].unique().implode()
    kind = pl.when(pl.col("cip_code").is_in(leads)).then(pl.lit("matched")).otherwise(pl.lit("no_occupation"))
    by_kind = given.group_by(reason=kind).agg(pl.col("awards").sum(), programs=pl.len().cast(pl.Int64))
    order = pl.DataFrame({"reason": [*REASONS], "words": [*REASONS.values()]})
    joined = order.join(openings, on="reason", how="left").join(by_kind, on="reason", how="left")
    if choices.metro:
        joined = joined.with_columns(pl.lit(None, pl.Int64).alias(name) for name in ("awards", "programs"))
    frame = joined.filter(pl.any_horizontal(pl.col("openings", "awards").is_not_null()))
    return Table(frame, _UNMATCHED, scope, public(scope), _origin(scope, choices), has_period=False)


_OPENINGS = COUNT.whole
_BY_PROGRAM = (
    Column("cip_title", "Program"),
    Column("cip_code", "CIP"),
    Column("openings", "Openings a year", _OPENINGS, "The program's share of the openings of its occupations."),
    Column("strict", "Without transfers", _OPENINGS, "Exits from the labor force and growth only."),
    Column("growth_share", "Growth", SHARE.signed, "Growth as a share of the openings; negative where jobs go away."),
    Column("awards", "Awards", _OPENINGS, "Awards of the newest academic year."),
    Column("per_award", "Openings per award", INDEX, NOT_A_SHORTAGE),
    Column("wage_median", "Median wage", USD, AVERAGE_WAGE),
    Column("wage_real", "At national prices", USD, "Median wage divided by the price parity of the state."),
    Column(
        "reach",
        "All openings",
        _OPENINGS,
        "All openings of its occupations, shared with no other program. Do not add them.",
    ),
)
_BY_OCCUPATION = (
    Column("title", "Occupation"),
    Column("soc_code", "SOC"),
    Column(
        "education",
        "Typical at entry",
        definition="Education that is typical at entry, as the US Bureau of Labor Statistics states it.",
    ),
    Column("job_zone", "Job zone", COUNT, "Preparation that it takes by O*NET: 1 little or none, 5 extensive."),
    Column("experience", "Experience", definition="Work experience in a related occupation."),
    Column(
        "shared",
        "Openings for these programs",
        _OPENINGS,
        "Openings a year, divided among all programs that lead to the occupation.",
    ),
    Column("part", "Share", SHARE.whole, "Share of the occupation's openings that goes to these programs."),
    Column("openings", "All openings", _OPENINGS, "Openings a year: exits, transfers and growth."),
    Column("exits", "Leave work", _OPENINGS, "Workers a year who leave the labor force."),
    Column("transfers", "Change occupation", _OPENINGS, "Workers a year who leave for another occupation."),
    Column("growth", "Growth", _OPENINGS.signed, "Net change in jobs a year."),
    Column("strict", "Without transfers", _OPENINGS, "Exits and growth only."),
    Column(
        "employment", "Jobs", _OPENINGS, "In the country all jobs of 2024; in a state wage and salary jobs of May 2025."
    ),
    Column("wage_p25", "Near entry", USD, "A quarter of workers earn less, a year."),
    Column("wage_median", "Median", USD, "Half of workers earn less, a year."),
    Column("wage_p75", "Upper quarter", USD, "Three quarters of workers earn less, a year."),
    Column("wage_real", "Median at national prices", USD, "The median divided by the price parity of the state."),
)
_UNMATCHED = (
    Column("words", "Where they are"),
    Column("openings", "Openings a year", _OPENINGS),
    Column("occupations", "Occupations", _OPENINGS),
    Column("awards", "Awards", _OPENINGS),
    Column("programs", "Programs", _OPENINGS),
)
