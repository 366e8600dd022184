"""Cube `channel_days`: what changed on each day, by the channel and the day of the registration and the group of the section."""

# Why: decision 140.

import dataframely as dy
import polars as pl

from data.cubes import packed
from data.cubes.funnel import UNKNOWN, WAYS


class ChannelDays(dy.Schema):
    """What became known on one day about the registrations of one day that came by one channel, in sections that are alike.

    Every column is a change, so that the sum of all rows with `known_on` up to a day is what was known that day.
    """

    group = dy.UInt32(primary_key=True, description="The sections: a key of the section_groups cube.")
    channel = dy.Enum(WAYS, primary_key=True, description="How the learner came, as recorded with the registration.")
    registered_on = dy.Date(primary_key=True, description="Day on which the seats were taken.")
    known_on = dy.Date(primary_key=True, description="Day on which it became known.")
    gross_registrations = dy.Int64(description="Seats taken on that day.")
    net_registrations = dy.Int64(description="Seats taken less seats dropped on that day.")
    gross_cents = dy.Int64(description="List price charged, US cents.")
    discount_cents = dy.Int64(description="Discounts given, US cents.")
    refund_cents = dy.Int64(description="Refunds paid, US cents.")


KEY = ("registered_on", "group", "channel", "known_on")
CHANGES = ("gross_registrations", "net_registrations", "gross_cents", "discount_cents", "refund_cents")
_WAY = pl.Enum(WAYS)


def build(seats: pl.DataFrame, registrations: pl.LazyFrame, groups: pl.Series) -> pl.DataFrame:
    """The cube from the seats in the order of the facts (see `data.cubes.seats.numbered`), and those facts.

    `groups` is the group of each section (see `data.cubes.section_groups`). A seat of no section is left out.
    """
    channel = registrations.select(pl.col("channel").cast(_WAY).fill_null(UNKNOWN).to_physical()).collect().to_series()
    group = pl.lit(groups.cast(pl.UInt64)).gather(pl.col("section"))
    # By day first, so that a few months of a large file are read without the rest of it.
    highest = groups.max()
    cells = (highest + 1 if isinstance(highest, int) else 1) * len(WAYS)
    cell = group * len(WAYS) + pl.lit(channel)
    held = seats.lazy().with_columns(run=packed.day(pl.col("registered_on")) * cells + cell)
    held = held.filter(pl.col("section").is_not_null())
    registered_on = packed.date_of_day(pl.col("run") // cells)
    changes = pl.concat([_taken(held).with_columns(known_on=registered_on), _dropped(held)], how="diagonal")
    summed = changes.sort("run", "known_on")
    cell = pl.col("run") % cells
    return summed.select(
        (cell // len(WAYS)).cast(pl.UInt32).alias("group"),
        (cell % len(WAYS)).cast(pl.UInt8).cat.to(_WAY).alias("channel"),
        registered_on.alias("registered_on"),
        "known_on",
        *CHANGES,
    )


def _taken(seats: pl.LazyFrame) -> pl.DataFrame:
    """Seats taken, with what was charged, and what became of them the same day.

    What was paid back to learners who stay has no day of its own and is booked here, as in `section_days`.
    """
    is_held = pl.col("dropped_on").is_null() | (pl.col("dropped_on") > pl.col("registered_on"))
    is_paid_back = pl.col("dropped_on").is_null() | ~is_held
    by_day = (
        seats.select(
            "run",
            "gross_cents",
            "discount_cents",
            is_held=is_held,
            refund_cents=pl.when(is_paid_back).then(pl.col("refund_cents")).otherwise(0),
        )
        .group_by("run")
        .agg(
            gross_registrations=pl.len().cast(pl.Int64),
            net_registrations=pl.col("is_held").sum().cast(pl.Int64),
            **{c: pl.col(c).cast(pl.Int64).sum() for c in ("gross_cents", "discount_cents", "refund_cents")},
        )
    )
    return by_day.select("run", *CHANGES).collect(engine="streaming")


def _dropped(seats: pl.LazyFrame) -> pl.DataFrame:
    """Seats given up on a later day, with what was paid back for them."""
    later = seats.filter(pl.col("dropped_on") > pl.col("registered_on"))
    by_day = later.group_by("run", known_on="dropped_on").agg(
        net_registrations=-pl.len().cast(pl.Int64), refund_cents=pl.col("refund_cents").cast(pl.Int64).sum()
    )
    nothing = {c: pl.lit(0, pl.Int64) for c in ("gross_registrations", "gross_cents", "discount_cents")}
    return by_day.with_columns(**nothing).select("run", "known_on", *CHANGES).collect(engine="streaming")
