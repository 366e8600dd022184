"""The contract of `approvals`."""

import dataframely as dy
import polars as pl

from data.contracts.vocabulary import STATE_PATTERN


class Approvals(dy.Schema):
    """A governor's approval of an offering as a workforce program (34 CFR 690.93), from one day to another."""

    offering_id = dy.String(primary_key=True, min_length=1, description="The offering: a key of offerings.")
    state = dy.String(primary_key=True, regex=STATE_PATTERN, description="Two-letter US postal code of the state.")
    approved_on = dy.Date(primary_key=True, description="Day on which the governor approved it.")
    expires_on = dy.Date(nullable=True, description="Last day of the approval; empty where it has no end.")
    withdrawn_on = dy.Date(nullable=True, description="Day on which it was withdrawn; empty while it stands.")

    @dy.rule()
    def expires_after_approval(cls) -> pl.Expr:
        return pl.col("expires_on") >= pl.col("approved_on")

    @dy.rule()
    def withdrawn_after_approval(cls) -> pl.Expr:
        return pl.col("withdrawn_on") >= pl.col("approved_on")
