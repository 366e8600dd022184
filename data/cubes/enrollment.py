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
    seats = nw.from_native(registrations).select(
        "section_id", "registered_on", "dropped_on", *(f"{m}_usd" for m in ("gross", "discount", "refund"))
    )
    # Two small tables are collected one after the other: both at once would keep every joined seat in memory.
    taken = _taken(seats).join(offering_of, on="section_id").collect()
    dropped = _dropped(seats).join(offering_of, on="section_id").collect()
    changes = nw.concat([taken.select(*KEY, *CHANGES), dropped.select(*KEY, *CHANGES)])
    return changes.group_by(*KEY).agg(*(nw.col(c).sum() for c in CHANGES)).sort(*KEY).to_native()


def _taken(seats: nw.LazyFrame) -> nw.LazyFrame:
    """By section and day on which seats were taken: small beside the seats, so that names are joined afterwards."""
    seats = seats.with_columns(gross_cents=_cents("gross_usd"), discount_cents=_cents("discount_usd"))
    by_day = seats.group_by("section_id", "registered_on").agg(
        nw.len().cast(nw.Int64).alias("gross_registrations"),
        nw.col("gross_cents").sum(),
        nw.col("discount_cents").sum(),
    )
    return by_day.with_columns(
        nw.col("registered_on").dt.truncate("1mo").alias("month"),
        nw.col("registered_on").alias("known_on"),
        nw.col("gross_registrations").alias("net_registrations"),
        nw.lit(0, nw.Int64).alias("refund_cents"),
    )


def _dropped(seats: nw.LazyFrame) -> nw.LazyFrame:
    """By section, month in which the seat was taken and day on which it was given up."""
    seats = seats.filter(~nw.col("dropped_on").is_null()).with_columns(
        nw.col("registered_on").dt.truncate("1mo").alias("month"), refund_cents=_cents("refund_usd")
    )
    by_day = seats.group_by("section_id", "month", "dropped_on").agg(
        (nw.len().cast(nw.Int64)).alias("drops"), nw.col("refund_cents").sum()
    )
    return by_day.with_columns(
        nw.col("dropped_on").alias("known_on"),
        (0 - nw.col("drops")).alias("net_registrations"),
        *(nw.lit(0, nw.Int64).alias(c) for c in ("gross_registrations", "gross_cents", "discount_cents")),
    )


def _cents(dollars: str) -> nw.Expr:
    """Whole cents row by row, so that sums stay exact and do not depend on their order."""
    return (nw.col(dollars) * 100).round(0).cast(nw.Int64)
