"""Cube `headcount`: distinct learners, exact at any as-of date, per published grain and period."""

import dataframely as dy
import narwhals as nw
import polars as pl

from data.periods import FISCAL_YEAR_STARTS_IN, KINDS

GRAINS = ("all", "school", "field", "offering")


class Headcount(dy.Schema):
    """Learners who became active (or stopped being active) on one day, in one period at one grain.

    A learner is active in a period from the day of the first registration made in it until the day on which the last
    of those registrations is dropped. The sum up to a day is the number of distinct learners known on that day.
    Rows of different grains or different values must never be added.
    """

    grain = dy.Enum(GRAINS, primary_key=True, description="What the count is distinct within.")
    value = dy.String(primary_key=True, description="The school, field (two-digit CIP) or offering; `all` for all.")
    period_kind = dy.Enum(KINDS, primary_key=True, description="Month, quarter or fiscal year.")
    period = dy.Date(primary_key=True, description="First day of the period in which the seats were taken.")
    known_on = dy.Date(primary_key=True, description="Day on which it became known.")
    learners = dy.Int64(description="Learners who became active less learners who stopped being active.")


def build(registrations: pl.LazyFrame, sections: pl.LazyFrame, offerings: pl.LazyFrame) -> pl.DataFrame:
    """The cube from the facts of the same names."""
    places = nw.from_native(sections).join(
        nw.from_native(offerings).select("offering_id", "school", "cip_code"), on="offering_id"
    )
    seats = nw.from_native(registrations).select("section_id", "learner_id", "registered_on", "dropped_on")
    seats = seats.join(places.select("section_id", "offering_id", "school", "cip_code"), on="section_id").collect()
    columns = {
        "all": nw.lit("all"),
        "school": nw.col("school"),
        "field": nw.col("cip_code").str.slice(0, 2),
        "offering": nw.col("offering_id"),
    }
    parts = [_changes(seats, grain, columns[grain], kind) for grain in GRAINS for kind in KINDS]
    return nw.concat(parts).to_native().cast({"grain": pl.Enum(GRAINS), "period_kind": pl.Enum(KINDS)})


def _changes(seats: nw.DataFrame, grain: str, value: nw.Expr, kind: str) -> nw.DataFrame:
    """Days on which learners become active or stop being active, counted."""
    within = ("value", "period", "learner_id")
    seats = seats.with_columns(value=value, period=_first_day(kind)).filter(~nw.col("value").is_null())
    came = seats.select(*within, known_on="registered_on", seats=nw.lit(1))
    left = seats.filter(~nw.col("dropped_on").is_null()).select(*within, known_on="dropped_on", seats=nw.lit(-1))
    days = nw.concat([came, left]).group_by(*within, "known_on").agg(nw.col("seats").sum()).sort(*within, "known_on")
    active = (nw.col("seats").cum_sum().over(*within, order_by="known_on") > 0).cast(nw.Int64)
    days = days.with_columns(active=active)
    before = nw.col("active").shift(1).over(*within, order_by="known_on").fill_null(0)
    days = days.with_columns(learners=nw.col("active") - before).filter(nw.col("learners") != 0)
    counted = days.group_by("value", "period", "known_on").agg(nw.col("learners").sum())
    counted = counted.filter(nw.col("learners") != 0).sort("value", "period", "known_on")
    return counted.with_columns(grain=nw.lit(grain), period_kind=nw.lit(kind)).select(
        "grain", "value", "period_kind", "period", "known_on", "learners"
    )


def _first_day(kind: str) -> nw.Expr:
    day = nw.col("registered_on")
    if kind == "month":
        return day.dt.truncate("1mo")
    if kind == "quarter":
        return day.dt.truncate("1q")
    # The fiscal year is a calendar year that starts some months early.
    shift = FISCAL_YEAR_STARTS_IN - 1
    return day.dt.offset_by(f"-{shift}mo").dt.truncate("1y").dt.offset_by(f"{shift}mo")
