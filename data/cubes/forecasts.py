"""Cube `forecasts`: what each series was expected to be, from every origin that was tried."""

import dataframely as dy

GRAINS = ("all", "field", "offering")
FREQUENCIES = ("month", "quarter")
CHOICES = ("model", "naive", "seasonal_naive")


class Forecasts(dy.Schema):
    """One target period of one series, forecast with what was known at the end of one origin.

    The newest origin is the forecast that is issued; the earlier ones are its track record. Values are in the
    metric's unit. Never holds a series of people that is hidden.
    """

    metric = dy.String(primary_key=True, description="Name of the metric.")
    grain = dy.Enum(GRAINS, primary_key=True, description="What the series is for.")
    value = dy.String(primary_key=True, description="The field (two-digit CIP) or offering; `all` for the college.")
    frequency = dy.Enum(FREQUENCIES, description="Length of a period.")
    origin = dy.Date(primary_key=True, description="First day of the last period that the forecast stands on.")
    known_on = dy.Date(description="Day whose knowledge it stands on; nothing learned later was used.")
    target = dy.Date(primary_key=True, description="First day of the period that is forecast.")
    lead = dy.Int64(min=1, description="Periods from the origin to the target.")
    point = dy.Float64(description="The value that is expected.")
    low_80 = dy.Float64(description="Lower end of the 80% band.")
    high_80 = dy.Float64(description="Upper end of the 80% band.")
    low_95 = dy.Float64(description="Lower end of the 95% band.")
    high_95 = dy.Float64(description="Upper end of the 95% band.")
    model = dy.Float64(description="What the model alone expected, before it was chosen and made to add up.")
    naive = dy.Float64(description="The last value, repeated: the bar to beat.")
    seasonal_naive = dy.Float64(description="The value of a year before; the last value under a year of history.")
    choice = dy.Enum(CHOICES, description="Whether the model is shown, or the baseline that has been clearly better.")
    scaled_by = dy.Float64(description="Factor that made the parts add up to the whole; 1 where nothing was needed.")
    widened_by = dy.Float64(
        min=1, description="Factor by which the 80% band was widened, since past bands were too narrow."
    )
    members = dy.String(description="Models whose middle half it is, or the rule for short and sparse series.")
    cleaned = dy.String(description="Months taken for outliers as `2024-04-01=123.4`, separated by semicolons.")
    notes = dy.String(description="What a reader should know, sentences separated by a bar.")
    model_version = dy.String(description="Version of the forecaster.")
