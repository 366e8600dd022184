"""Awards of a field in the years to come: too few years for a model, so the last value and how far years have moved."""

# Why: decision 25.

from dataclasses import dataclass

import polars as pl

from data.store.store import scan
from queries.semantic.scope import Scope

LEVEL = 80
YEARS_AHEAD = 2


@dataclass(frozen=True, eq=False)
class AwardRanges:
    """`history` field, year, awards · `ahead` field, year, lead, awards, low, high · shares by which years moved."""

    history: pl.DataFrame
    ahead: pl.DataFrame
    down_share: float
    up_share: float
    changes: int


def ranges(scope: Scope) -> AwardRanges | None:
    """Awards of all levels by field, in the state of the scope; None where fewer than three years are known.

    The range is the middle 80% of the yearly changes of all fields over all years: what the
    next year does is assumed to be no stranger than what years have done. Two years ahead the changes are compounded.
    """
    history = _history(scope)
    if history["year"].n_unique() < 3:
        return None
    moved = changes(history)
    low, high = (float(moved.quantile(q / 100, "linear") or 0) for q in (50 - LEVEL / 2, 50 + LEVEL / 2))
    newest = history.filter(pl.col("year") == pl.col("year").max())
    ahead = [
        newest.with_columns(
            pl.col("year") + lead,
            lead=pl.lit(lead),
            low=pl.col("awards") * (1 + low) ** lead,
            high=pl.col("awards") * (1 + high) ** lead,
        )
        for lead in range(1, YEARS_AHEAD + 1)
    ]
    return AwardRanges(history, pl.concat(ahead).sort("field", "year"), low, high, moved.len())


def changes(history: pl.DataFrame) -> pl.Series:
    """Relative change of every field from each year to the next; nothing is said over a gap or from a year without awards."""
    before, year = (pl.col(c).shift().over("field", order_by="year") for c in ("awards", "year"))
    is_next = (before > 0) & (pl.col("year") == year + 1)
    return history.select(change=pl.when(is_next).then(pl.col("awards") / before - 1)).drop_nulls()["change"]


def _history(scope: Scope) -> pl.DataFrame:
    frame = scan(scope.version, "market", "awards").filter(pl.col("sector_basis") == "same_year")
    if state := dict(scope.where).get("state"):
        frame = frame.filter(pl.col("state") == state)
    by_field = frame.group_by("year", field=pl.col("cip4").str.slice(0, 2)).agg(pl.col("awards").sum().cast(pl.Float64))
    return by_field.sort("field", "year").collect()
