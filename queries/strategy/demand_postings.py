"""Where job postings are going in the sectors of a program's occupations, and how well openings were foreseen before."""

# Why: decision 144.

import polars as pl

from data.cubes.external_forecasts import ExternalForecasts
from data.cubes.posting_levels import PostingLevels
from data.reference import posting_sectors
from data.reference.sources import SOURCES
from data.store.store import scan_or_empty
from queries.semantic.column import Column
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import INDEX, MONTH, SHARE
from queries.strategy.demand_pairs import Choices
from queries.strategy.demand_skills import weights

ABOUT = (
    "The index counts advertised jobs in the whole country, seasonally adjusted; 100 is February 1, 2020. It shows a direction, not "
    f"how many openings there are. Sectors of occupations are {posting_sectors.BASIS}."
)


def by_sector(scope: Scope, codes: tuple[str, ...], choices: Choices) -> Table:
    """sector, part (share of the programs' openings), month, value (the index) and change (on a year before), most openings first."""
    parts = weights(scope, codes, choices)
    sectors = pl.Series("sector", [posting_sectors.sector(code) for code in parts["soc_code"]], dtype=pl.String)
    counted = parts.with_columns(sectors).drop_nulls("sector").group_by("sector").agg(part=pl.col("weight").sum())
    frame = counted.join(_levels(scope.version), on="sector").sort(["part", "sector"], descending=[True, False])
    return Table(frame, _BY_SECTOR, scope, (SOURCES["indeed"],), (ABOUT,), has_period=False)


def past(version: str) -> pl.DataFrame:
    """What the US Bureau of Labor Statistics expected of all employment and what came: forecast, actual, issued_for, lead_years."""
    rows = scan_or_empty(version, "market", "external_forecasts", ExternalForecasts).collect()
    return rows.filter(pl.col("source") == "bls_evaluations").select(
        "issued_for", "lead_years", "forecast", "actual", "naive"
    )


def _levels(version: str) -> pl.DataFrame:
    """sector, month (the newest), value and change on the same month of the year before."""
    every = scan_or_empty(version, "market", "posting_levels", PostingLevels).collect()
    before = every.select("sector", pl.col("month").dt.offset_by("12mo"), before="value")
    now = every.filter(pl.col("month") == pl.col("month").max()).join(before, on=["sector", "month"], how="left")
    return now.with_columns(change=pl.col("value") / pl.col("before") - 1).drop("before")


_BY_SECTOR = (
    Column("sector", "Sector of postings"),
    Column("part", "Openings", SHARE.whole, "Share of the openings of these programs that lies in the sector."),
    Column("value", "Postings", INDEX, ABOUT),
    Column("change", "In a year", SHARE.whole.signed, "Change on the same month of the year before."),
    Column("month", "Month", MONTH),
)
