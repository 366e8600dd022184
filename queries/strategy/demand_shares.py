"""How openings are shared among programs: formulas on small tables, so that no job is counted twice.

The crosswalk links many programs to many occupations. Whoever joins and adds counts the openings of an occupation once for
each of its programs, six times over for the whole country. Here every occupation's openings are divided among its
programs, so that the parts add up to it. Openings of an occupation whose programs have no awards stay undivided.
"""

# Why: decision 144.

from typing import Literal, get_args

import polars as pl

Split = Literal["awards", "employment", "openings"]
SPLITS: tuple[Split, ...] = get_args(Split)
"""By awards of each program; or these first spread over the program's occupations by their employment or openings."""
PARTS = ("exits", "transfers", "growth", "openings", "strict")
"""Openings a year by part, all of them, and those without transfers."""


def shared(links: pl.DataFrame, awards: pl.DataFrame, jobs: pl.DataFrame, split: Split = "awards") -> pl.DataFrame:
    """A row per program and occupation: cip_code, soc_code, awards, part_of_awards and share.

    `links` has cip_code and soc_code, each pair once; `awards` has cip_code and awards; `jobs` has soc_code, employment and
    openings. `share` is the program's part of the occupation's openings, 0 to 1; over the programs of an occupation it
    adds up to 1, or is null where they have no awards. `part_of_awards` is the part of the program's awards that the split
    sends to the occupation, null for a split by awards alone, which sends none.
    """
    rows = links.join(jobs.select("soc_code", "employment", "openings"), on="soc_code")
    rows = rows.join(awards.select("cip_code", "awards"), on="cip_code", how="left").with_columns(
        pl.col("awards").fill_null(0)
    )
    if split == "awards":
        part, weight = pl.lit(None, pl.Float64), pl.col("awards").cast(pl.Float64)
    else:
        size = pl.col(split).fill_null(0).clip(lower_bound=0).cast(pl.Float64)
        part = _ratio(size, size.sum().over("cip_code"))
        weight = pl.col("awards") * part.fill_null(0)
    rows = rows.with_columns(part_of_awards=part, weight=weight)
    return rows.select(
        "cip_code",
        "soc_code",
        "awards",
        "part_of_awards",
        share=_ratio(pl.col("weight"), pl.col("weight").sum().over("soc_code")),
    )


def estimated(national: pl.DataFrame, employment: pl.DataFrame) -> pl.DataFrame:
    """Openings of an area by its own employment: soc_code, employment and PARTS.

    `national` has soc_code, employment, exits, transfers and growth of the country; `employment` has soc_code and
    employment of the area. Each job of the area is left as often as one in the country, and the occupation grows as it
    does there. Null where the area's employment is not known.
    """
    rows = employment.join(national.rename({"employment": "base"}), on="soc_code")
    per_job = {part: pl.col("employment") * _ratio(pl.col(part), pl.col("base")) for part in PARTS[:3]}
    return with_totals(rows.select("soc_code", "employment", **per_job))


def projected(jobs: pl.DataFrame, of_state: pl.DataFrame) -> pl.DataFrame:
    """Rows of `estimated` with the openings that a state projects in their place, and `is_projected`.

    `of_state` has soc_code, openings and growth. The state projects no parts: what is not growth is divided into exits and
    transfers by `exit_part` of `jobs`, the part of exits in the whole country.
    """
    stated = of_state.select("soc_code", stated="openings", stated_growth="growth")
    rows = jobs.join(stated, on="soc_code", how="left").with_columns(is_projected=pl.col("stated").is_not_null())
    growth = pl.coalesce("stated_growth", "growth").fill_null(0)
    left = (pl.col("stated") - growth).clip(lower_bound=0)
    exits = left * pl.col("exit_part")
    parts = {"exits": exits, "transfers": left - exits, "growth": growth, "openings": pl.col("stated")}
    replaced = {name: pl.when("is_projected").then(value).otherwise(pl.col(name)) for name, value in parts.items()}
    rows = rows.with_columns(**replaced)
    return with_totals(rows.drop("stated", "stated_growth", "exit_part"))


def with_totals(jobs: pl.DataFrame) -> pl.DataFrame:
    """The same with openings (the sum of the three parts, unless they are there) and strict (exits and growth)."""
    whole = pl.col("openings") if "openings" in jobs.columns else pl.sum_horizontal(PARTS[:3], ignore_nulls=False)
    return jobs.with_columns(openings=whole, strict=pl.col("exits") + pl.col("growth"))


def per_award(openings: pl.Expr, awards: pl.Expr) -> pl.Expr:
    """Openings a year for each award a year; null without awards."""
    return _ratio(openings, awards)


def _ratio(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    return pl.when(whole > 0).then(part / whole)
