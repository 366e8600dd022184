"""The contract of `market_outcomes`."""

import dataframely as dy
import polars as pl

from data.contracts.vocabulary import CIP_PATTERN, PROVIDER_TYPES, STATE_PATTERN
from data.reference.outcome_definitions import DEFINITIONS

SHARES = tuple(code for code, d in DEFINITIONS.items() if d.measure == "share")


class MarketOutcomes(dy.Schema):
    """One published outcome number of one program (or provider and field) in one period, under one definition.

    `value` is as the source states it. Counts are as stated or implied by stated shares, empty where neither.
    """

    list_id = dy.String(primary_key=True, min_length=1, description="Which source, for example `cirr`.")
    provider_id = dy.String(
        primary_key=True, min_length=1, description="The source's own key of the provider, or its name."
    )
    program_id = dy.String(primary_key=True, min_length=1, description="Key of the program within the provider.")
    period = dy.String(
        primary_key=True, min_length=1, description="Period as the source names it; `not stated` where it does not."
    )
    definition = dy.Enum(tuple(DEFINITIONS), primary_key=True, description="Code of the outcome definition.")
    provider = dy.String(min_length=1, description="Name of the provider, or its key where no name is given.")
    provider_type = dy.Enum(PROVIDER_TYPES, nullable=True, description="What kind of organization it is.")
    program = dy.String(min_length=1, description="Title of the program, or its code where no title is given.")
    state = dy.String(nullable=True, regex=STATE_PATTERN, description="State in which it is offered.")
    cip_code = dy.String(nullable=True, regex=CIP_PATTERN, description="CIP 2020 code, NN.NNNN.")
    subject = dy.String(nullable=True, description="Subject in the source's words, where it gives no CIP code.")
    value = dy.Float64(min=0, max=2_000_000, description="Share 0–1, or US dollars, as stated.")
    n = dy.Int64(nullable=True, min=0, description="Number of people behind the share or the pay.")
    numerator = dy.Int64(nullable=True, min=0, description="People counted; only for shares.")
    enrolled_least = dy.Int64(nullable=True, min=0, description="Lowest possible number of people enrolled.")
    enrolled_most = dy.Int64(nullable=True, min=0, description="Highest possible number of people enrolled.")
    graduates = dy.Int64(nullable=True, min=0, description="All who graduated, those left out of the share included.")
    excluded = dy.Int64(nullable=True, min=0, description="Graduates left out of the share.")
    not_reporting = dy.Int64(
        nullable=True, min=0, description="Highest possible number of people with an unknown outcome."
    )

    @dy.rule()
    def share_is_at_most_one(cls) -> pl.Expr:
        return ~pl.col("definition").cast(pl.String).is_in(list(SHARES)) | (pl.col("value") <= 1)

    @dy.rule()
    def numerator_within_n(cls) -> pl.Expr:
        return pl.col("numerator") <= pl.col("n")
