"""Days and months as numbers from 0, to be packed with others into one number.

To group or sort tens of millions of rows by one number takes a third of the time that several columns take.
"""

# Why: decision 85.

from functools import cache

import polars as pl

DAYS, MONTHS = 1 << 22, 1 << 17
"""More than there are in the ten thousand years that a date can lie in."""
_BEFORE_1970 = 719_528
"""Days from the start of the year 0."""


def day(date: pl.Expr) -> pl.Expr:
    """The number of each day, below `DAYS`."""
    return (date.to_physical() + _BEFORE_1970).cast(pl.UInt64)


def month(date: pl.Expr) -> pl.Expr:
    """The number of the month of each day, below `MONTHS`."""
    return pl.lit(_month_of_day()).gather(date.to_physical() + _BEFORE_1970).cast(pl.UInt64)


@cache
def _month_of_day() -> pl.Series:
    """The number of the month of every day, by its number: to look it up takes a fifth of the time of working it out."""
    days = pl.select(date_of_day(pl.int_range(DAYS)).alias("day"))
    return days.select((pl.col("day").dt.year() * 12 + pl.col("day").dt.month() - 1).cast(pl.UInt32)).to_series()


def date_of_day(number: pl.Expr) -> pl.Expr:
    """The day with that number."""
    return (number.cast(pl.Int32) - _BEFORE_1970).cast(pl.Date)


def date_of_month(number: pl.Expr) -> pl.Expr:
    """The first day of the month with that number."""
    return pl.date(number // 12, number % 12 + 1, 1)
