"""Cube `completion_cells`: what became of those who started, in the cells over which a fair comparison is made."""

from datetime import date

import dataframely as dy
import polars as pl

from data.cubes import terms
from data.cubes.bands import NOT_KNOWN
from data.cubes.completion_formats import of_offerings

TRAITS = ("none", "age_band", "employment", "first_generation", "degree_student")
"""One attribute of the learner at a time, `none` for all learners: all at once would leave a handful in each cell."""
CELL = ("field", "modality", "length_band")
COUNTS = ("started", "completed")


class CompletionCells(dy.Schema):
    """Outcomes that were final at the end of a term, all cohorts together.

    Protected: together with `completion`, from whose cells these are summed.
    """

    trait = dy.Enum(TRAITS, primary_key=True, description="The learner's attribute that splits the cell.")
    field = dy.String(primary_key=True, description="Two-digit CIP of the offering.")
    modality = dy.String(primary_key=True, description="How it is taught; `not_known` where not stated.")
    length_band = dy.String(primary_key=True, description="Band of its length.")
    group = dy.String(primary_key=True, description="Value of the attribute; `all` for the trait `none`.")
    as_of = dy.Date(primary_key=True, description="Last day of the term at which it is asked for.")
    started = dy.Int64(nullable=True, description="Registrations that started and whose outcome is final.")
    completed = dy.Int64(nullable=True, description="Those of them that completed.")
    known_on = dy.Date(description="The day at which the counts were known; older where too few have changed since.")


def build(seats: pl.LazyFrame, offerings: pl.LazyFrame, learners: pl.LazyFrame, ends: list[date]) -> pl.DataFrame:
    """The unprotected counts of what was final at each of the ends of terms. `seats` as from `completion.seats`."""
    words = [pl.col(t).cast(pl.String).fill_null(NOT_KNOWN) for t in TRAITS if t != "none"]
    known = (
        seats.join(of_offerings(offerings), on="offering", how="left")
        .join(learners.select("learner_id", *words), on="learner_id", how="left")
        .with_columns(pl.col(TRAITS[1:]).fill_null(NOT_KNOWN), none=pl.lit("all"), term=terms.end(pl.col("final_on")))
    )
    counts = [
        pl.len().cast(pl.Int64).alias("started"),
        pl.col("completed_on").is_not_null().sum().cast(pl.Int64).alias("completed"),
    ]
    parts = pl.collect_all(
        [
            known.group_by(*CELL, "term", pl.col(t).alias("group")).agg(counts).with_columns(trait=pl.lit(t))
            for t in TRAITS
        ]
    )
    return terms.known_at(pl.concat(parts), ("trait", *CELL, "group"), COUNTS, ends)
