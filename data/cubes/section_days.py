"""Cube `section_days`: what changed on each day in each section; the enrollment cube is its sum over sections."""

import dataframely as dy
import polars as pl

from data.cubes import packed


class SectionDays(dy.Schema):
    """What became known on one day about the registrations of one month in one section.

    Every column is a change, so that the sum of all rows with `known_on` up to a day is what was known that day.
    """

    section_id = dy.String(primary_key=True, description="The section: a key of the sections cube.")
    month = dy.Date(primary_key=True, description="First day of the month in which the seat was taken.")
    known_on = dy.Date(primary_key=True, description="Day on which it became known.")
    gross_registrations = dy.Int64(description="Seats taken on that day.")
    net_registrations = dy.Int64(description="Seats taken less seats dropped on that day.")
    gross_cents = dy.Int64(description="List price charged, US cents.")
    discount_cents = dy.Int64(description="Discounts given, US cents.")
    refund_cents = dy.Int64(description="Refunds paid, US cents.")
    paid_registrations = dy.Int64(description="Seats paid for on that day, whether or not they were dropped later.")
    paid_cents = dy.Int64(description="Paid for seats on that day, US cents, before refunds.")


KEY = ("section_id", "month", "known_on")
CHANGES = (
    "gross_registrations",
    "net_registrations",
    "gross_cents",
    "discount_cents",
    "refund_cents",
    "paid_registrations",
    "paid_cents",
)


def build(registrations: pl.LazyFrame) -> pl.DataFrame:
    """The cube from the registrations. A seat dropped on the day it was taken nets to zero."""
    names = registrations.select(pl.col("section_id").unique().sort()).collect()
    seats = _numbered(registrations, names)
    parts = pl.concat([_taken(seats), _dropped(seats), _paid(seats)], how="diagonal").lazy()
    # Few rows of a key, which a streaming sum takes a fifth of the time for.
    summed = parts.group_by("key").agg(pl.col(c).sum() for c in CHANGES).collect(engine="streaming").sort("key")
    run = pl.col("key") // packed.DAYS
    return summed.select(
        pl.lit(names["section_id"]).gather(run // packed.MONTHS).alias("section_id"),
        packed.date_of_month(run % packed.MONTHS).alias("month"),
        packed.date_of_day(pl.col("key") % packed.DAYS).alias("known_on"),
        *CHANGES,
    )


def _numbered(registrations: pl.LazyFrame, names: pl.DataFrame) -> pl.DataFrame:
    """One row per seat: `run`, number of its section and month, its three days, and money in whole cents.

    Whole cents row by row, so that sums stay exact and do not depend on their order.
    """
    number = names.lazy().with_row_index("number").cast({"number": pl.UInt64})
    run = pl.col("number") * packed.MONTHS + packed.month(pl.col("registered_on"))
    cents = (
        (pl.col(f"{money}_usd") * 100).round(0).cast(pl.Int32).alias(f"{money}_cents")
        for money in ("gross", "discount", "refund")
    )
    return (
        registrations.join(number, on="section_id")
        .select("registered_on", "dropped_on", "paid_on", *cents, run=run)
        .collect()
    )


def _by_day(seats: pl.DataFrame, day: str, *sums: str) -> pl.DataFrame:
    """How many seats (`seats`) and how much money by section, month of registration and day: all three in `key`."""
    # One number to sum by takes a third of the time of three columns.
    return (
        seats.lazy()
        .filter(pl.col(day).is_not_null())
        .select(*sums, key=pl.col("run") * packed.DAYS + packed.day(pl.col(day)))
        .group_by("key")
        .agg(pl.len().cast(pl.Int64).alias("seats"), *(pl.col(c).cast(pl.Int64).sum() for c in sums))
        .collect()
    )


def _taken(seats: pl.DataFrame) -> pl.DataFrame:
    """Seats taken, with what was charged for them."""
    by_day = _by_day(seats, "registered_on", "gross_cents", "discount_cents")
    return by_day.with_columns(gross_registrations="seats", net_registrations="seats")


def _dropped(seats: pl.DataFrame) -> pl.DataFrame:
    """Seats given up, with what was paid back for them."""
    return _by_day(seats, "dropped_on", "refund_cents").with_columns(net_registrations=-pl.col("seats"))


def _paid(seats: pl.DataFrame) -> pl.DataFrame:
    """Seats paid for, with what was paid."""
    by_day = _by_day(seats, "paid_on", "gross_cents", "discount_cents")
    return by_day.select("key", paid_registrations="seats", paid_cents=pl.col("gross_cents") - pl.col("discount_cents"))
