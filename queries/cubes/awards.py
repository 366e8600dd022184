"""Credentials that US institutions confer, in the sector of each year or in that of a frozen year."""

import polars as pl

from data.cubes.awards import SAME_YEAR, Awards
from data.store.store import scan
from queries.semantic.cube import Asked, Cube
from queries.semantic.scope import Scope, Unanswerable


def newest_year(version: str) -> int:
    """The newest academic year of awards, by its last calendar year."""
    return scan(version, "market", "awards").select(pl.col("year").max()).collect().item()


def _read(asked: Asked) -> pl.LazyFrame:
    scope, basis = asked.scope, asked.where.get("sector_basis", SAME_YEAR)
    if basis != SAME_YEAR:
        _check_basis(scope, basis)
    if "institution" in asked.dimensions:
        return _of_institutions(asked, basis)
    frame = scan(scope.version, "market", "awards").with_columns(field=pl.col("cip4").str.slice(0, 2))
    return _with_age(frame.filter(pl.col("sector_basis").is_in([SAME_YEAR, basis])))


def _check_basis(scope: Scope, basis: str) -> None:
    held = scan(scope.version, "market", "awards").select(pl.col("sector_basis").unique().sort()).collect()
    if basis not in (known := held["sector_basis"].to_list()):
        raise Unanswerable(f"Sectors cannot be read as of {basis!r}; there are {', '.join(known)}.")


def _of_institutions(asked: Asked, basis: str) -> pl.LazyFrame:
    if "cip4" in asked.dimensions:
        raise Unanswerable("Awards of one institution are published by field (CIP2), not by CIP4.")
    frame = scan(asked.scope.version, "market", "institution_awards")
    frame = frame.rename({"unitid": "institution", "institution": "name"}).with_columns(sector_basis=pl.lit(basis))
    if basis != SAME_YEAR:
        then = frame.filter(pl.col("year") == int(basis)).select("institution", then="sector").unique("institution")
        # An institution that has no award row in the frozen year keeps the sector of each year.
        frame = frame.join(then, on="institution", how="left").with_columns(sector=pl.coalesce("then", "sector"))
    return _with_age(frame)


def _with_age(frame: pl.LazyFrame) -> pl.LazyFrame:
    """`years_ago`: 0 in the newest year of the whole table, so that a cut that ended before it does not look newest."""
    return frame.with_columns(years_ago=pl.col("year").max() - pl.col("year"))


AWARDS_CUBE = Cube(
    name="awards",
    schema=Awards,
    read=_read,
    dimensions=("field", "cip4", "state", "year", "sector", "level", "sector_basis", "institution"),
    privacy="public",
    derived={"years_ago": pl.Int64},
    source="ipeds",
)
