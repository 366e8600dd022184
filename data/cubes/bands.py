"""Bands of length and price that offerings are compared in."""

import polars as pl

NOT_KNOWN = "not_known"
LENGTH_BANDS = ("under_8_weeks", "8_to_14_weeks", "15_weeks_and_more")
"""The middle one is the length of Workforce Pell programs."""
PRICE_BANDS = ("under_1000_usd", "1000_to_2499_usd", "2500_usd_and_more")


def length_band() -> pl.Expr:
    """The band of `weeks`, a length; `not_known` where it is not stated."""
    return _banded(pl.col("weeks"), (8, 15), LENGTH_BANDS)


def price_band() -> pl.Expr:
    """The band of `price_usd`, a list price; `not_known` where it is not stated."""
    return _banded(pl.col("price_usd"), (1000, 2500), PRICE_BANDS)


def _banded(value: pl.Expr, edges: tuple[int, int], names: tuple[str, str, str]) -> pl.Expr:
    low, high = edges
    return (
        pl.when(value < low)
        .then(pl.lit(names[0]))
        .when(value < high)
        .then(pl.lit(names[1]))
        .when(value.is_not_null())
        .then(pl.lit(names[2]))
        .otherwise(pl.lit(NOT_KNOWN))
    )
