"""What the months of past forecasts brought, by how old offerings were when the forecast was made."""

# Why: decision 180.

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from data.reference.periods import add_months
from queries.forecasting.issued import published
from queries.forecasting.issued.launches import NEW_MONTHS
from queries.forecasting.issued.publishing import ADDITIVE, HORIZON
from queries.forecasting.issued.series import forecastable, histories
from queries.forecasting.outlook import Series
from queries.semantic.scope import Scope

YEAR = HORIZON["month"]
EARLY_MONTHS = 3
"""An offering seen in the first so many months of the data may be of any age: it counts as old."""
YOUNG_MONTHS = 3 * NEW_MONTHS


@dataclass(frozen=True)
class Ages:
    """The 12 months after each of `sums` past forecasts against the 12 before, all added up.

    `change` and `expected`: what came and what was forecast, relative to the 12 months before. The parts add up to
    `change`. They are offerings over three years old by then (or as old as the data), those in their second or third
    year, those in their first, and those that did not exist yet.
    """

    sums: int
    change: float
    expected: float
    old: float
    young: float
    new: float
    later: float


def ages(scope: Scope, series: Series) -> Ages | None:
    """The change of the whole college over the next 12 months by age of offerings; None for anything else or without a record."""
    is_year = series.months == YEAR and not series.year and series.is_cleaned
    if series.grain != "all" or series.metric not in ADDITIVE or not is_year:
        return None
    due = published.calls(scope, series.metric, series.grain)
    if due.is_empty():
        return None
    whole = due.filter(pl.len().over("origin") == YEAR).group_by("origin").agg(pl.col("point", "actual").sum())
    all_of_it = replace(scope, where=())
    by_offering = histories(forecastable(series.metric), "offering", all_of_it).frame.select("value", "period", "y")
    return by_age(by_offering, whole.sort("origin"))


def by_age(by_offering: pl.DataFrame, forecasts: pl.DataFrame) -> Ages | None:
    """The same of offerings (value, period, y) and forecasts (origin, point, actual); None without a year before an origin."""
    running = by_offering.filter(pl.col("y") != 0)
    if running.is_empty():
        return None
    known = by_offering.join(running.group_by("value").agg(first=pl.col("period").min()), on="value")
    start = known.select(pl.min("period")).item()
    usable = forecasts.filter(pl.col("origin") >= add_months(start, YEAR - 1))
    parts = [_around(known, start, origin) for origin in usable["origin"]]
    base = sum(before for part in parts for before, _ in part)
    if not parts or base <= 0:
        return None
    added = [sum(part[place][1] - part[place][0] for part in parts) / base for place in range(4)]
    # What was forecast is held against what came of it, as the record does.
    forecast, came = usable.select(pl.col("point", "actual").sum()).row(0)
    expected = forecast / came * (1 + sum(added)) - 1
    return Ages(len(parts), sum(added), expected, *added)


def _around(known: pl.DataFrame, start: date, origin: date) -> list[tuple[float, float]]:
    """The year up to the origin and the year after it: of old, young, new and later offerings as in `Ages`."""
    first = pl.col("first")
    is_later, is_new = first > origin, first.is_between(add_months(origin, 1 - NEW_MONTHS), origin)
    since = max(add_months(origin, 1 - YOUNG_MONTHS), add_months(start, EARLY_MONTHS))
    is_young = first.is_between(since, add_months(origin, -NEW_MONTHS))
    groups = (~is_later & ~is_new & ~is_young, is_young, is_new, is_later)
    before = pl.col("period").is_between(add_months(origin, 1 - YEAR), origin)
    after = pl.col("period").is_between(add_months(origin, 1), add_months(origin, YEAR))
    row = known.select(
        pl.col("y").filter(group & span).sum().alias(f"{place} {name}")
        for place, group in enumerate(groups)
        for name, span in (("before", before), ("after", after))
    ).row(0)
    return list(zip(row[::2], row[1::2], strict=True))
