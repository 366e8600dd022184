"""Cube `published_outcomes`: outcome numbers that others publish, pooled by field and period, each with its definition."""

import dataframely as dy
import polars as pl

from data.contracts.vocabulary import PROVIDER_TYPES
from data.reference.least_people import least_people
from data.reference.outcome_definitions import DEFINITIONS

POOLINGS = ("stated", "people", "average", "median")
COUNTS = ("n", "numerator", "enrolled_least", "enrolled_most", "graduates", "excluded", "not_reporting")
ALL, SAME = "all", "same"
"""All providers that report in a period, or only those that report in every period of their list."""


class PublishedOutcomes(dy.Schema):
    """One outcome number: of one program as its source states it, or pooled over programs."""

    number_id = dy.String(primary_key=True, description="Key of the number, as it stands in links.")
    list_id = dy.String(description="Which source, e.g. `cirr`.")
    definition = dy.Enum(tuple(DEFINITIONS), description="Code of the outcome definition.")
    is_pooled = dy.Bool(description="True where it stands for several programs.")
    pooled_by = dy.Enum(
        POOLINGS,
        description="`stated` as published; `people`: sums of people; `average`: weighted by people; `median` of programs.",
    )
    reporters = dy.Enum((ALL, SAME), description="All providers of the period, or only those that report in every one.")
    provider = dy.String(nullable=True, description="Name of the provider; empty where several are pooled.")
    provider_type = dy.Enum(PROVIDER_TYPES, nullable=True, description="What kind of organization; empty where mixed.")
    program = dy.String(nullable=True, description="Title of the program; empty where several are pooled.")
    field = dy.String(nullable=True, description="Two-digit CIP; empty for all fields together.")
    subject = dy.String(nullable=True, description="Subject in the source's words; empty for all together.")
    period = dy.String(description="Period as the source names it; `not stated` where it does not.")
    value = dy.Float64(description="Share 0–1, or US dollars.")
    numbers = dy.Int64(description="Published numbers behind it.")
    providers = dy.Int64(description="Distinct providers behind it.")
    n = dy.Int64(nullable=True, description="People it divides by, or whose pay it is of.")
    numerator = dy.Int64(nullable=True, description="People counted.")
    enrolled_least = dy.Int64(nullable=True, description="Fewest people that can have enrolled.")
    enrolled_most = dy.Int64(nullable=True, description="Most people that can have enrolled.")
    graduates = dy.Int64(nullable=True, description="All who graduated.")
    excluded = dy.Int64(nullable=True, description="Graduates left out of the share.")
    not_reporting = dy.Int64(nullable=True, description="At most so many of whom the outcome is not known.")


def pooled(outcomes: pl.DataFrame) -> pl.DataFrame:
    """Numbers pooled by list, definition and period: all together, and by field or subject. `outcomes` as in the contract."""
    rows = outcomes.with_columns(
        field=pl.col("cip_code").str.slice(0, 2), definition=pl.col("definition").cast(pl.String)
    )
    reported = pl.col("period").n_unique().over("list_id", "provider_id")
    every = pl.col("period").n_unique().over("list_id")
    same = rows.filter(reported == every, (reported < every).any().over("list_id"))
    marked = [(rows, ALL)] if same.is_empty() else [(rows, ALL), (same, SAME)]
    parts = []
    for frame, reporters in marked:
        for cut in ("field", "subject", None):
            stating = frame if cut is None else frame.filter(pl.col(cut).is_not_null())
            parts.append(_summed(stating, cut).with_columns(reporters=pl.lit(reporters)))
    return _finished(pl.concat(parts, how="diagonal"))


def single(outcomes: pl.DataFrame) -> pl.DataFrame:
    """Every published number by itself."""
    frame = outcomes.with_columns(
        is_pooled=pl.lit(False),
        pooled_by=pl.lit("stated"),
        reporters=pl.lit(ALL),
        field=pl.col("cip_code").str.slice(0, 2),
        numbers=pl.lit(1),
        providers=pl.lit(1),
        definition=pl.col("definition").cast(pl.String),
        number_id=pl.concat_str("list_id", "definition", "period", "provider_id", "program_id", separator="~"),
    )
    return PublishedOutcomes.validate(frame.select(PublishedOutcomes.column_names()), cast=True)


def _summed(rows: pl.DataFrame, cut: str | None) -> pl.DataFrame:
    keys = ["list_id", "definition", "period", *([cut] if cut else [])]
    of_pay = pl.col("definition").is_in([c for c, d in DEFINITIONS.items() if d.statistic == "average"])
    counted = pl.col("numerator").is_not_null() & pl.col("n").is_not_null()
    weighed = pl.col("n").is_not_null()
    # Bounds are stated only where every number that is summed states what they need.
    whole = pl.all_horizontal(pl.col(c).is_not_null() for c in COUNTS) | ~counted
    return (
        rows.group_by(keys)
        .agg(
            is_average=of_pay.first(),
            by_people=pl.col("numerator").filter(counted).sum() / pl.col("n").filter(counted).sum(),
            by_average=(pl.col("value") * pl.col("n")).filter(weighed).sum() / pl.col("n").filter(weighed).sum(),
            by_median=pl.col("value").median(),
            numbers=pl.len(),
            counted=counted.sum(),
            providers=pl.col("provider_id").n_unique(),
            provider_type=pl.when(pl.col("provider_type").n_unique() == 1).then(pl.col("provider_type").first()),
            n=pl.when(counted.any()).then(pl.col("n").filter(counted).sum()).otherwise(pl.col("n").filter(weighed).sum()),
            numerator=pl.when(counted.any()).then(pl.col("numerator").filter(counted).sum()),
            **{c: pl.when(whole.all() & counted.any()).then(pl.col(c).filter(counted).sum()) for c in COUNTS[2:]},
        )
        .with_columns(
            pooled_by=pl.when(pl.col("counted") > 0)
            .then(pl.lit("people"))
            .when(pl.col("is_average"))
            .then(pl.lit("average"))
            .otherwise(pl.lit("median"))
        )
        .with_columns(
            value=pl.when(pooled_by_is("people")).then("by_people").when(pooled_by_is("average")).then("by_average").otherwise("by_median"),
            numbers=pl.when(pooled_by_is("people")).then("counted").otherwise("numbers"),
            n=pl.when(pl.col("n") > 0).then("n"),
        )
        .filter(pl.col("n").is_null() | (pl.col("n") >= least_people()))
    )  # fmt: skip


def pooled_by_is(way: str) -> pl.Expr:
    """Whether a number was pooled that way."""
    return pl.col("pooled_by") == way


def _finished(frame: pl.DataFrame) -> pl.DataFrame:
    for column in ("field", "subject"):
        if column not in frame.columns:
            frame = frame.with_columns(pl.lit(None, pl.String).alias(column))
    cut = pl.coalesce("field", "subject", pl.lit("all"))
    frame = frame.with_columns(
        is_pooled=pl.lit(True),
        provider=pl.lit(None, pl.String),
        program=pl.lit(None, pl.String),
        number_id=pl.concat_str("list_id", "definition", "period", cut, "reporters", separator="~"),
    )
    return PublishedOutcomes.validate(frame.select(PublishedOutcomes.column_names()).sort("number_id"), cast=True)
