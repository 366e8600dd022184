"""Cube `funnel`: how many inquiries reached each stage on each day, by field and channel."""

from datetime import date

import dataframely as dy
import polars as pl

from data.contracts.vocabulary import CHANNELS
from data.cubes import packed

STAGES = ("inquiry", "contacted", "applied", "registered", "paid", "started")
UNKNOWN = "not_known"
WAYS = (*CHANNELS, UNKNOWN)


class Funnel(dy.Schema):
    """Inquiries of one month, field and channel that reached a stage on one day.

    An inquiry has reached a stage on the first day on which that stage or a later one is on record: who registered
    without an application on file has applied. The sum of all rows with `known_on` up to a day is what was known then.
    """

    field = dy.String(primary_key=True, description="First two digits of the CIP code of the offering asked about.")
    channel = dy.Enum((*CHANNELS, UNKNOWN), primary_key=True, description="How the person came.")
    month = dy.Date(primary_key=True, description="First day of the month of the inquiry.")
    stage = dy.Enum(STAGES, primary_key=True, description="Stage that was reached.")
    known_on = dy.Date(primary_key=True, description="Day on which it was reached.")
    reached = dy.Int64(description="Inquiries that reached the stage on that day.")
    waited_days = dy.Int64(description="Days from the stage before to this one, over those with both days on record.")
    waited = dy.Int64(description="Inquiries with both days on record.")


KEY = ("field", "channel", "month", "stage", "known_on")


def ways(
    inquiries: pl.LazyFrame,
    seat_of: pl.Series,
    seats: pl.DataFrame,
    sections: pl.LazyFrame,
    offerings: pl.LazyFrame,
    newest: date | None,
) -> pl.DataFrame:
    """One row per inquiry: field, channel, learner (see `data.cubes.seats`), the day on record of each stage (null where none), completed_on.

    `seats` are those in the order of the facts (`data.cubes.seats.numbered`), `seat_of` says for every inquiry which one it led
    to, null where to none. Started: the section was held and the seat not dropped by the end of its first day, which is not after
    the `newest` day of any registration.
    """
    cancelled = pl.col("status").cast(pl.String) == "cancelled"
    runs = sections.select(starts_on=pl.when(~cancelled).then(pl.col("starts_on"))).collect()["starts_on"]
    starts_on = pl.lit(runs).gather(pl.col("section"))
    led_to = seats.select(pl.col("section", "learner", "dropped_on", "paid_on", "completed_on").gather(seat_of))
    stayed = pl.col("dropped_on").is_null() | (pl.col("dropped_on") > starts_on)
    led_to = led_to.select(
        "learner", "completed_on", paid="paid_on", started=pl.when(stayed & (starts_on <= newest)).then(starts_on)
    )
    field = pl.col("cip_code").str.head(2)
    fields = pl.Enum(offerings.select(field.unique().sort()).collect().to_series())
    return (
        pl.concat([inquiries, led_to.lazy()], how="horizontal")
        .join(offerings.select("offering_id", field=field.cast(fields)), on="offering_id")
        .select(
            "field",
            pl.col("channel").cast(pl.Enum(WAYS)).fill_null(UNKNOWN),
            "learner",
            "completed_on",
            inquiry="inquired_on",
            contacted="contacted_on",
            applied="applied_on",
            registered="registered_on",
            paid="paid",
            started="started",
        )
        .collect()
    )


def build(ways: pl.DataFrame) -> pl.DataFrame:
    """Return the cube from the inquiries, as from `ways`; a stage without a day on record has no wait."""
    fields = ways.schema["field"]
    assert isinstance(fields, pl.Enum)
    field, channel = (pl.col(column).to_physical().cast(pl.UInt64) for column in ("field", "channel"))
    cell = (field * len(WAYS) + channel) * packed.MONTHS + packed.month(pl.col("inquiry"))
    held = ways.lazy().select(*STAGES, cell=cell).collect().lazy()
    # The key sorts as the columns of KEY do.
    counts = pl.concat(_stage(held, place) for place in range(len(STAGES))).sort("key")
    stage, cell = pl.col("key") // packed.DAYS % len(STAGES), pl.col("key") // packed.DAYS // len(STAGES)
    way = cell // packed.MONTHS
    rows = counts.select(
        pl.lit(fields.categories).gather(way // len(WAYS)).alias("field"),
        pl.lit(pl.Series(WAYS, dtype=pl.Enum(WAYS))).gather(way % len(WAYS)).alias("channel"),
        packed.date_of_month(cell % packed.MONTHS).alias("month"),
        pl.lit(pl.Series(STAGES, dtype=pl.Enum(STAGES))).gather(stage).alias("stage"),
        packed.date_of_day(pl.col("key") % packed.DAYS).alias("known_on"),
        "reached",
        "waited_days",
        "waited",
    )
    return Funnel.cast(rows)


def _stage(ways: pl.LazyFrame, place: int) -> pl.DataFrame:
    """The counts of one stage by `key`: cell, stage and day."""
    stage, before = STAGES[place], STAGES[place - 1] if place else None
    waited = pl.col(stage).to_physical() - pl.col(before).to_physical() if before else pl.lit(None, pl.Int32)
    known_on = pl.min_horizontal(*STAGES[place:])
    return (
        ways.filter(known_on.is_not_null())
        .select(
            key=(pl.col("cell") * len(STAGES) + place) * packed.DAYS + packed.day(known_on),
            # Out of order, two days say nothing of a wait.
            waited=pl.when(waited >= 0).then(waited).cast(pl.Int64),
        )
        .group_by("key")
        .agg(
            reached=pl.len().cast(pl.Int64),
            waited_days=pl.col("waited").sum(),
            waited=pl.col("waited").count().cast(pl.Int64),
        )
        .collect()
    )
