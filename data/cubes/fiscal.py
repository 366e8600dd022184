"""The fiscal year of a column of days."""

import polars as pl

from data.cubes import packed
from data.reference.periods import FISCAL_YEAR_STARTS_IN


def start(day: pl.Expr) -> pl.Expr:
    """First day of the fiscal year in which each day lies."""
    shift = FISCAL_YEAR_STARTS_IN - 1
    return packed.date_of_month((packed.month(day) - shift) // 12 * 12 + shift)
