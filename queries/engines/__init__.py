"""Numbers in, numbers out: forecasts and pacing. statsmodels is imported nowhere else."""
