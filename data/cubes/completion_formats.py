"""Cube `completion_formats`: what became of those who started, by how the offering is taught, how long it is and what it costs."""

from datetime import date

import dataframely as dy
import polars as pl

from data.cubes import completion, fiscal
from data.cubes.bands import NOT_KNOWN, length_band, price_band
from data.cubes.protected import ProtectedSplit
from data.reference.periods import STANDARD, Calendar

FORMATS = ("modality", "length_band", "price_band")
"""Each is a partition of all offerings."""


class CompletionFormats(ProtectedSplit):
    """Learners' outcomes by format of the offering, as in the cube `completion`; protected together with it."""

    attribute = dy.Enum(FORMATS, primary_key=True, description="The offering's attribute that makes the groups.")
    group = dy.String(primary_key=True, description="The group; `not_known` where the catalog does not say.")
    cohort = dy.Date(primary_key=True, description="First day of the fiscal year in which the section ended.")
    as_of = dy.Date(primary_key=True, description="Last day of the half year at which it is asked for.")
    started = dy.Int64(nullable=True, description="Registrations that started and whose outcome is final.")
    completed = dy.Int64(nullable=True, description="Those of them that completed.")
    open_share = dy.Float64(
        description="Share of the cohort's sections begun by then whose time to complete is not over; of the row's offerings.",
    )


def build(
    tally: pl.DataFrame, offerings: pl.LazyFrame, newest: date | None, calendar: Calendar = STANDARD
) -> pl.DataFrame:
    """Return the unprotected counts, and what staff know, at the ends of half years; `tally` is as from `completion.tally`."""
    with_formats = tally.join(of_offerings(offerings).collect(), on="offering", how="left")
    parts = []
    for attribute in FORMATS:
        counts = (*completion.COUNTS, *completion.STAFF)
        changes = completion.changed(with_formats, newest, attribute, counts=counts).rename({attribute: "group"})
        by_group = changes.with_columns(attribute=pl.lit(attribute))
        parts.append(completion.at_quarter_ends(by_group, ("attribute", "group"), calendar))
    return pl.concat(parts).filter(pl.col("as_of") == fiscal.half_end(pl.col("as_of"), calendar))


def of_offerings(offerings: pl.LazyFrame, *more: str) -> pl.LazyFrame:
    """Return one row per offering (column `offering`) with its formats, and any `more` columns of it.

    A format that the catalog does not state is `not_known`, never null.
    """
    return offerings.select(
        *more,
        pl.col("modality").cast(pl.String).fill_null(NOT_KNOWN),
        offering="offering_id",
        length_band=length_band(),
        price_band=price_band(),
    )
