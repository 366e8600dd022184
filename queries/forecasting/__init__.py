"""Forecasts that are simple to explain and say how wrong they have been. Import from the modules; this one is empty."""
