"""Cube `section_days`: what changed on each day in each section; the enrollment cube is its sum over sections."""

# Why: decision 29.

import dataframely as dy
import polars as pl
import polars.selectors as cs

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


KEY = ("month", "section_id", "known_on")
"""What its rows are sorted by: a few months of a large file are read without the rest of it."""
CHANGES = (
    "gross_registrations",
    "net_registrations",
    "gross_cents",
    "discount_cents",
    "refund_cents",
    "paid_registrations",
    "paid_cents",
)


def build(seats: pl.DataFrame, sections: pl.LazyFrame) -> pl.DataFrame:
    """The cube from the seats in the order of the facts (see `data.cubes.seats.numbered`) and the facts sections.

    A seat dropped on the day it was taken nets to zero; one of no section is left out.
    """
    names = sections.select("section_id").collect()["section_id"]
    rank, many = names.rank("ordinal").cast(pl.UInt64) - 1, max(len(names), 1)
    run = packed.month(pl.col("registered_on")) * many + pl.lit(rank).gather(pl.col("section"))
    held = seats.lazy().filter(pl.col("section").is_not_null()).with_columns(run=run)
    held = held.select("run", "registered_on", "dropped_on", "paid_on", cs.ends_with("_cents")).collect()
    parts = pl.concat([_taken(held), _dropped(held), _refunded(held), _paid(held)], how="diagonal").lazy()
    # Few rows of a key, which a streaming sum takes a fifth of the time for.
    summed = parts.group_by("key").agg(pl.col(c).sum() for c in CHANGES).collect(engine="streaming").sort("key")
    run = pl.col("key") // packed.DAYS
    return summed.select(
        pl.lit(names.sort()).gather(run % many).alias("section_id"),
        packed.date_of_month(run // many).alias("month"),
        packed.date_of_day(pl.col("key") % packed.DAYS).alias("known_on"),
        *CHANGES,
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


def _refunded(seats: pl.DataFrame) -> pl.DataFrame:
    """What was paid back to learners who stay. No day is stated for it, so it is booked on the day of the registration."""
    stayed = seats.filter(pl.col("dropped_on").is_null(), pl.col("refund_cents") != 0)
    return _by_day(stayed, "registered_on", "refund_cents").drop("seats")


def _paid(seats: pl.DataFrame) -> pl.DataFrame:
    """Seats paid for, with what was paid."""
    by_day = _by_day(seats, "paid_on", "gross_cents", "discount_cents")
    return by_day.select("key", paid_registrations="seats", paid_cents=pl.col("gross_cents") - pl.col("discount_cents"))
