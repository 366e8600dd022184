"""Cube `posting_levels`: job postings by sector and month beside those before the pandemic."""

# Why: decision 144.

import dataframely as dy
import polars as pl


class PostingLevels(dy.Schema):
    """Mean of the daily postings index of one sector in one whole month, as the newest file has it."""

    sector = dy.String(primary_key=True, description="Sector as Indeed names it.")
    month = dy.Date(primary_key=True, description="First day of the month.")
    value = dy.Float64(min=0, description="Index, seasonally adjusted; 100 is February 1, 2020.")


def build(monthly: pl.DataFrame) -> pl.DataFrame:
    """The cube from rows of `data.readers.indeed.monthly`."""
    rounded = monthly.with_columns(pl.col("value").round(1))
    return PostingLevels.validate(rounded.select(PostingLevels.column_names()).sort("sector", "month"), cast=True)
