"""Awards of US institutions: newest year, what explains a change, and any one college."""

import polars as pl

from data.cubes.award_levels import SUB_BACCALAUREATE
from data.store import scan
from queries.answer import Answer, measure
from queries.cube_rows import rows
from queries.dimensions import FIELDS
from queries.metrics.market import AWARDS
from queries.scope import Scope

CERTIFICATES = tuple(level for level in SUB_BACCALAUREATE if level != "associate")


def states(version: str) -> list[str]:
    """States and territories with awards, sorted."""
    return _values(version, "awards", "state")


def frozen_years(version: str) -> list[str]:
    """Years at which sectors can be frozen."""
    return [basis for basis in _values(version, "awards", "sector_basis") if basis != "same_year"]


def newest_year(version: str) -> int:
    """The newest academic year, by its last calendar year."""
    return scan(version, "market", "awards").select(pl.col("year").max()).collect().item()


def institutions(version: str) -> dict[str, str]:
    """Name by unitid of every institution with certificates or associate degrees, sorted by name."""
    frame = scan(version, "market", "institution_awards").select("unitid", "institution", "state").unique("unitid")
    sorted_names = frame.sort("institution", "unitid").collect().rows()
    return {unitid: f"{name} ({state})" for unitid, name, state in sorted_names}


def newest(scope: Scope, by: str, *, short: bool = False) -> Answer:
    """Awards of the newest year by one dimension; `short` keeps certificates and associate degrees only."""
    source, _ = rows("awards", (by,), scope)
    source = source.filter(pl.col("year") == pl.col("year").max())
    if short:
        source = source.filter(pl.col("level").is_in(SUB_BACCALAUREATE))
    frame = source.group_by(by).agg(AWARDS.formula.alias("awards")).sort(by).collect()
    return Answer(frame, (AWARDS,), (by,), scope)


def finding(scope: Scope) -> str:
    """One sentence on how certificates moved against associate degrees from the first to the newest year."""
    frame = measure(AWARDS, by=["year", "level"], scope=scope).frame
    is_certificate = pl.col("level").is_in(CERTIFICATES)
    by_year = frame.group_by("year").agg(
        certificates=pl.col("awards").filter(is_certificate).sum(),
        associate=pl.col("awards").filter(pl.col("level") == "associate").sum(),
    )
    if by_year.height < 2:
        return "Awards of one year only are known for this choice."
    first, last = (by_year.sort("year").row(place, named=True) for place in (0, -1))
    moved = [_percent(first[kind], last[kind]) for kind in ("certificates", "associate")]
    return (
        f"From {first['year']} to {last['year']} certificates below the bachelor's went {moved[0]} to "
        f"{last['certificates']:,}; associate degrees went {moved[1]} to {last['associate']:,}."
    )


def explained(scope: Scope, most: int = 10) -> pl.DataFrame:
    """Institutions whose certificates changed most between the two newest years, with both counts."""
    frame = _institution_rows(scope).filter(pl.col("level").is_in(CERTIFICATES))
    years = sorted(frame.select(pl.col("year").unique()).collect()["year"])[-2:]
    if len(years) < 2:
        return pl.DataFrame()
    counts = [pl.col("awards").filter(pl.col("year") == year).sum().alias(str(year)) for year in years]
    changed = frame.group_by("unitid", "institution", "state").agg(counts)
    change = pl.col(str(years[1])).cast(pl.Int64) - pl.col(str(years[0])).cast(pl.Int64)
    order = changed.with_columns(change=change).sort(pl.col("change").abs(), "unitid", descending=[True, False])
    return (
        order.drop("unitid")
        .head(most)
        .rename({"institution": "Institution", "state": "State", "change": "Change"})
        .collect()
    )


def of_institution(scope: Scope, unitid: str) -> pl.DataFrame:
    """Certificates and associate degrees of one college by year and field."""
    frame = scan(scope.version, "market", "institution_awards").filter(pl.col("unitid") == unitid)
    is_certificate = pl.col("level").is_in(CERTIFICATES)
    return (
        frame.group_by("year", "field")
        .agg(
            Certificates=pl.col("awards").filter(is_certificate).sum(),
            Associate=pl.col("awards").filter(~is_certificate).sum(),
        )
        .sort(["year", "field"], descending=[True, False])
        .select(Year="year", Field=pl.col("field").replace(FIELDS), Certificates="Certificates", Associate="Associate")
        .collect()
    )


def _institution_rows(scope: Scope) -> pl.LazyFrame:
    frame = scan(scope.version, "market", "institution_awards")
    for name, value in scope.where:
        if name in ("state", "field"):
            frame = frame.filter(pl.col(name) == value)
    return frame


def _percent(before: int, now: int) -> str:
    if not before:
        return "from none"
    return f"{'up' if now >= before else 'down'} {abs(100 * (now / before - 1)):.1f}%"


def _values(version: str, cube: str, column: str) -> list[str]:
    return scan(version, "market", cube).select(pl.col(column).unique().sort()).collect()[column].to_list()
