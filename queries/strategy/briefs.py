"""Briefs that a college has saved in a version of its data."""

import polars as pl

from data.contracts.briefs import Briefs
from data.store.store import scan_or_empty


def saved(version: str, college: str) -> pl.DataFrame:
    """The claims of all saved briefs, as in their contract, sorted by name and place; no rows where there are none."""
    return scan_or_empty(version, college, "briefs", Briefs).sort("name", "place").collect()
