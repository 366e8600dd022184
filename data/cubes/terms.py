"""Terms: the college's own name of the term of each section, and what stands where it names none."""

import polars as pl

RULE = (
    "A section without a term of its own is in Spring if it starts in January to April, in Summer if it starts in May to "
    "July, and in Fall if it starts in August to December."
)
FIRST_MONTHS = {"Spring": 1, "Summer": 5, "Fall": 8}
"""First month of the starts of each term, in order."""


def named() -> pl.Expr:
    """The term of every section, from its `term` and `starts_on`."""
    return pl.coalesce(pl.col("term").str.strip_chars().replace("", None), by_start())


def by_start() -> pl.Expr:
    """The term that follows from the first day of instruction: `Fall 2025`."""
    month, season = pl.col("starts_on").dt.month(), pl.lit(None, pl.String)
    for name, first in FIRST_MONTHS.items():
        season = pl.when(month >= first).then(pl.lit(name)).otherwise(season)
    return pl.concat_str(season, pl.col("starts_on").dt.year(), separator=" ")
