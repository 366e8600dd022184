"""Cube `completion`: what became of those who started, at the end of each quarter."""

import dataframely as dy
import polars as pl

from data.periods import FISCAL_YEAR_STARTS_IN, between

GRAINS = ("all", "field", "offering")
WINDOW = 1.5
"""Time to complete, in lengths of the section; who has not completed by then counts as not completed."""


class Completion(dy.Schema):
    """Learners' outcomes by fiscal year in which the section ended, as known at the end of a quarter.

    Protected: a cell that would reveal fewer learners than the published minimum is null and says so.
    """

    grain = dy.Enum(GRAINS, primary_key=True, description="What the row is for.")
    value = dy.String(primary_key=True, description="The field (two-digit CIP) or offering; `all` for all.")
    cohort = dy.Date(primary_key=True, description="First day of the fiscal year in which the section ended.")
    as_of = dy.Date(primary_key=True, description="Last day of the quarter at which it was known.")
    started = dy.Int64(
        nullable=True,
        description="Registrations in held sections, not dropped before the start, whose outcome is final.",
    )
    completed = dy.Int64(nullable=True, description="Those of them that completed.")
    in_progress = dy.Int64(nullable=True, description="Registrations of the cohort whose outcome is still open.")
    is_hidden = dy.Bool(description="True where the cell is hidden to protect learners.")


def build(registrations: pl.LazyFrame, sections: pl.LazyFrame, offerings: pl.LazyFrame) -> pl.DataFrame:
    """The unprotected cube from the facts of the same names; `data.protect` hides what must be hidden.

    Polars, since a value per quarter end needs a cross join with the quarters, at a size that is already small.
    """
    length = pl.col("ends_on") - pl.col("starts_on")
    seats = (
        registrations.join(sections.filter(pl.col("status") == "held"), on="section_id")
        .join(offerings.select("offering_id", "cip_code"), on="offering_id")
        .filter(pl.col("dropped_on").is_null() | (pl.col("dropped_on") >= pl.col("starts_on")))
        .select(
            "offering_id",
            "completed_on",
            "starts_on",
            field=pl.col("cip_code").str.slice(0, 2),
            # When the outcome became known: on completing, on leaving, at the end for those who failed, and for
            # those still open when their time is up.
            final_on=pl.coalesce(
                "completed_on",
                "dropped_on",
                pl.when(pl.col("outcome") == "failed").then(pl.col("ends_on")),
                (pl.col("ends_on") + length * (WINDOW - 1)).cast(pl.Date),
            ),
            cohort=_fiscal_year(pl.col("ends_on")),
            newest=pl.max_horizontal(pl.col("registered_on").max(), pl.col("completed_on").max()),
        )
        .collect()
    )
    if seats.is_empty():
        return Completion.create_empty()
    ends = [q.end for q in between(seats["starts_on"].min(), seats["newest"].max(), "quarter")]  # type: ignore
    ends = [end for end in ends if end <= seats["newest"].max()]  # type: ignore
    return pl.concat([_as_of(seats, end) for end in ends] or [Completion.create_empty()])


def _as_of(seats: pl.DataFrame, end) -> pl.DataFrame:
    known = seats.filter(pl.col("starts_on") <= end)
    final = pl.col("final_on") <= end
    counts = [
        final.sum().cast(pl.Int64).alias("started"),
        (pl.col("completed_on") <= end).sum().cast(pl.Int64).alias("completed"),
        (~final).sum().cast(pl.Int64).alias("in_progress"),
    ]
    values = {"all": pl.lit("all"), "field": pl.col("field"), "offering": pl.col("offering_id")}
    parts = [
        known.group_by(value.alias("value"), "cohort").agg(counts).with_columns(grain=pl.lit(grain))
        for grain, value in values.items()
    ]
    return Completion.cast(
        pl.concat(parts)
        .with_columns(as_of=pl.lit(end), is_hidden=pl.lit(False))
        .select(Completion.column_names())
        .sort("grain", "value", "cohort")
    )


def _fiscal_year(day: pl.Expr) -> pl.Expr:
    shift = FISCAL_YEAR_STARTS_IN - 1
    return day.dt.offset_by(f"-{shift}mo").dt.truncate("1y").dt.offset_by(f"{shift}mo")
