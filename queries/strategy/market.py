"""Awards of US institutions: how they moved, by what, and which institutions explain it."""

from dataclasses import dataclass

import polars as pl

from data.cubes.awards import SAME_YEAR
from data.store.store import scan
from queries.answer import Answer, measure
from queries.cubes.awards import newest_year
from queries.metrics.market import ASSOCIATE_DEGREES, AWARDS, CERTIFICATES, SHORT_AWARDS
from queries.semantic.scope import Scope


def states(version: str) -> list[str]:
    """States and territories with awards, sorted; without those of institutions that no directory places."""
    return [state for state in _values(version, "state") if state != "unknown"]


def frozen_years(version: str) -> list[str]:
    """Years at which sectors can be frozen."""
    return [basis for basis in _values(version, "sector_basis") if basis != SAME_YEAR]


def years(version: str) -> list[int]:
    """Academic years by their last calendar year, oldest first."""
    return _values(version, "year")


def recent_years(version: str) -> list[int]:
    """The newest academic years without a gap between them, oldest first: what can be followed from year to year."""
    return _unbroken(years(version))


def unbroken(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of the newest years without a gap."""
    return frame.filter(pl.col("year").is_in(_unbroken(sorted({*frame["year"]}))))


def _unbroken(held: list[int]) -> list[int]:
    starts = [year for year in held if year - 1 not in held]
    return [year for year in held if year >= starts[-1]] if starts else []


def by_year(scope: Scope) -> Answer:
    """Certificates and associate degrees in every year."""
    return measure(CERTIFICATES, ASSOCIATE_DEGREES, by=["year"], scope=scope)


def newest(scope: Scope, by: str) -> Answer:
    """Awards of the newest year by one dimension."""
    return measure(AWARDS, by=[by], scope=scope.narrowed(year=str(newest_year(scope.version))))


def short_by_field(scope: Scope) -> Answer:
    """Certificates and associate degrees of the newest year by field; inside one field by its program groups."""
    by = "cip4" if "field" in dict(scope.where) else "field"
    return measure(SHORT_AWARDS, by=[by], scope=scope.narrowed(year=str(newest_year(scope.version))))


@dataclass(frozen=True)
class Frozen:
    """The sector whose certificates read most differently once sectors are frozen, from the first to the newest of the recent years."""

    sector: str
    basis: str
    same_year: tuple[int, int]
    frozen: tuple[int, int]
    mover: str | None
    """The largest institution that left or entered the sector since."""


def frozen(scope: Scope, basis: str) -> Frozen | None:
    """What freezing sectors at a year changes most in the scope; None where it changes nothing."""
    both = []
    for chosen in (SAME_YEAR, basis):
        frame = measure(CERTIFICATES, by=["sector", "year"], scope=scope.narrowed(sector_basis=chosen)).frame
        ends = dict.fromkeys(frame["sector"].unique(), (0, 0))
        first, last = recent_years(scope.version)[0], newest_year(scope.version)
        counts = {(sector, year): n for sector, year, n in frame.rows()}
        both.append({s: (counts.get((s, first), 0), counts.get((s, last), 0)) for s in ends})
    apart = {s: abs(_change(both[0].get(s, (0, 0))) - _change(both[1][s])) for s in both[1]}
    sector = max(apart, key=lambda s: (apart[s], s), default=None)
    if sector is None or not apart[sector]:
        return None
    mover = _largest_mover(scope, sector, int(basis))
    return Frozen(sector, basis, both[0].get(sector, (0, 0)), both[1][sector], mover)


def _change(ends: tuple[int, int]) -> int:
    return ends[1] - ends[0]


def _largest_mover(scope: Scope, sector: str, year: int) -> str | None:
    source = scan(scope.version, "market", "institution_awards")
    for name, value in scope.where:
        if name in ("state", "field"):
            source = source.filter(pl.col(name) == value)
    last = newest_year(scope.version)
    of = {y: source.filter(pl.col("year") == y) for y in (year, last)}
    then = of[year].select("unitid", then="sector").unique("unitid")
    certificates = of[last].group_by("unitid", "institution", "sector").agg(CERTIFICATES.formula.alias("n"))
    moved = certificates.join(then, on="unitid").filter(
        pl.col("sector") != pl.col("then"), (pl.col("sector") == sector) | (pl.col("then") == sector)
    )
    top = moved.sort("n", "unitid", descending=[True, False]).head(1).collect()
    return top["institution"][0] if top.height else None


def _values(version: str, column: str) -> list:
    """The distinct values of a column of the awards, sorted."""
    return scan(version, "market", "awards").select(pl.col(column).unique().sort()).collect()[column].to_list()
