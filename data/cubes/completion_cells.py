"""Cube `completion_cells`: what became of those who started, in the cells over which a fair comparison is made."""

from datetime import date

import dataframely as dy
import polars as pl

from data.cubes.bands import NOT_KNOWN
from data.cubes.completion_formats import of_offerings

TRAITS = ("none", "age_band", "employment", "first_generation", "degree_student")
"""One attribute of the learner at a time, `none` for all learners: all at once would leave a handful in each cell."""
CELL = ("field", "modality", "length_band")
COUNTS = ("started", "completed")


class CompletionCells(dy.Schema):
    """Outcomes that were final at the end of a term, all cohorts together.

    Protected: counts that would reveal too few learners are null.
    """

    trait = dy.Enum(TRAITS, primary_key=True, description="The learner's attribute that splits the cell.")
    field = dy.String(primary_key=True, description="Two-digit CIP of the offering.")
    modality = dy.String(primary_key=True, description="How it is taught; `not_known` where not stated.")
    length_band = dy.String(primary_key=True, description="Band of its length.")
    group = dy.String(primary_key=True, description="Value of the attribute; `all` for the trait `none`.")
    as_of = dy.Date(description="Last day of the term at which it was known.")
    started = dy.Int64(nullable=True, description="Registrations that started and whose outcome is final.")
    completed = dy.Int64(nullable=True, description="Those of them that completed.")


def build(seats: pl.LazyFrame, offerings: pl.LazyFrame, learners: pl.LazyFrame, as_of: date) -> pl.DataFrame:
    """The unprotected counts of what was final on `as_of`. `seats` as from `completion.seats`."""
    words = [pl.col(t).cast(pl.String).fill_null(NOT_KNOWN) for t in TRAITS if t != "none"]
    known = (
        seats.filter(pl.col("final_on") <= as_of)
        .join(of_offerings(offerings), on="offering", how="left")
        .join(learners.select("learner_id", *words), on="learner_id", how="left")
        .with_columns(pl.col(TRAITS[1:]).fill_null(NOT_KNOWN), none=pl.lit("all"))
    )
    counts = [
        pl.len().cast(pl.Int64).alias("started"),
        (pl.col("completed_on") <= as_of).sum().cast(pl.Int64).alias("completed"),
    ]
    parts = [
        known.group_by(*CELL, pl.col(trait).alias("group")).agg(counts).with_columns(trait=pl.lit(trait))
        for trait in TRAITS
    ]
    return pl.concat(pl.collect_all(parts)).with_columns(as_of=pl.lit(as_of)).sort("trait", *CELL, "group")
