"""Cube `posting_scores`: how well job postings could be forecast with what was published at the time."""

import dataframely as dy


class PostingScores(dy.Schema):
    """Scores of forecasts of the monthly postings index over all sectors and publication dates, by lead.

    Forecasts saw the index as published on each date; what happened is the index as last published.
    """

    lead = dy.Int64(primary_key=True, min=1, description="Months from the last published month to the target.")
    calls = dy.Int64(description="Forecasts that have come due.")
    error_share = dy.Float64(description="Sum of the model's absolute misses divided by the sum of actual values.")
    naive_share = dy.Float64(description="The same for the last value, repeated.")
    seasonal_naive_share = dy.Float64(description="The same for the value of a year before.")
    bias_share = dy.Float64(description="Sum of misses, forecast less actual, divided by the sum of actual values.")
    coverage_80 = dy.Float64(description="Share of actual values inside the 80% band.")
    coverage_95 = dy.Float64(description="Share of actual values inside the 95% band.")
    value_added = dy.Float64(description="1 less the model's error divided by that of the better baseline.")
    hindsight_share = dy.Float64(
        description="The model's error had it seen the revised values: what a dishonest test shows."
    )
