"""Halves of fiscal years: the points in time at which tables about few people are published."""

from datetime import date

import polars as pl

from data.reference.periods import add_months, month_end


def before(end: date) -> date:
    """The last day of the half year before."""
    return month_end(add_months(end, -6))


def known_at(changes: pl.DataFrame, keys: tuple[str, ...], counts: tuple[str, ...], at: list[date]) -> pl.DataFrame:
    """The counts at every one of the days `at`, for all keys: `changes` (by `half`, a last day) summed up to it.

    A row stands from the first half year of its keys on, and says nothing about how many there will be.
    """
    days = pl.DataFrame({"as_of": at}, schema={"as_of": pl.Date})
    summed = changes.group_by(*keys, "half").agg(pl.col(counts).sum())
    every = summed.select(keys).unique().join(days, how="cross")
    parts = every.join(summed, on=list(keys), how="left").filter(pl.col("half") <= pl.col("as_of"))
    return parts.group_by(*keys, "as_of").agg(pl.col(counts).sum().cast(pl.Int64)).sort(*keys, "as_of")
