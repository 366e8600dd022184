"""Forecasts that are simple to explain and say how wrong they have been."""
