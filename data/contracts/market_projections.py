"""The contract of `market_projections`."""

import dataframely as dy


class MarketProjections(dy.Schema):
    """What one state projects for one occupation between two years."""

    state = dy.String(primary_key=True, regex=r"^[A-Z]{2}$", description="Two-letter US postal code.")
    soc_code = dy.String(primary_key=True, regex=r"^\d{2}-\d{4}$", description="SOC code, NN-NNNN.")
    base_year = dy.Int64(primary_key=True, min=1990, max=2100, description="Year from which it is projected.")
    projected_year = dy.Int64(primary_key=True, min=1990, max=2100, description="Year to which it is projected.")
    title = dy.String(nullable=True, description="Title of the occupation.")
    employment = dy.Float64(nullable=True, min=0, description="Jobs in the base year.")
    projected_employment = dy.Float64(nullable=True, min=0, description="Jobs in the projected year.")
    openings = dy.Float64(min=0, description="Openings a year on average, with those left by people who go.")
