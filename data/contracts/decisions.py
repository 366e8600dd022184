"""The contract of `decisions`, which are taken on the page and not brought as a file."""

import dataframely as dy
import polars as pl

from data.contracts.vocabulary import SECTION_CHOICES, SECTION_DECISIONS


class Decisions(dy.Schema):
    """One decision on one section, with what was expected of it then. Rows are added and never changed."""

    section_id = dy.String(primary_key=True, min_length=1, description="The section.")
    decided_at = dy.Datetime(primary_key=True, time_unit="us", description="Time of the decision, in UTC.")
    decided_by = dy.String(nullable=True, max_length=120, description="Who was signed in; empty where nobody was.")
    as_of = dy.Date(description="As-of date of the numbers that it was decided by.")
    data_version = dy.String(description="Data version that it was decided by.")
    offering = dy.String(description="The offering that is run.")
    starts_on = dy.Date(description="First day of instruction.")
    decide_by = dy.Date(description="Day by which it was to be decided.")
    decision = dy.Enum(SECTION_DECISIONS, description="What was decided; `taken_back` takes the last decision back.")
    advice = dy.Enum(SECTION_CHOICES, description="What was advised.")
    merge_with = dy.String(nullable=True, description="The other section of a merger; empty otherwise.")
    note = dy.String(nullable=True, max_length=500, description="What the reader noted.")
    chance_to_run = dy.Float64(nullable=True, min=0, max=1, description="Chance to reach the minimum, as known then.")
    projected = dy.Float64(nullable=True, min=0, description="Seats expected at the start, as known then.")
    value_cents = dy.Int64(
        nullable=True, description="Contribution expected of the decision against canceling then, US cents."
    )

    @dy.rule()
    def a_merger_names_the_other_section(cls) -> pl.Expr:
        return (pl.col("decision").cast(pl.String) == "merge") == pl.col("merge_with").is_not_null()
