"""The contract of `registrations`."""

import dataframely as dy
import polars as pl

from data.contracts.pseudonyms import identifies
from data.contracts.vocabulary import CHANNELS, EXCLUSION_REASONS, OUTCOMES
from data.reference.state_codes import POSTAL


class Registrations(dy.Schema):
    """One learner's seat in one section, from the day it was taken to what became of it."""

    registration_id = dy.String(
        primary_key=True, min_length=1, description="The college's own key of the registration."
    )
    section_id = dy.String(min_length=1, description="The section: a key of sections.")
    learner_id = dy.String(
        min_length=1,
        max_length=64,
        description="Pseudonym of the learner; never an e-mail address or national id.",
    )
    registered_on = dy.Date(description="Day the seat was taken. A seat dropped and taken again keeps its first day.")
    dropped_on = dy.Date(nullable=True, description="Day the seat was dropped or the section was canceled.")
    gross_usd = dy.Float64(min=0, max=1_000_000, description="List price charged, before discounts, US dollars.")
    discount_usd = dy.Float64(
        min=0, max=1_000_000, description="Scholarship, waiver or promotion taken off, US dollars."
    )
    refund_usd = dy.Float64(
        min=0,
        max=1_000_000,
        description="Refunded, US dollars, on the day of the drop; for a learner who stays, on the day of the registration.",
    )
    paid_on = dy.Date(nullable=True, description="Day the seat was paid for; empty while unpaid.")
    outcome = dy.Enum(OUTCOMES, description="How the registration ended.")
    completed_on = dy.Date(nullable=True, description="Day the credential was earned; only where completed.")
    channel = dy.Enum(CHANNELS, nullable=True, description="How the learner came.")
    pell_recipient = dy.Bool(
        nullable=True, description="Whether the learner received Pell for this program; empty if not known."
    )
    exited_on = dy.Date(
        nullable=True,
        description="Last day in the program of a learner who began it, completed or not; empty if not known.",
    )
    exclusion_reason = dy.Enum(
        EXCLUSION_REASONS,
        nullable=True,
        description="Why the learner is left out of both rates of Workforce Pell (34 CFR 690.94(e)); empty for all others.",
    )
    learner_state = dy.Enum(
        tuple(POSTAL.values()), nullable=True, description="Where the learner lives, two-letter US postal code."
    )

    @dy.rule()
    def dropped_after_registered(cls) -> pl.Expr:
        return pl.col("dropped_on") >= pl.col("registered_on")

    @dy.rule()
    def discount_within_gross(cls) -> pl.Expr:
        return pl.col("discount_usd") <= pl.col("gross_usd")

    @dy.rule()
    def refund_within_net(cls) -> pl.Expr:
        return pl.col("refund_usd") <= pl.col("gross_usd") - pl.col("discount_usd") + 0.005

    @dy.rule()
    def completed_has_a_day(cls) -> pl.Expr:
        return (pl.col("outcome") == "completed") == pl.col("completed_on").is_not_null()

    @dy.rule()
    def completed_was_not_dropped(cls) -> pl.Expr:
        return (pl.col("outcome") != "completed") | pl.col("dropped_on").is_null()

    @dy.rule()
    def completed_after_registered(cls) -> pl.Expr:
        return pl.col("completed_on") >= pl.col("registered_on")

    @dy.rule()
    def exited_after_registered(cls) -> pl.Expr:
        return pl.col("exited_on") >= pl.col("registered_on")

    @dy.rule()
    def learner_is_a_pseudonym(cls) -> pl.Expr:
        return ~identifies(pl.col("learner_id"))
