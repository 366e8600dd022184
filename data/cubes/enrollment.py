"""Cube `enrollment`: what changed on each day, by offering and month of registration."""

import dataframely as dy
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


def build(section_days: pl.DataFrame | pl.LazyFrame, sections: pl.LazyFrame) -> pl.DataFrame:
    """The cube as the sum of the section_days cube over the sections of each offering; payments are left out."""
    offering_of = sections.select("section_id", "offering_id")
    is_change = pl.any_horizontal(pl.col(c) != 0 for c in CHANGES)
    return (
        section_days.lazy()
        .filter(is_change)
        .join(offering_of, on="section_id")
        .group_by(KEY)
        .agg(pl.col(c).sum() for c in CHANGES)
        .sort(KEY)
        .collect(engine="streaming")
    )
