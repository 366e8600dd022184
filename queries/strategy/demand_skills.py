"""What the occupations of programs ask for: technologies that postings name, soft skills and work styles, beside our catalog."""

# Why: decision 144.

import re

import polars as pl

from data.reference.sources import SOURCES
from data.store.store import holds, scan
from queries.semantic.column import Column
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, POINTS, SHARE, TEXT
from queries.strategy.demand import by_occupation
from queries.strategy.demand_choice import named_skills
from queries.strategy.demand_pairs import Choices, jobs

ONET = (SOURCES["onet"], SOURCES["cip_soc"], SOURCES["bls_projections"])
RATED = (
    "Importance runs from 0% (not important) to 100% (extremely important), averaged over the occupations by their openings. The "
    "difference is to all occupations by theirs."
)
TECHNOLOGY_SKILLS = (
    "Technologies are of the O*NET release of 2024, skills and work styles of release 29.3. A technology is in demand where postings "
    "of the occupation often name it."
)
NAMED = "A skill of the catalog is found where all of its words stand in a technology or skill."
MOST_TECHNOLOGIES = 40


def is_held(version: str) -> bool:
    """Whether the version has skills of occupations; one made by an older release has none."""
    return holds(version, "market", "occupation_skills")


def technologies(scope: Scope, chosen: str, codes: tuple[str, ...], choices: Choices) -> Table:
    """technology, part (share of the openings whose occupation has it in demand), is_hot and in_catalog, most first.

    `in_catalog` is null for programs that are not ours.
    """
    named = scan(scope.version, "market", "occupation_technologies").filter("is_in_demand").collect()
    rows = named.join(weights(scope, codes, choices), on="soc_code")
    frame = (
        rows.group_by("technology")
        .agg(pl.col("is_hot").any(), occupations=pl.len().cast(pl.Int64), part=pl.col("weight").sum())
        .sort(["part", "technology"], descending=[True, False])
    )
    catalog = named_skills(scope, chosen)
    is_in_catalog = [
        _yes(any(is_found(skill, name) for skill in catalog)) if catalog else None for name in frame["technology"]
    ]
    frame = frame.with_columns(
        pl.Series("in_catalog", is_in_catalog, dtype=pl.String),
        hot=pl.when("is_hot").then(pl.lit("Hot")).otherwise(pl.lit("")),
    )
    columns = _TECHNOLOGIES if catalog else _TECHNOLOGIES[:-1]
    return Table(frame.head(MOST_TECHNOLOGIES), columns, scope, ONET, (TECHNOLOGY_SKILLS, NAMED), has_period=False)


def skills(scope: Scope, codes: tuple[str, ...], choices: Choices) -> Table:
    """name, kind, importance and level (0 to 1, by openings), and difference to all occupations; most important first."""
    rated = scan(scope.version, "market", "occupation_skills").collect()
    every = jobs(scope, choices.metro).select("soc_code", weight=pl.col("openings").fill_null(0))
    usual = _means(rated.join(every, on="soc_code")).select("element", usual="importance")
    frame = _means(rated.join(weights(scope, codes, choices), on="soc_code")).join(usual, on="element")
    words = pl.col("kind").cast(pl.String).replace_strict(KINDS)
    frame = frame.with_columns(difference=pl.col("importance") - pl.col("usual"), kind=words)
    frame = frame.sort(["importance", "name"], descending=[True, False])
    return Table(frame, _SKILLS, scope, ONET, (RATED, TECHNOLOGY_SKILLS), has_period=False)


def catalog(scope: Scope, chosen: str, codes: tuple[str, ...], choices: Choices) -> Table:
    """Each skill that the catalog names for these offerings, with what it is found as among what occupations ask for."""
    asked = [
        *technologies(scope, chosen, codes, choices).frame["technology"],
        *skills(scope, codes, choices).frame["name"],
    ]
    rows = [
        (skill, n, next((name for name in asked if is_found(skill, name)), "Not found"))
        for skill, n in named_skills(scope, chosen).items()
    ]
    schema = {"skill": pl.String, "offerings": pl.Int64, "found": pl.String}
    return Table(pl.DataFrame(rows, schema=schema, orient="row"), _CATALOG, scope, ONET, (NAMED,), has_period=False)


def is_found(skill: str, name: str) -> bool:
    """Whether all words of a skill stand in a name, whatever their case: `SQL` in `Structured query language SQL`."""
    return bool(words := _words(skill)) and words <= _words(name)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9+#.]+", text.lower()))


def _yes(is_named: bool) -> str:
    return "Yes" if is_named else "No"


def weights(scope: Scope, codes: tuple[str, ...], choices: Choices) -> pl.DataFrame:
    """soc_code and weight: its part of the openings of the programs, or of all openings of its occupations where none is shared."""
    occupations = by_occupation(scope, codes, choices).frame.select("soc_code", "openings", "shared")
    shared = pl.col("shared").cast(pl.Float64).fill_null(0)
    whole = pl.when(shared.sum() > 0).then(shared).otherwise(pl.col("openings").cast(pl.Float64).fill_null(0))
    weighed = occupations.with_columns(weight=whole)
    return weighed.select("soc_code", weight=pl.col("weight") / pl.col("weight").sum()).filter(pl.col("weight") > 0)


def _means(rows: pl.DataFrame) -> pl.DataFrame:
    """Importance and level of each element, weighted; occupations without a rating do not count."""
    means = {
        name: (pl.col(name) * pl.col("weight")).sum() / pl.col("weight").filter(pl.col(name).is_not_null()).sum()
        for name in ("importance", "level")
    }
    frame = rows.group_by("element", "name", "kind").agg(**means)
    return frame.with_columns(pl.when(pl.col(name).is_finite()).then(pl.col(name)).alias(name) for name in means)


KINDS = {"soft": "Soft skill", "technical": "Technical skill", "style": "Work style"}
"""Kinds in words."""
_TECHNOLOGIES = (
    Column("technology", "Technology"),
    Column("part", "Openings", SHARE.whole, "Share of the openings in occupations whose postings often name it."),
    Column("occupations", "Occupations", COUNT.whole),
    Column("hot", "Hot", TEXT, "Frequent in postings of all occupations."),
    Column("in_catalog", "In our catalog", TEXT, NAMED),
)
_SKILLS = (
    Column("name", "Skill"),
    Column("kind", "Kind"),
    Column("importance", "Importance", SHARE.whole, RATED),
    Column("difference", "Against all occupations", POINTS.whole, "Importance less its average over all occupations."),
    Column("level", "Level", SHARE.whole, "Level that is needed, 0% to 100% of the scale; work styles have none."),
)
_CATALOG = (
    Column("skill", "Skill in the catalog"),
    Column("offerings", "Offerings", COUNT.whole, "Offerings that name it."),
    Column("found", "Asked for as", TEXT, NAMED),
)
