"""Cube `returns`: how long after their first registration learners come back, as a life table."""

from datetime import date

import dataframely as dy
import polars as pl

STRATA = ("all", "field", "stacks")
MONTH_DAYS = 30.4375
FEWEST = 10


class Returns(dy.Schema):
    """Learners by months since their first registration that was kept.

    Bands are as narrow as a month where many come back, and widened until at least ten came back in each and nobody
    or at least ten went out of sight: so no band is about few people, and none needs to be hidden.
    """

    stratum = dy.Enum(STRATA, primary_key=True, description="What the row is for.")
    value = dy.String(
        primary_key=True, description="Field of the first class; whether it counts towards another; `all`."
    )
    month_from = dy.Int64(primary_key=True, description="Whole months since the first registration, first of the band.")
    month_to = dy.Int64(description="Whole months since the first registration, last of the band.")
    at_risk = dy.Int64(description="Learners not back yet and still in sight at the start of the band.")
    returned = dy.Int64(description="Those of them that came back within the band.")
    out_of_sight = dy.Int64(description="Those of them whom the data follows no further.")
    as_of = dy.Date(description="Last day of the data.")


def build(registrations: pl.LazyFrame, sections: pl.LazyFrame, offerings: pl.LazyFrame) -> pl.DataFrame:
    """The life tables. A return is a later registration, kept, in another section."""
    visits = first_and_second(registrations, sections, offerings)
    if visits.is_empty():
        return Returns.create_empty()
    as_of = visits["as_of"].max()
    strata = {"all": pl.lit("all"), "field": pl.col("field"), "stacks": pl.col("stacks")}
    parts = []
    for stratum, value in strata.items():
        for (name,), people in visits.with_columns(value=value).group_by("value", maintain_order=True):
            bands = _life_table(people)
            parts.append(bands.with_columns(stratum=pl.lit(stratum), value=pl.lit(str(name)), as_of=pl.lit(as_of)))
    return Returns.validate(
        pl.concat(parts).select(Returns.column_names()).sort("stratum", "value", "month_from"), cast=True
    )


def first_and_second(registrations: pl.LazyFrame, sections: pl.LazyFrame, offerings: pl.LazyFrame) -> pl.DataFrame:
    """One row per learner: days seen, whether back, field and whether the first offering counts towards another."""
    kept = (
        registrations.filter(pl.col("dropped_on").is_null())
        .join(sections.select("section_id", "offering_id"), on="section_id")
        .join(offerings.select("offering_id", "cip_code", "stacks_into"), on="offering_id")
        .sort("registered_on", "registration_id")
    )
    newest = registrations.select(pl.max_horizontal(pl.col("registered_on", "completed_on", "dropped_on").max()))
    as_of: date | None = newest.collect().item()
    return (
        kept.group_by("learner_id", maintain_order=True)
        .agg(
            first=pl.col("registered_on").first(),
            second=pl.col("registered_on").get(1, null_on_oob=True),
            field=pl.col("cip_code").first().str.slice(0, 2),
            stacks=pl.when(pl.col("stacks_into").first().is_not_null()).then(pl.lit("yes")).otherwise(pl.lit("no")),
        )
        .with_columns(as_of=pl.lit(as_of, pl.Date), is_back=pl.col("second").is_not_null())
        .with_columns(days=(pl.coalesce("second", "as_of") - pl.col("first")).dt.total_days())
        .collect()
    )


def _life_table(people: pl.DataFrame) -> pl.DataFrame:
    by_month = (
        people.group_by(month=(pl.col("days") / MONTH_DAYS).floor().cast(pl.Int64))
        .agg(returned=pl.col("is_back").sum().cast(pl.Int64), gone=(~pl.col("is_back")).sum().cast(pl.Int64))
        .sort("month")
    )
    bands, at_risk, start, returned, gone = [], people.height, 0, 0, 0
    for month, back, lost in by_month.rows():
        returned, gone = returned + back, gone + lost
        left = at_risk - returned - gone
        if returned >= FEWEST and (gone == 0 or gone >= FEWEST) and (left == 0 or left >= FEWEST):
            bands.append((start, month, at_risk, returned, gone))
            at_risk, start, returned, gone = left, month + 1, 0, 0
    # What is left at the end has no band of its own: too few came back in it.
    names = ["month_from", "month_to", "at_risk", "returned", "out_of_sight"]
    return pl.DataFrame(bands, schema=dict.fromkeys(names, pl.Int64), orient="row")
