"""Demand for what programs prepare for: occupations, openings a year and what they pay, in the country or one state.

The read for other pages is `by_program`.
"""

# Why: decision 144.

from dataclasses import dataclass

import polars as pl

from data.cubes.occupations import KINDS
from data.reference.sources import SOURCES
from data.reference.state_codes import COUNTRY
from data.store.store import MissingData, scan
from queries.semantic.column import Column
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, INDEX, SHARE, USD
from queries.strategy.demand_shares import PARTS, Split, estimated, per_award, shared, with_totals

LEVELS = ("certificates", "short_awards", "awards")
"""Which awards share openings: certificates below the bachelor's degree, these and associate degrees, or all."""
TEACHERS, SUPERVISORS = KINDS[1:]
PUBLIC = tuple(SOURCES[code] for code in ("cip_soc", "bls_projections", "oews", "bea", "ipeds"))
NOT_A_SHORTAGE = (
    "Openings per award is an index, not a shortage. It does not include noncredit programs, bootcamps, people who move in "
    "or change occupation without a new credential, or graduates who leave the state or the field."
)
AVERAGE_WAGE = "Wages of several occupations are the average of their medians, weighted by their openings."


@dataclass(frozen=True)
class Choices:
    """How demand is counted: how openings are shared, which awards share them, and which occupations are left out."""

    split: Split = "awards"
    level: str = LEVELS[0]
    includes_teachers: bool = False
    includes_supervisors: bool = False

    @property
    def left_out(self) -> tuple[str, ...]:
        """The kinds of occupation that do not count."""
        kinds = ((TEACHERS, self.includes_teachers), (SUPERVISORS, self.includes_supervisors))
        return tuple(kind for kind, is_included in kinds if not is_included)


DEFAULT = Choices()
FEWEST_AWARDS = 10
"""An index over fewer awards says nothing and is left empty."""


def is_held(version: str) -> bool:
    """Whether the version has the statistics of occupations; one made by an older release has none."""
    try:
        scan(version, "market", "occupations")
    except MissingData:
        return False
    return True


def area(scope: Scope) -> str:
    """The state that the scope asks for, else the country."""
    return dict(scope.where).get("state", COUNTRY)


def year_of_awards(version: str) -> int:
    """The newest academic year of awards by program."""
    return scan(version, "market", "program_awards").select(pl.col("year").max()).collect().item()


def jobs(scope: Scope) -> pl.DataFrame:
    """Every occupation in the area of the scope: what it is, PARTS, employment, and wages with and without local prices.

    Openings of the country are those published. Openings of a state are estimated from its employment and national rates.
    """
    place = area(scope)
    national = scan(scope.version, "market", "occupations").collect()
    local = scan(scope.version, "market", "occupation_areas").filter(pl.col("area") == place).drop("area").collect()
    counted = (
        with_totals(national.select("soc_code", "employment", *PARTS[:4]))
        if place == COUNTRY
        else estimated(national.select("soc_code", "employment", *PARTS[:3]), local.select("soc_code", "employment"))
    )
    words = national.select("soc_code", "title", "kind", "education", "experience", "training")
    priced = local.drop("employment").with_columns(wage_real=pl.col("wage_median") / _parity(scope, place))
    return words.join(counted, on="soc_code").join(priced, on="soc_code", how="left").sort("soc_code")


def awards(scope: Scope, choices: Choices = DEFAULT) -> pl.DataFrame:
    """cip_code and awards of the newest year in the area of the scope, at the level that is chosen."""
    source = scan(scope.version, "market", "program_awards").filter(pl.col("year") == year_of_awards(scope.version))
    if (place := area(scope)) != COUNTRY:
        source = source.filter(pl.col("state") == place)
    counted = source.group_by("cip_code").agg(awards=pl.col(choices.level).sum()).filter(pl.col("awards") > 0)
    return counted.sort("cip_code").collect()


def links(scope: Scope) -> pl.DataFrame:
    """Every program with its occupations, as in the cube."""
    return scan(scope.version, "market", "occupation_links").collect()


def pairs(scope: Scope, choices: Choices = DEFAULT) -> pl.DataFrame:
    """A row per program and occupation that counts: the columns of `demand_shares.shared`, and those of `jobs`."""
    counted = jobs(scope).filter(~pl.col("kind").cast(pl.String).is_in(choices.left_out))
    divided = shared(links(scope).select("cip_code", "soc_code"), awards(scope, choices), counted, choices.split)
    return divided.join(counted, on="soc_code")


def by_program(scope: Scope, codes: tuple[str, ...] = (), choices: Choices = DEFAULT) -> Table:
    """A row per program (CIP6) in the area of the scope: awards, openings shared, growth, wages and openings per award.

    `codes` names programs; without any it is every program with awards or occupations in the field of the scope.
    `openings`, `strict` and their like are the program's shares, which add up over programs; `reach` is all openings of its
    occupations, which do not. `growth_share` is growth divided by openings. A program without awards in the area has no
    share, and no index. Real wages are at national prices.
    """
    field = dict(scope.where).get("field")
    every = pairs(scope, choices)
    chosen = every.filter(pl.col("cip_code").is_in(codes)) if codes else every
    if field is not None and not codes:
        chosen = chosen.filter(pl.col("cip_code").str.head(2) == field)
    other: Split = "employment" if choices.split == "awards" else "awards"
    beside = shared(links(scope).select("cip_code", "soc_code"), awards(scope, choices), jobs_of(every), other)
    chosen = chosen.join(beside.select("cip_code", "soc_code", other="share"), on=["cip_code", "soc_code"])
    titles = links(scope).group_by("cip_code").agg(pl.col("cip_title").first())
    frame = chosen.group_by("cip_code").agg(summed()).join(titles, on="cip_code", how="left")
    frame = frame.with_columns(
        per_award=index("openings"),
        per_award_other=index("openings_other"),
        growth_share=pl.when(pl.col("openings") > 0).then(pl.col("growth") / pl.col("openings")),
        area=pl.lit(area(scope)),
    ).sort(["openings", "cip_code"], descending=[True, False])
    return Table(frame, _BY_PROGRAM, scope, PUBLIC, (NOT_A_SHORTAGE, AVERAGE_WAGE), has_period=False)


def index(openings: str) -> pl.Expr:
    """Openings of that column for each award; null over fewer than ten awards."""
    return pl.when(pl.col("awards") >= FEWEST_AWARDS).then(per_award(pl.col(openings), pl.col("awards")))


def jobs_of(rows: pl.DataFrame) -> pl.DataFrame:
    """The occupations of rows of `pairs`, each once, with what a split needs of them."""
    return rows.select("soc_code", "employment", "openings").unique("soc_code")


def summed() -> list[pl.Expr]:
    """What rows of `pairs` of one or several programs come to; the awards of a program count once."""
    share = pl.col("share").cast(pl.Float64).fill_null(0)
    # A program that nobody is awarded in the area has no share: its wage is then that of all its openings.
    openings = pl.col("openings").cast(pl.Float64)
    weight = pl.when(share.sum() > 0).then(openings * share).otherwise(openings)
    weight = pl.when(pl.col("wage_median").is_not_null()).then(weight)
    wages = {
        name: pl.when(weight.sum() > 0).then((pl.col(name) * weight).sum() / weight.sum())
        for name in ("wage_p25", "wage_median", "wage_p75", "wage_real")
    }
    return [
        pl.struct("cip_code", "awards").unique().struct.field("awards").sum().alias("awards"),
        pl.col("soc_code").n_unique().cast(pl.Int64).alias("occupations"),
        *((pl.col(part) * share).sum().alias(part) for part in PARTS),
        (pl.col("openings") * pl.col("other").fill_null(0)).sum().alias("openings_other"),
        pl.struct("soc_code", "openings").unique().struct.field("openings").sum().alias("reach"),
        *(value.alias(name) for name, value in wages.items()),
    ]


def unmatched(scope: Scope, choices: Choices = DEFAULT) -> pl.DataFrame:
    """What no program and occupation is matched by: a row per `reason` with openings and awards, null where none are counted.

    `matched` is what is shared; `no_awards` are occupations whose programs have no awards, `no_program` those without a
    program, `left_out` teachers and supervisors, and `no_occupation` awards of programs without a projected occupation.
    """
    every, given, linked = jobs(scope), awards(scope, choices), links(scope)
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
    order = pl.DataFrame({"reason": ["matched", "no_awards", "no_program", "left_out", "no_occupation"]})
    joined = order.join(openings, on="reason", how="left").join(by_kind, on="reason", how="left")
    return joined.filter(pl.any_horizontal(pl.col("openings", "awards").is_not_null()))


def _parity(scope: Scope, place: str) -> float | None:
    prices = scan(scope.version, "market", "area_prices").filter(pl.col("area") == place).collect()
    return prices["price_parity"][0] if prices.height else None


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
