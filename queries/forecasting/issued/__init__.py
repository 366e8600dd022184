"""Forecasts worked out while publishing, and the ledger that keeps them."""
