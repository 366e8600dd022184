"""What a college's data covers: its newest day and its fiscal years."""

from datetime import date

import polars as pl

from data.periods import Period, between
from data.store import scan


def span(version: str, college: str) -> tuple[date, date]:
    """First and newest day of which anything is known."""
    first, last = (
        scan(version, college, "enrollment")
        .select(pl.col("known_on").min().alias("first"), pl.col("known_on").max().alias("last"))
        .collect()
        .row(0)
    )
    return first, last


def fiscal_years(version: str, college: str) -> list[Period]:
    """Fiscal years that the data touches, newest first."""
    return between(*span(version, college), "fiscal_year")[::-1]


def fields(version: str, college: str) -> list[str]:
    """Two-digit CIP codes: those of the college's own offerings, then the others in which anybody awards; both sorted."""
    ours = scan(version, college, "programs").filter("is_ours").select(pl.col("field").unique().sort())
    own = ours.collect()["field"].to_list()
    awarded = scan(version, "market", "awards").select(pl.col("cip4").str.head(2).unique().sort())
    return [*own, *(field for field in awarded.collect()["cip4"] if field not in own)]


def goals(version: str, college: str) -> pl.DataFrame:
    """Goals of the college, as in the contract; no rows where it has none."""
    return scan(version, college, "goals").collect()


def events(version: str, college: str) -> pl.DataFrame:
    """Events of the college, as in the contract."""
    return scan(version, college, "events").collect()


def titles(version: str, college: str) -> dict[str, str]:
    """Title by offering_id, the college's own and its competitors'."""
    return dict(scan(version, college, "offerings").select("offering_id", "title").collect().rows())
