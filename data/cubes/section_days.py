"""Cube `section_days`: what changed on each day in each section; the enrollment cube is its sum over sections."""

import dataframely as dy
import narwhals as nw
import polars as pl


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
    seats = nw.from_native(registrations)
    # Three small tables, collected one after the other: in one query every seat would be kept for the next. What is
    # left is small enough for Polars, whose streaming sum takes a tenth of the time of an eager one.
    parts = [
        _complete(part(seats).collect()).select(*KEY, *CHANGES).to_polars().lazy() for part in (_taken, _dropped, _paid)
    ]
    return pl.concat(parts).group_by(KEY).agg(pl.col(c).sum() for c in CHANGES).sort(KEY).collect()


def _taken(seats: nw.LazyFrame) -> nw.LazyFrame:
    """Seats taken, with what was charged for them, by section and day."""
    by_day = (
        seats.select("section_id", "registered_on", _cents("gross"), _cents("discount"))
        .group_by("section_id", "registered_on")
        .agg(nw.len().alias("seats"), nw.col("gross_cents").sum(), nw.col("discount_cents").sum())
    )
    return by_day.with_columns(
        _month().alias("month"),
        nw.col("registered_on").alias("known_on"),
        nw.col("seats").cast(nw.Int64).alias("gross_registrations"),
        nw.col("seats").cast(nw.Int64).alias("net_registrations"),
    )


def _dropped(seats: nw.LazyFrame) -> nw.LazyFrame:
    """Seats given up, with what was paid back for them, by section, month of registration and day of the drop."""
    by_day = (
        seats.filter(~nw.col("dropped_on").is_null())
        .select("section_id", _month().alias("month"), nw.col("dropped_on").alias("known_on"), _cents("refund"))
        .group_by(*KEY)
        .agg(nw.len().alias("seats"), nw.col("refund_cents").sum())
    )
    return by_day.with_columns((0 - nw.col("seats").cast(nw.Int64)).alias("net_registrations"))


def _paid(seats: nw.LazyFrame) -> nw.LazyFrame:
    """Seats paid for, with what was paid, by section, month of registration and day of payment."""
    paid = nw.col("gross_cents") - nw.col("discount_cents")
    by_day = (
        seats.filter(~nw.col("paid_on").is_null())
        .select(
            "section_id",
            _month().alias("month"),
            nw.col("paid_on").alias("known_on"),
            _cents("gross"),
            _cents("discount"),
        )
        .group_by(*KEY)
        .agg(nw.len().alias("seats"), nw.col("gross_cents").sum(), nw.col("discount_cents").sum())
    )
    return by_day.select(
        *KEY, nw.col("seats").cast(nw.Int64).alias("paid_registrations"), paid.cast(nw.Int64).alias("paid_cents")
    )


def _complete(part: nw.DataFrame) -> nw.DataFrame:
    """A part with a zero in every column that it says nothing about."""
    return part.with_columns(nw.lit(0, nw.Int64).alias(c) for c in CHANGES if c not in part.columns)


def _month() -> nw.Expr:
    return nw.col("registered_on").dt.truncate("1mo")


def _cents(money: str) -> nw.Expr:
    """Whole cents row by row, so that sums stay exact and do not depend on their order."""
    return (nw.col(f"{money}_usd") * 100).round(0).cast(nw.Int64).alias(f"{money}_cents")
