"""Cube `completion_cells`: what became of those who started, by field, modality and length at once."""

from datetime import date

import dataframely as dy
import polars as pl

from data.cubes.completion_formats import of_offerings
from data.cubes.protected import Protected

CELL = ("field", "modality", "length_band")
COUNTS = ("started", "completed")


class CompletionCells(Protected):
    """Outcomes that were final at the end of a fiscal year, all cohorts together.

    They are sums of those offerings and cohorts alone that `completion` shows, so they say nothing that it hides.
    """

    field = dy.String(primary_key=True, description="Two-digit CIP of the offering.")
    modality = dy.String(primary_key=True, description="How it is taught; `not_known` where not stated.")
    length_band = dy.String(primary_key=True, description="Band of its length.")
    as_of = dy.Date(primary_key=True, description="Last day of the fiscal year at which it is asked for.")
    started = dy.Int64(nullable=True, description="Registrations that started and whose outcome is final.")
    completed = dy.Int64(nullable=True, description="Those of them that completed.")


def build(shown: pl.DataFrame, offerings: pl.LazyFrame, ends: list[date]) -> pl.DataFrame:
    """The cube at the ends of fiscal years, from the published `completion`."""
    places = of_offerings(offerings.with_columns(field=pl.col("cip_code").str.head(2)), "field").collect()
    counted = shown.filter(
        pl.col("grain") == "offering", pl.col("completed").is_not_null(), pl.col("as_of").is_in(ends)
    )
    pairs = counted.select("as_of", *COUNTS, offering="value").join(places, on="offering")
    cells = pairs.group_by(*CELL, "as_of").agg(pl.col(COUNTS).sum()).sort(*CELL, "as_of")
    return cells.with_columns(known_on="as_of")
