"""Sections that must run, or that cost something even if they are canceled."""

import polars as pl

from data.cubes.commitments import Commitments
from data.store.store import scan_or_empty


def commitments(version: str, college: str) -> pl.LazyFrame:
    """Rows of the cube; none in a version of an older release."""
    return scan_or_empty(version, college, "commitments", Commitments)
