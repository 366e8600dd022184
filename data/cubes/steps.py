"""Cube `steps`: who goes on from one credential to the next, and to a degree."""

import dataframely as dy
import polars as pl

COUNTS = ("learners", "went_on")
KINDS = ("stacked", "degree")


class Steps(dy.Schema):
    """Learners of one offering, and those of them who went on.

    Protected: a count that would reveal too few learners is null.
    """

    kind = dy.Enum(
        KINDS,
        primary_key=True,
        description="`stacked`: to the offering it counts towards; `degree`: study for a degree.",
    )
    from_offering = dy.String(primary_key=True, description="The offering they completed: a key of offerings.")
    to = dy.String(primary_key=True, description="The offering or the degree it counts towards.")
    as_of = dy.Date(description="Last day of the data.")
    credit_hours = dy.Float64(nullable=True, description="Semester credit hours granted for it by agreement.")
    learners = dy.Int64(nullable=True, description="Learners who completed it.")
    went_on = dy.Int64(
        nullable=True, description="Those of them who registered for the next, or study for a degree here."
    )


def build(facts: dict[str, pl.LazyFrame]) -> pl.DataFrame:
    """The unprotected counts from registrations, sections, offerings, learners and articulations."""
    seats = facts["registrations"].join(facts["sections"].select("section_id", "offering_id"), on="section_id")
    kept = seats.filter(pl.col("dropped_on").is_null()).select(
        "learner_id", "offering_id", "registered_on", "completed_on"
    )
    done = (
        kept.filter(pl.col("completed_on").is_not_null())
        .group_by("learner_id", "offering_id")
        .agg(pl.col("registered_on").min())
    )
    as_of = (
        facts["registrations"].select(pl.max_horizontal(pl.col("registered_on", "completed_on").max())).collect().item()
    )
    agreed = facts["articulations"].select("from_offering", "to_offering", "degree", "credit_hours")
    parts = pl.collect_all(
        [_stacked(done, kept, facts["offerings"], agreed), _to_degrees(done, facts["learners"], agreed)]
    )
    return pl.concat(parts).with_columns(as_of=pl.lit(as_of, pl.Date)).sort("kind", "from_offering", "to")


def _stacked(done: pl.LazyFrame, kept: pl.LazyFrame, offerings: pl.LazyFrame, agreed: pl.LazyFrame) -> pl.LazyFrame:
    next_of = offerings.filter(pl.col("stacks_into").is_not_null()).select("offering_id", to="stacks_into")
    began = kept.group_by("learner_id", to="offering_id").agg(next_on=pl.col("registered_on").max())
    hours = agreed.filter(pl.col("to_offering").is_not_null()).select(
        "credit_hours", offering_id="from_offering", to="to_offering"
    )
    return (
        done.join(next_of, on="offering_id")
        .join(began, on=["learner_id", "to"], how="left")
        .group_by("offering_id", "to")
        .agg(
            learners=pl.len().cast(pl.Int64),
            went_on=(pl.col("next_on") > pl.col("registered_on")).fill_null(False).sum().cast(pl.Int64),
        )
        .join(hours, on=["offering_id", "to"], how="left")
        .select("to", "credit_hours", "learners", "went_on", kind=pl.lit("stacked"), from_offering="offering_id")
    )


def _to_degrees(done: pl.LazyFrame, learners: pl.LazyFrame, agreed: pl.LazyFrame) -> pl.LazyFrame:
    degrees = agreed.filter(pl.col("degree").is_not_null()).select(
        "credit_hours", offering_id="from_offering", to="degree"
    )
    return (
        done.join(degrees, on="offering_id")
        .join(learners.select("learner_id", "degree_student"), on="learner_id", how="left")
        .group_by("offering_id", "to", "credit_hours")
        .agg(
            learners=pl.len().cast(pl.Int64),
            went_on=pl.col("degree_student").fill_null(False).sum().cast(pl.Int64),
        )
        .select("to", "credit_hours", "learners", "went_on", kind=pl.lit("degree"), from_offering="offering_id")
    )
