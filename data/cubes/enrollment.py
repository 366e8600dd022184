"""Cube `enrollment`: what changed on each day, by offering and month of registration."""

import dataframely as dy
import narwhals as nw
import polars as pl


class Enrollment(dy.Schema):
    """What became known on one day about the registrations of one month in one offering.

    Every column is a change, so that the sum of all rows with `known_on` up to a day is what was known that day.
    """

    offering_id = dy.String(primary_key=True, description="The offering: a key of the programs cube.")
    month = dy.Date(primary_key=True, description="First day of the month in which the seat was taken.")
    known_on = dy.Date(primary_key=True, description="Day on which it became known.")
    gross_registrations = dy.Int64(description="Seats taken on that day.")
    net_registrations = dy.Int64(description="Seats taken less seats dropped on that day.")
    gross_cents = dy.Int64(description="List price charged, US cents.")
    discount_cents = dy.Int64(description="Discounts given, US cents.")
    refund_cents = dy.Int64(description="Refunds paid, US cents.")


KEY = ("offering_id", "month", "known_on")
CHANGES = ("gross_registrations", "net_registrations", "gross_cents", "discount_cents", "refund_cents")


def build(registrations: pl.LazyFrame, sections: pl.LazyFrame) -> pl.DataFrame:
    """The cube from the facts of the same names. A seat dropped on the day it was taken nets to zero."""
    offering_of = nw.from_native(sections).select("section_id", "offering_id")
    seats = nw.from_native(registrations)
    # Two small tables, collected one after the other: in one query every joined seat would be kept for the second.
    taken = _taken(seats, offering_of).collect()
    dropped = _dropped(seats, offering_of).collect()
    changes = nw.concat([taken.select(*KEY, *CHANGES), dropped.select(*KEY, *CHANGES)])
    return changes.group_by(*KEY).agg(*(nw.col(c).sum() for c in CHANGES)).sort(*KEY).to_native()


def _taken(seats: nw.LazyFrame, offering_of: nw.LazyFrame) -> nw.LazyFrame:
    """Seats taken, with what was charged for them, by offering and day."""
    by_day = (
        seats.select("section_id", "registered_on", _cents("gross"), _cents("discount"))
        .join(offering_of, on="section_id")
        .group_by("offering_id", "registered_on")
        .agg(nw.len().alias("seats"), nw.col("gross_cents").sum(), nw.col("discount_cents").sum())
    )
    return by_day.with_columns(
        nw.col("registered_on").dt.truncate("1mo").alias("month"),
        nw.col("registered_on").alias("known_on"),
        nw.col("seats").cast(nw.Int64).alias("gross_registrations"),
        nw.col("seats").cast(nw.Int64).alias("net_registrations"),
        nw.lit(0, nw.Int64).alias("refund_cents"),
    )


def _dropped(seats: nw.LazyFrame, offering_of: nw.LazyFrame) -> nw.LazyFrame:
    """Seats given up, with what was paid back for them, by offering, month of registration and day of the drop."""
    by_day = (
        seats.filter(~nw.col("dropped_on").is_null())
        .select("section_id", "dropped_on", nw.col("registered_on").dt.truncate("1mo").alias("month"), _cents("refund"))
        .join(offering_of, on="section_id")
        .group_by("offering_id", "month", "dropped_on")
        .agg(nw.len().alias("seats"), nw.col("refund_cents").sum())
    )
    return by_day.with_columns(
        nw.col("dropped_on").alias("known_on"),
        (0 - nw.col("seats").cast(nw.Int64)).alias("net_registrations"),
        *(nw.lit(0, nw.Int64).alias(c) for c in ("gross_registrations", "gross_cents", "discount_cents")),
    )


def _cents(money: str) -> nw.Expr:
    """Whole cents row by row, so that sums stay exact and do not depend on their order."""
    return (nw.col(f"{money}_usd") * 100).round(0).cast(nw.Int64).alias(f"{money}_cents")
