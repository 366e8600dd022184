"""Cube `external_forecasts`: what others said would happen, and what did."""

import dataframely as dy
import polars as pl


class ExternalForecasts(dy.Schema):
    """One published forecast beside its later actual value, or one published mean error at one lead time."""

    forecast_id = dy.String(primary_key=True, description="Key of the row.")
    forecaster = dy.String(description="Who made it.")
    subject = dy.String(description="What was forecast, for whom and where, with its unit.")
    issued_for = dy.Int64(nullable=True, description="Calendar year that it was made for; empty for a mean over many.")
    lead_years = dy.Int64(min=1, description="Years from the forecast to the year that it was for.")
    forecast = dy.Float64(nullable=True, description="The value that was expected, in the unit of the subject.")
    actual = dy.Float64(nullable=True, description="The value that the same publisher stated later.")
    naive = dy.Float64(nullable=True, description="The last value that was known when it was made: the bar to beat.")
    published_error_share = dy.Float64(
        nullable=True, min=0, description="Mean absolute error in shares of the actual values, as its maker states it."
    )
    source = dy.String(description="Code of the public source.")

    @dy.rule()
    def a_value_or_an_error(cls) -> pl.Expr:
        has_values = pl.col("forecast").is_not_null() & pl.col("actual").is_not_null()
        return has_values != pl.col("published_error_share").is_not_null()
