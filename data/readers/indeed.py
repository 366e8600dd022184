"""Job postings by sector, month by month as they were published at each date.

Published values are revised later, by up to 17 points, so a forecast may only see the values of its own date. The
month in which a file was published is not over and is left out. Two ways of stating the index (`measure`) have the
same base, 1 February 2020 = 100.
"""

from datetime import date

import polars as pl

COLUMNS = ("month", "display_name", "v", "n_days", "vintage")


def vintages(raw: pl.DataFrame) -> pl.DataFrame:
    """`published_on`, `sector`, `month` (its first day), `value` (index): whole months only, sorted.

    `raw`: text columns month (YYYY-MM), display_name, v, n_days and vintage (YYYY-MM-DD).
    """
    frame = raw.select(
        published_on=pl.col("vintage").cast(pl.String).str.to_date("%Y-%m-%d"),
        sector="display_name",
        month=pl.col("month").cast(pl.String).add("-01").str.to_date("%Y-%m-%d"),
        value=pl.col("v").cast(pl.Float64),
        days=pl.col("n_days").cast(pl.Int64),
    )
    is_whole = pl.col("days") == pl.col("month").dt.month_end().dt.day()
    is_over = pl.col("month").dt.month_end() < pl.col("published_on")
    return frame.filter(is_whole, is_over).drop("days").sort("published_on", "sector", "month")


def as_published(frame: pl.DataFrame, day: date) -> pl.DataFrame:
    """What the newest publication up to a day said: `sector`, `month`, `value`. No later one is looked at."""
    published = frame.filter(pl.col("published_on") <= day)
    return published.filter(pl.col("published_on") == pl.col("published_on").max()).drop("published_on")


def monthly(raw: pl.DataFrame) -> pl.DataFrame:
    """`sector`, `month` (its first day), `value`: the mean of the days of each whole month, of all postings and not new ones alone.

    `raw`: text columns date (YYYY-MM-DD), indeed_job_postings_index, variable and display_name.
    """
    day = pl.col("date").str.to_date("%Y-%m-%d")
    frame = raw.filter(pl.col("variable") == "total postings").select(
        sector="display_name", month=day.dt.truncate("1mo"), value=pl.col("indeed_job_postings_index").cast(pl.Float64)
    )
    by_month = frame.group_by("sector", "month").agg(pl.col("value").mean(), days=pl.len())
    is_whole = pl.col("days") == pl.col("month").dt.month_end().dt.day()
    return by_month.filter(is_whole).drop("days").sort("sector", "month")
