"""What stands in for a forecast of an offering that is too new for one: the first year of others in its field."""

from dataclasses import dataclass

import polars as pl

from data.store.store import scan
from queries.forecasting.issued.histories import Histories
from queries.forecasting.issued.publishing import ADDITIVE, FEWEST_POINTS
from queries.semantic.scope import Scope

MONTHS = 12
FEWEST = 5
"""Other offerings of the field of which a first year must be known."""


@dataclass(frozen=True)
class FirstYears:
    """Sums of the first `MONTHS` months of so many offerings: the middle one, and the range that holds eight of ten."""

    offerings: int
    low: float
    middle: float
    high: float


def first_years(past: Histories, value: str, scope: Scope) -> FirstYears | None:
    """The first years of the other offerings of its field; None for a series that is not new, or with too few of them.

    Offerings that are as old as the data are left out, since their first year may lie before it.
    """
    size = past.frame.filter(pl.col("value") == value).height
    if past.grain != "offering" or past.metric not in ADDITIVE or not 0 < size < FEWEST_POINTS:
        return None
    offered = scan(scope.version, scope.college, "offerings").select(
        value="offering_id", field=pl.col("cip_code").str.slice(0, 2)
    )
    fields = offered.collect()
    mine = fields.filter(pl.col("value") == value).select("field")
    alike = past.frame.join(fields.join(mine, on="field"), on="value").filter(pl.col("value") != value)
    sums = (
        alike.sort("value", "period")
        .group_by("value")
        .agg(first=pl.col("period").first(), size=pl.len(), total=pl.col("y").head(MONTHS).sum())
        .filter(pl.col("size") >= MONTHS, pl.col("first") > past.frame["period"].min())
    )
    if sums.height < FEWEST:
        return None
    low, middle, high = (float(sums["total"].quantile(q, "linear") or 0) for q in (0.1, 0.5, 0.9))
    return FirstYears(sums.height, low, middle, high)
