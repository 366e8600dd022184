"""Cube `placement`: what is known about work and pay of those who completed."""

from datetime import date

import dataframely as dy
import polars as pl

from data.cubes import fiscal

COUNTS = ("completers", "found", "known", "placed")
MEASURES = {"employed_q2": "employed_q2", "in_field_180": "employed_in_field_180d"}
RIPE_DAYS = 180
FEWEST = 10


class Placement(dy.Schema):
    """Completers of one fiscal year, all or of one field, and how many of them work.

    Protected: a count that would reveal too few learners is null; pay of fewer than ten is.
    """

    measure = dy.Enum(tuple(MEASURES), primary_key=True, description="What counts as placed.")
    grain = dy.Enum(("all", "field"), primary_key=True, description="What the row is for.")
    value = dy.String(primary_key=True, description="The field (two-digit CIP); `all` for all.")
    cohort = dy.Date(primary_key=True, description="First day of the fiscal year in which they completed.")
    as_of = dy.Date(description="Last day of the data.")
    completers = dy.Int64(nullable=True, description="Completed at least 180 days before the as-of date.")
    found = dy.Int64(nullable=True, description="Those of them with a row of placement facts.")
    known = dy.Int64(nullable=True, description="Those of them for whom the measure is known.")
    placed = dy.Int64(nullable=True, description="Those of them that are placed.")
    paid = dy.Int64(nullable=True, description="Completers whose annual pay is known.")
    median_pay_usd = dy.Float64(nullable=True, description="Their median annual pay, US dollars, to the hundred.")


def build(facts: dict[str, pl.LazyFrame], as_of: date) -> pl.DataFrame:
    """The unprotected counts from registrations, sections, offerings and placements."""
    seats = (
        facts["registrations"]
        .filter(pl.col("completed_on") <= pl.lit(as_of).dt.offset_by(f"-{RIPE_DAYS}d"))
        .join(facts["sections"].select("section_id", "offering_id"), on="section_id")
        .join(facts["offerings"].select("offering_id", "cip_code"), on="offering_id")
        .join(facts["placements"].with_columns(is_found=pl.lit(True)), on="registration_id", how="left")
        .with_columns(field=pl.col("cip_code").str.slice(0, 2), cohort=fiscal.start(pl.col("completed_on")))
        .collect()
    )
    parts = []
    for measure, column in MEASURES.items():
        counts = [
            pl.len().cast(pl.Int64).alias("completers"),
            pl.col("is_found").fill_null(False).sum().cast(pl.Int64).alias("found"),
            pl.col(column).count().cast(pl.Int64).alias("known"),
            pl.col(column).fill_null(False).sum().cast(pl.Int64).alias("placed"),
            pl.col("earnings_usd").count().cast(pl.Int64).alias("paid"),
            (pl.col("earnings_usd").median() / 100).round(0).alias("hundreds"),
        ]
        for grain, value in (("all", pl.lit("all")), ("field", pl.col("field"))):
            part = seats.group_by(value.alias("value"), "cohort").agg(counts)
            parts.append(part.with_columns(measure=pl.lit(measure), grain=pl.lit(grain)))
    enough = pl.col("paid") >= FEWEST
    return (
        pl.concat(parts)
        .with_columns(
            as_of=pl.lit(as_of),
            median_pay_usd=pl.when(enough).then(pl.col("hundreds") * 100),
            paid=pl.when(enough).then("paid"),
        )
        .drop("hundreds")
        .sort("measure", "grain", "value", "cohort")
    )
