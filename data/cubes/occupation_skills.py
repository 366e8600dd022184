"""Cubes of what occupations ask for: rated skills and work styles, and technologies that postings name."""

# Why: decision 144.

import dataframely as dy
import polars as pl

from data.cubes.occupations import SOC_PATTERN

KINDS = ("soft", "technical", "style")
SOFT = ("2.A.1.b", "2.A.1.d", "2.A.2.", "2.B.1.", "2.B.2.i", "2.B.5.a")
"""Soft skills by how their element begins: listening, speaking, thinking and learning, social skills, complex problems, time."""
TECHNICAL = ("2.B.3.", "2.B.4.")
STYLES = ("1.C.",)
"""Work styles, all of them."""
PLACES = 3


class OccupationSkills(dy.Schema):
    """How much one occupation asks for one skill or work style, by analysts and workers that O*NET asked."""

    soc_code = dy.String(primary_key=True, regex=SOC_PATTERN, description="SOC code as it is published.")
    element = dy.String(primary_key=True, description="O*NET element.")
    name = dy.String(description="Name of the element.")
    kind = dy.Enum(KINDS, description="Soft skill, technical skill or work style.")
    importance = dy.Float64(nullable=True, min=0, max=1, description="Importance, 0 is not important and 1 extremely.")
    level = dy.Float64(nullable=True, min=0, max=1, description="Level that is needed, 0 to 1; empty for work styles.")


class OccupationTechnologies(dy.Schema):
    """One technology that postings for one occupation name; those that are neither hot nor in demand are left out."""

    soc_code = dy.String(primary_key=True, regex=SOC_PATTERN, description="SOC code as it is published.")
    technology = dy.String(primary_key=True, description="Name of the software or tool.")
    is_hot = dy.Bool(description="Frequent in postings of all occupations.")
    is_in_demand = dy.Bool(description="Frequent in postings of this occupation.")


def skills(ratings: pl.DataFrame, projected: pl.DataFrame) -> pl.DataFrame:
    """The cube from rows of `data.readers.onet.ratings` of skills and work styles; `projected` has the occupations."""
    kind = pl.lit(None, pl.String)
    for name, starts in zip(KINDS, (SOFT, TECHNICAL, STYLES), strict=True):
        is_kind = pl.any_horizontal(pl.col("element").str.starts_with(start) for start in starts)
        kind = pl.when(is_kind).then(pl.lit(name)).otherwise(kind)
    listed = ratings.with_columns(pl.col("importance", "level").round(PLACES), kind=kind).drop_nulls("kind")
    kept = listed.filter(pl.col("soc_code").is_in(projected["soc_code"].implode()))
    names = OccupationSkills.column_names()
    return OccupationSkills.validate(kept.select(names).sort("soc_code", "element"), cast=True)


def technologies(named: pl.DataFrame, projected: pl.DataFrame) -> pl.DataFrame:
    """The cube from rows of `data.readers.onet.technologies`."""
    is_marked = pl.col("is_hot") | pl.col("is_in_demand")
    kept = named.filter(is_marked, pl.col("soc_code").is_in(projected["soc_code"].implode()))
    return OccupationTechnologies.validate(kept.sort("soc_code", "technology"), cast=True)
