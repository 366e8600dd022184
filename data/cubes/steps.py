"""Cube `steps`: who goes on from one credential to the next, and to a degree."""

from datetime import date

import dataframely as dy
import polars as pl

from data.cubes import terms

COUNTS = ("learners", "went_on")
KINDS = ("stacked", "degree")


class Steps(dy.Schema):
    """Learners of one offering, and those of them who went on.

    Protected: a count that would reveal too few learners is null, together with `completion`.
    """

    kind = dy.Enum(
        KINDS,
        primary_key=True,
        description="`stacked`: to the offering it counts towards; `degree`: study for a degree.",
    )
    from_offering = dy.String(primary_key=True, description="The offering they completed: a key of offerings.")
    to = dy.String(primary_key=True, description="The offering or the degree it counts towards.")
    as_of = dy.Date(primary_key=True, description="Last day of the term at which it is asked for.")
    credit_hours = dy.Float64(nullable=True, description="Semester credit hours granted for it by agreement.")
    learners = dy.Int64(nullable=True, description="Learners who had completed it.")
    went_on = dy.Int64(
        nullable=True, description="Those of them who had registered for the next, or study for a degree here."
    )
    known_on = dy.Date(description="The day at which the counts were known; older where too few have changed since.")


def build(facts: dict[str, pl.LazyFrame], ends: list[date]) -> pl.DataFrame:
    """The unprotected counts from registrations, sections, offerings, learners and articulations, at ends of terms."""
    seats = facts["registrations"].join(facts["sections"].select("section_id", "offering_id"), on="section_id")
    kept = seats.filter(pl.col("dropped_on").is_null()).select(
        "learner_id", "offering_id", "registered_on", "completed_on"
    )
    done = (
        kept.filter(pl.col("completed_on").is_not_null())
        .group_by("learner_id", "offering_id")
        .agg(pl.col("registered_on").min(), pl.col("completed_on").min())
    )
    agreed = facts["articulations"].select("from_offering", "to_offering", "degree", "credit_hours")
    parts = pl.collect_all(
        [_stacked(done, kept, facts["offerings"], agreed), _to_degrees(done, facts["learners"], agreed)]
    )
    went = pl.concat(parts)
    keys = ("kind", "from_offering", "to")
    counted = [
        went.group_by(*keys, term=terms.end(pl.col(day))).agg(pl.len().cast(pl.Int64).alias(count))
        for day, count in (("completed_on", "learners"), ("went_on_by", "went_on"))
    ]
    changes = pl.concat(counted, how="diagonal").filter(pl.col("term").is_not_null()).fill_null(0)
    hours = went.group_by(keys).agg(pl.col("credit_hours").max())
    return terms.known_at(changes, keys, COUNTS, ends).join(hours, on=list(keys), how="left").sort(*keys, "as_of")


def _stacked(done: pl.LazyFrame, kept: pl.LazyFrame, offerings: pl.LazyFrame, agreed: pl.LazyFrame) -> pl.LazyFrame:
    """A row per learner who completed an offering that counts towards another, and the day they had gone on by."""
    next_of = offerings.filter(pl.col("stacks_into").is_not_null()).select("offering_id", to="stacks_into")
    hours = agreed.filter(pl.col("to_offering").is_not_null()).select(
        "credit_hours", offering_id="from_offering", to="to_offering"
    )
    began = kept.select("learner_id", to="offering_id", next_on="registered_on")
    later = (
        done.join(next_of, on="offering_id")
        .join(began, on=["learner_id", "to"])
        .filter(pl.col("next_on") > pl.col("registered_on"))
        .group_by("learner_id", "offering_id")
        .agg(pl.col("next_on").min())
    )
    return (
        done.join(next_of, on="offering_id")
        .join(later, on=["learner_id", "offering_id"], how="left")
        .join(hours, on=["offering_id", "to"], how="left")
        .select(
            "to",
            "credit_hours",
            "completed_on",
            kind=pl.lit("stacked"),
            from_offering="offering_id",
            went_on_by=pl.when(pl.col("next_on").is_not_null()).then(pl.max_horizontal("next_on", "completed_on")),
        )
    )


def _to_degrees(done: pl.LazyFrame, learners: pl.LazyFrame, agreed: pl.LazyFrame) -> pl.LazyFrame:
    degrees = agreed.filter(pl.col("degree").is_not_null()).select(
        "credit_hours", offering_id="from_offering", to="degree"
    )
    return (
        done.join(degrees, on="offering_id")
        .join(learners.select("learner_id", "degree_student"), on="learner_id", how="left")
        .select(
            "to",
            "credit_hours",
            "completed_on",
            kind=pl.lit("degree"),
            from_offering="offering_id",
            went_on_by=pl.when("degree_student").then("completed_on"),
        )
    )
