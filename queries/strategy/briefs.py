"""Briefs that a college has saved in a version of its data."""

import polars as pl

from data.contracts.briefs import Briefs
from data.store.store import MissingData, scan


def saved(version: str, college: str) -> pl.DataFrame:
    """The claims of all saved briefs, as in their contract, sorted by name and place; no rows where there are none."""
    try:
        return scan(version, college, "briefs").sort("name", "place").collect()
    except MissingData:
        return Briefs.create_empty()
