"""Programs and their occupations in the country or one state, with the openings that each program has a share of."""

# Why: decision 144.

from dataclasses import dataclass
from typing import Literal, get_args

import polars as pl

from data.caches import kept
from data.contracts.shape import as_contract
from data.cubes.occupations import KINDS, WAGES, Metros, Occupations
from data.cubes.state_projections import StateProjections
from data.reference.state_codes import COUNTRY
from data.store.store import holds, scan, scan_or_empty
from queries.semantic.scope import Scope
from queries.strategy.demand_shares import PARTS, Split, estimated, projected, shared, with_totals

Level = Literal["certificates", "short_awards", "awards"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""Which awards share openings: certificates below the bachelor's degree, these and associate degrees, or all."""
TEACHERS, SUPERVISORS = KINDS[1:]


@dataclass(frozen=True)
class Choices:
    """How demand is counted: how openings are shared, which awards share them, which occupations are left out, and where.

    `metro` is the code of an area in the state of the scope, metropolitan or not; empty is all of the state.
    """

    split: Split = "awards"
    level: Level = LEVELS[0]
    includes_teachers: bool = False
    includes_supervisors: bool = False
    metro: str = ""

    @property
    def left_out(self) -> tuple[str, ...]:
        """The kinds of occupation that do not count."""
        kinds = ((TEACHERS, self.includes_teachers), (SUPERVISORS, self.includes_supervisors))
        return tuple(kind for kind, is_included in kinds if not is_included)


DEFAULT = Choices()


def is_held(version: str) -> bool:
    """Whether the version has the statistics of occupations; one made by an older release has none."""
    return holds(version, "market", "occupations")


def area(scope: Scope) -> str:
    """The state that the scope asks for, else the country."""
    return dict(scope.where).get("state", COUNTRY)


def year_of_awards(version: str) -> int:
    """The newest academic year of awards by program."""
    return scan(version, "market", "program_awards").select(pl.col("year").max()).collect().item()


def metros(scope: Scope) -> dict[str, str]:
    """Areas that lie in the state of the scope, wholly or in part: name by code. None for the country."""
    every = scan_or_empty(scope.version, "market", "metros", Metros).sort("area_name").collect()
    states = pl.col("area_name").str.extract(r", ([A-Z-]+)$").str.split("-")
    return dict(every.filter(states.list.contains(area(scope))).select("area", "area_name").rows())


def jobs(scope: Scope, metro: str = "") -> pl.DataFrame:
    """Every occupation in the area of the scope: what it is, PARTS, employment, and wages with and without local prices.

    Openings of the country are those published. Those of a state are its own projection where one was brought (`is_projected`),
    else estimated from its employment and national rates.
    """
    place = area(scope)
    national = as_contract(scan(scope.version, "market", "occupations"), Occupations).collect()
    local = _local(scope, metro)
    words = national.select("soc_code", "title", "kind", "education", "experience", "training", "job_zone")
    priced = local.drop("employment").with_columns(wage_real=pl.col("wage_median") / _parity(scope, metro or place))
    counted = _published(national) if place == COUNTRY else _of_state(scope, national, local, is_metro=bool(metro))
    return words.join(counted, on="soc_code").join(priced, on="soc_code", how="left").sort("soc_code")


def _local(scope: Scope, metro: str) -> pl.DataFrame:
    """Employment and wages of the area, as in `occupation_areas` without its area."""
    if not metro and not is_by_occupation(scope.version):
        return _of_groups(scope)
    cube, place = ("occupation_metros", metro) if metro else ("occupation_areas", area(scope))
    rows = scan(scope.version, "market", cube).filter(pl.col("area") == place).drop("area").collect()
    return rows.with_columns(is_top_coded=pl.lit(False)) if metro else rows


def is_by_occupation(version: str) -> bool:
    """Whether jobs and wages of single occupations by state are held, and not those of groups of occupations alone."""
    return holds(version, "market", "occupation_areas")


def _of_groups(scope: Scope) -> pl.DataFrame:
    """The country's occupations, in a state scaled by the jobs and the pay of their group of occupations there."""
    country = scan(scope.version, "market", "occupation_wages").collect()
    if (place := area(scope)) == COUNTRY:
        return country.drop("group")
    scaled = ("employment_part", "wage_part")
    parts = scan(scope.version, "market", "occupation_groups").filter(pl.col("area") == place).collect()
    # A group that a state does not hold gives way to all occupations of the first two digits.
    of_major = parts.select(major="group", **{f"major_{name}": name for name in scaled})
    rows = country.with_columns(major=pl.col("soc_code").str.head(2))
    rows = rows.join(parts.select("group", *scaled), on="group", how="left").join(of_major, on="major", how="left")
    rows = rows.with_columns(pl.coalesce(name, f"major_{name}").alias(name) for name in scaled)
    jobs = (pl.col("employment") * pl.col("employment_part")).round().cast(pl.Int64)
    wages = {name: (pl.col(name) * pl.col("wage_part") / 100).round().cast(pl.Int64) * 100 for name in WAGES}
    held = rows.drop_nulls("employment_part").with_columns(employment=jobs, **wages)
    return held.select("soc_code", "employment", *WAGES, "is_top_coded")


def _published(national: pl.DataFrame) -> pl.DataFrame:
    whole = national.select("soc_code", "employment", *PARTS[:4])
    return with_totals(whole).with_columns(is_projected=pl.lit(True))


def _of_state(scope: Scope, national: pl.DataFrame, local: pl.DataFrame, *, is_metro: bool) -> pl.DataFrame:
    """Openings by the state's own projection, else estimated; those of a metropolitan area always are."""
    stated = projections(scope).clear() if is_metro else projections(scope)
    counts = national.select("soc_code", "employment", *PARTS[:3])
    # An occupation that only the state projects has no employment in the survey.
    known = pl.concat([local["soc_code"], stated["soc_code"]]).unique(maintain_order=True).to_frame()
    employment = known.join(local.select("soc_code", "employment"), on="soc_code", how="left")
    rows = estimated(counts, employment)
    leave = pl.col("exits") + pl.col("transfers")
    part = national.select("soc_code", exit_part=pl.when(leave > 0).then(pl.col("exits") / leave).otherwise(0.5))
    return projected(rows.join(part, on="soc_code"), stated)


def projections(scope: Scope) -> pl.DataFrame:
    """The state's own projections, as in the cube; no rows for the country and where none were brought."""
    every = scan_or_empty(scope.version, "market", "state_projections", StateProjections)
    return every.filter(pl.col("state") == area(scope)).collect()


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


def _place(scope: Scope, choices: Choices) -> tuple[str, str, Choices]:
    return scope.version, area(scope), choices


@kept("openings", key=_place)
def pairs(scope: Scope, choices: Choices) -> pl.DataFrame:
    """A row per program and occupation that counts: the columns of `demand_shares.shared`, and those of `jobs`.

    `other` is the share in the other split: by employment where awards share, else by awards.
    """
    counted = jobs(scope, choices.metro).filter(~pl.col("kind").cast(pl.String).is_in(choices.left_out))
    linked, given = links(scope).select("cip_code", "soc_code"), awards(scope, choices)
    other: Split = "employment" if choices.split == "awards" else "awards"
    keys = ["cip_code", "soc_code"]
    beside = shared(linked, given, counted, other).select(*keys, other="share")
    divided = shared(linked, given, counted, choices.split).join(beside, on=keys)
    # Employment and openings of a job are those of the occupation, which each of its programs repeats.
    return divided.join(counted, on="soc_code").sort(keys)


def chosen(scope: Scope, codes: tuple[str, ...], choices: Choices) -> pl.DataFrame:
    """The rows of `pairs` of these programs; without codes of the field of the scope, else of all."""
    every = pairs(scope, choices)
    if codes:
        return every.filter(pl.col("cip_code").is_in(codes))
    field = dict(scope.where).get("field")
    return every if field is None else every.filter(pl.col("cip_code").str.head(2) == field)


def _parity(scope: Scope, place: str) -> float | None:
    cube = "metros" if place.isdigit() else "area_prices"
    prices = scan(scope.version, "market", cube).filter(pl.col("area") == place).collect()
    return prices["price_parity"][0] if prices.height else None
