"""The contract of `offerings`."""

import dataframely as dy
import polars as pl

from data.contracts.vocabulary import CIP_PATTERN, CREDENTIAL_TYPES, MODALITIES


class Offerings(dy.Schema):
    """One credential in a catalog, whoever offers it."""

    offering_id = dy.String(primary_key=True, min_length=1, description="The college's own key of the offering.")
    provider_id = dy.String(min_length=1, description="Who offers it: a key of providers.")
    title = dy.String(min_length=1, description="Title as listed in the catalog.")
    credential_type = dy.Enum(CREDENTIAL_TYPES, description="What the learner holds at the end.")
    cip_code = dy.String(regex=CIP_PATTERN, description="CIP 2020 code as text, NN.NNNN, with its zeros.")
    soc_codes = dy.String(nullable=True, description="Target occupations, SOC codes separated by semicolons.")
    school = dy.String(nullable=True, description="The college's own unit that runs it.")
    price_usd = dy.Float64(nullable=True, min=0, max=1_000_000, description="Current list price in US dollars.")
    fees_usd = dy.Float64(
        nullable=True, min=0, max=1_000_000, description="Mandatory fees on top of the price, US dollars."
    )
    weeks = dy.Float64(nullable=True, min_exclusive=0, max=520, description="Length from first to last day, in weeks.")
    contact_hours = dy.Float64(
        nullable=True, min_exclusive=0, max=10_000, description="Scheduled hours of instruction."
    )
    credit_hours = dy.Float64(
        nullable=True, min=0, max=200, description="Semester credit hours; 0 or empty if noncredit."
    )
    instruction_weeks = dy.Float64(
        nullable=True,
        min_exclusive=0,
        max=520,
        description="Weeks with at least one day of instruction or examination, as 34 CFR 668.3(b) counts them.",
    )
    partner_hours = dy.Float64(
        nullable=True,
        min=0,
        max=10_000,
        description="Those of the scheduled hours that the partner teaches, assesses or sets the requirements of.",
    )
    is_credential_recognized = dy.Bool(
        nullable=True, description="Whether employers or the state recognize the credential (34 CFR 690.91)."
    )
    modality = dy.Enum(MODALITIES, nullable=True, description="How it is taught.")
    stacks_into = dy.String(nullable=True, description="The offering it counts toward: a key of offerings.")
    partner_provider_id = dy.String(
        nullable=True, description="The partner that runs it with the college: a key of providers."
    )
    skills = dy.String(nullable=True, description="Skills taught, separated by semicolons.")
    tags = dy.String(
        nullable=True, max_length=200, description="The college's own labels of it, separated by semicolons."
    )
    launched_on = dy.Date(nullable=True, description="First day on which it was open for registration.")
    retired_on = dy.Date(
        nullable=True, description="Last day on which it was open for registration; empty while it runs."
    )

    @dy.rule()
    def retired_after_launch(cls) -> pl.Expr:
        return pl.col("retired_on") >= pl.col("launched_on")

    @dy.rule()
    def instruction_within_the_whole_length(cls) -> pl.Expr:
        return pl.col("instruction_weeks") <= pl.col("weeks") + 1

    @dy.rule()
    def partner_within_all_hours(cls) -> pl.Expr:
        return pl.col("partner_hours") <= pl.col("contact_hours")

    @dy.rule()
    def at_most_eighty_hours_a_week(cls) -> pl.Expr:
        return pl.col("contact_hours") <= 80 * pl.col("weeks")
