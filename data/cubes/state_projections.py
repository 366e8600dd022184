"""Cube `state_projections`: openings a year by occupation as each state projects them."""

# Why: decision 144.

import dataframely as dy
import polars as pl


class StateProjections(dy.Schema):
    """What one state projects for one occupation, in the newest projection that reaches farthest ahead."""

    state = dy.String(primary_key=True, description="Two-letter US postal code.")
    soc_code = dy.String(primary_key=True, description="SOC code as it is published.")
    base_year = dy.Int64(description="Year from which it is projected.")
    projected_year = dy.Int64(description="Year to which it is projected.")
    openings = dy.Float64(min=0, description="Openings a year on average.")
    growth = dy.Float64(
        nullable=True, description="Net change in jobs a year; empty where one of both years is not stated."
    )


def build(projections: pl.LazyFrame) -> pl.DataFrame:
    """The cube from rows of `market_projections`: of each state the projection that ends last, of those the newest."""
    span = pl.struct("projected_year", "base_year")
    newest = projections.filter(span == span.sort_by("projected_year", "base_year").last().over("state"))
    years = pl.col("projected_year") - pl.col("base_year")
    change = pl.col("projected_employment") - pl.col("employment")
    frame = newest.with_columns(growth=pl.when(years > 0).then(change / years))
    return StateProjections.validate(
        frame.select(StateProjections.column_names()).sort("state", "soc_code").collect(), cast=True
    )
