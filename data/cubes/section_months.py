"""Cube `section_months`: what is known of each section by month of registration, and on which days it changed."""

# Why: decision 160.

import dataframely as dy
import polars as pl

CHANGES = ("gross_registrations", "net_registrations", "gross_cents", "discount_cents", "refund_cents")


class SectionMonths(dy.Schema):
    """The registrations of one month in one section, with all that is known of them.

    The sum of its `section_days`, payments left out. As of any day from `last_known_on` on nothing else is known of them.
    """

    section_id = dy.String(primary_key=True, description="The section: a key of the sections cube.")
    month = dy.Date(primary_key=True, description="First day of the month in which the seats were taken.")
    first_known_on = dy.Date(description="First day on which anything became known of them.")
    last_known_on = dy.Date(description="Last day on which anything became known of them.")
    gross_registrations = dy.Int64(description="Seats ever taken.")
    net_registrations = dy.Int64(description="Seats taken and not dropped.")
    gross_cents = dy.Int64(description="List price charged, US cents.")
    discount_cents = dy.Int64(description="Discounts given, US cents.")
    refund_cents = dy.Int64(description="Refunds paid, US cents.")


KEY = ("month", "section_id")


def build(section_days: pl.LazyFrame) -> pl.DataFrame:
    """The cube from the cube `section_days`."""
    is_change = pl.any_horizontal(pl.col(c) != 0 for c in CHANGES)
    day = pl.col("known_on")
    summed = section_days.filter(is_change).group_by("section_id", "month")
    sums = summed.agg(day.min().alias("first_known_on"), day.max().alias("last_known_on"), pl.col(*CHANGES).sum())
    return sums.sort(KEY).collect(engine="streaming")
