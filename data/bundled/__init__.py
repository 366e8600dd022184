"""Aggregated statistics of public files, and the commands that compute them."""
