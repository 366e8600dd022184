"""The awards cubes: bundled years, and imported ones in their place; and the projections of states."""

# Why: decision 41.

import polars as pl

from data.bundled import demand
from data.bundled import statistics as bundle
from data.cubes import awards, institution_awards, program_awards, state_projections
from data.store.store import Draft

_PLACE = ("unitid", "year", "institution", "state", "sector")


def cubes(draft: Draft) -> dict[str, pl.DataFrame]:
    """`awards`, `institution_awards` and `program_awards` of bundled and imported years.

    An imported year replaces the bundled one. Sectors are frozen at a year only if that can be done for all years of
    the cube: bundled years cannot be frozen at a year whose directory came later, since only their sums are shipped.
    """
    completions = draft.facts("market", "market_completions")
    if completions is None:
        return _bundled()
    imported, bundled = completions.collect(), _bundled()
    years = imported["year"].unique().to_list()
    kept = {name: cube.filter(~pl.col("year").is_in(years)) for name, cube in bundled.items()}
    directory = _directory(draft, bundled["institution_awards"])
    bases = set(directory["year"].unique().to_list())
    if kept["awards"].height:
        bases &= {int(b) for b in kept["awards"]["sector_basis"].unique() if b != awards.SAME_YEAR}
    fresh = {
        "awards": awards.build(imported, directory, bases),
        "institution_awards": institution_awards.build(imported, directory),
        "program_awards": program_awards.build(imported, directory),
    }
    return {name: pl.concat([kept[name], cube]).sort(cube.columns[:6]) for name, cube in fresh.items()}


def publish_projections(draft: Draft) -> None:
    """Put the projections of the states into the draft, of each state the newest ones; none where none are left."""
    brought = draft.facts("market", "market_projections")
    if brought is None:
        draft.drop("market", "cubes", "state_projections")
    else:
        draft.put("market", "cubes", "state_projections", state_projections.build(brought))


def _bundled() -> dict[str, pl.DataFrame]:
    return bundle.load("awards", "institution_awards") | {"program_awards": demand.load_awards()}


def _directory(draft: Draft, known: pl.DataFrame) -> pl.DataFrame:
    """The imported directories, and for the other years what the bundle knows: institutions with short awards."""
    bundled = known.select(_PLACE).unique(["unitid", "year"])
    facts = draft.facts("market", "market_institutions")
    if facts is None:
        return bundled
    imported = facts.select(_PLACE).collect()
    return pl.concat([imported, bundled.join(imported.select("year").unique(), on="year", how="anti")])


def unplaced(draft: Draft) -> list[str]:
    """A sentence for each imported year whose institutions are not all in a directory of that year."""
    completions = draft.facts("market", "market_completions")
    if completions is None:
        return []
    directory = _directory(draft, bundle.load("institution_awards")["institution_awards"]).select("unitid", "year")
    missing = completions.collect().join(directory, on=["unitid", "year"], how="anti")
    by_year = missing.group_by("year").agg(pl.col("unitid").n_unique(), pl.col("awards").sum()).sort("year").rows()
    return [
        f"{awards_:,} awards of {n:,} institutions in {year} have no state or sector: bring the directory of "
        f"that year (hd{year}.csv)."
        for year, n, awards_ in by_year
    ]
