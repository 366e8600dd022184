"""What offerings and sections are like, joined to rows of numbers by key where it is asked for and never kept with them."""

# Why: decision 139.

import polars as pl

from data.contracts import Offerings
from data.contracts.shape import as_contract
from data.cubes.bands import length_band, price_band
from data.cubes.section_outcomes import CREDIT, NONCREDIT
from data.store.store import scan
from queries.cubes import section_terms
from queries.semantic.scope import Scope

OFFERING = ("field", "school", "modality", "credential_type", "credit", "length_band", "price_band")
"""Dimensions that follow from the offering."""
SECTION = ("term", "start_month")
"""Dimensions that follow from the section."""


def of_offerings(scope: Scope) -> pl.LazyFrame:
    """One row per offering of the catalog: `offering` and its attributes."""
    bears_credit = pl.col("credit_hours") > 0
    return as_contract(scan(scope.version, scope.college, "offerings"), Offerings).select(
        "school",
        "modality",
        "credential_type",
        offering="offering_id",
        field=pl.col("cip_code").str.slice(0, 2),
        credit=pl.when(bears_credit).then(pl.lit(CREDIT)).otherwise(pl.lit(NONCREDIT)),
        length_band=length_band(),
        price_band=price_band(),
    )


def of_sections(scope: Scope) -> pl.LazyFrame:
    """One row per section: `section_id`, its `offering` and its attributes."""
    return section_terms.sections(scope.version, scope.college).select(
        "section_id", "term", offering="offering_id", start_month=pl.col("starts_on").dt.truncate("1mo")
    )


def beside(frame: pl.LazyFrame, wanted: set[str], scope: Scope, held: tuple[str, ...] = ()) -> pl.LazyFrame:
    """The rows, which have an `offering`, with those of its attributes that are wanted and not `held` already."""
    missing = sorted(wanted & set(OFFERING) - set(held))
    return frame.join(of_offerings(scope).select("offering", *missing), on="offering") if missing else frame
