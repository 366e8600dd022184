"""The grains at which counts of people are published, and which value of each an offering belongs to."""

import polars as pl

GRAINS = ("all", "school", "field", "offering")
UNASSIGNED = "unassigned"
"""The school of offerings that name none: a value of its own, so that the schools add up to the college."""


def values(offerings: pl.LazyFrame) -> pl.DataFrame:
    """One row per offering, in their order: `offering_id` and its value at each grain (columns `all`, `school`, `field`, `offering`)."""
    return offerings.select(
        "offering_id",
        pl.lit("all").alias("all"),
        pl.col("school").cast(pl.String).fill_null(UNASSIGNED),
        pl.col("cip_code").str.head(2).alias("field"),
        pl.col("offering_id").alias("offering"),
    ).collect()
