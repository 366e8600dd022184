"""The contract of `inquiries`."""

import dataframely as dy
import polars as pl

from data.contracts.vocabulary import CHANNELS


class Inquiries(dy.Schema):
    """One person's interest in one offering, with the days on which it moved on."""

    inquiry_id = dy.String(primary_key=True, min_length=1, description="The college's own key of the inquiry.")
    offering_id = dy.String(min_length=1, description="The offering asked about: a key of offerings.")
    channel = dy.Enum(CHANNELS, nullable=True, description="How the person came.")
    inquired_on = dy.Date(description="Day of the inquiry.")
    contacted_on = dy.Date(nullable=True, description="Day of the first personal answer.")
    applied_on = dy.Date(nullable=True, description="Day of the application.")
    registered_on = dy.Date(nullable=True, description="Day of the registration that followed.")
    registration_id = dy.String(nullable=True, description="That registration: a key of registrations.")

    @dy.rule()
    def contacted_after_inquiry(cls) -> pl.Expr:
        return pl.col("contacted_on") >= pl.col("inquired_on")

    @dy.rule()
    def applied_after_inquiry(cls) -> pl.Expr:
        return pl.col("applied_on") >= pl.col("inquired_on")

    @dy.rule()
    def registered_after_inquiry(cls) -> pl.Expr:
        return pl.col("registered_on") >= pl.col("inquired_on")
