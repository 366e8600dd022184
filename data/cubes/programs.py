"""Cube `programs`: one row per credential on the market, ours and everybody's, in one shape."""

import dataframely as dy
import polars as pl

from data.contracts import PIECEMEAL
from data.contracts.vocabulary import CREDENTIAL_TYPES, MODALITIES, PROVIDER_TYPES


class Programs(dy.Schema):
    """One credential that somebody offers, with its price, length and field."""

    program_id = dy.String(primary_key=True, description="Key within the list; the offering_id for the college's own.")
    list_id = dy.String(primary_key=True, description="Which list it comes from, e.g. `offerings` or `texas`.")
    title = dy.String(description="Title as listed.")
    provider = dy.String(description="Name of the provider.")
    provider_type = dy.Enum(PROVIDER_TYPES, nullable=True, description="What kind of organization offers it.")
    is_ours = dy.Bool(description="True for the college's own offerings.")
    is_fictional = dy.Bool(description="True for the demo college and its competitors.")
    state = dy.String(nullable=True, description="Two-letter US postal code of where it is offered.")
    school = dy.String(nullable=True, description="The college's own unit; only for its own offerings.")
    credential_type = dy.Enum(CREDENTIAL_TYPES, nullable=True, description="What the learner holds at the end.")
    cip_code = dy.String(nullable=True, description="CIP 2020 code, NN.NNNN.")
    cip4 = dy.String(nullable=True, description="First four digits, NN.NN.")
    field = dy.String(nullable=True, description="First two digits.")
    price_usd = dy.Float64(nullable=True, description="List price of the whole program, US dollars.")
    weeks = dy.Float64(nullable=True, description="Length in weeks.")
    contact_hours = dy.Float64(nullable=True, description="Scheduled hours of instruction.")
    credit_hours = dy.Float64(nullable=True, description="Semester credit hours.")
    modality = dy.Enum(MODALITIES, nullable=True, description="How it is taught.")
    listed_from = dy.Date(nullable=True, description="First day it could be registered for, where known.")
    listed_until = dy.Date(nullable=True, description="Last day it could be registered for, where known.")


def build(offerings: pl.LazyFrame, providers: pl.LazyFrame, *, is_fictional: bool) -> pl.DataFrame:
    """The cube from a college's catalog, its own and its competitors'."""
    who = providers.select("provider_id", "provider_type", "state", "is_home", provider="name")
    frame = offerings.join(who, on="provider_id").select(
        "title",
        "provider",
        "provider_type",
        "state",
        "school",
        "credential_type",
        "cip_code",
        "price_usd",
        "weeks",
        "contact_hours",
        "modality",
        # In a college's own catalog an empty cell is noncredit; on a public list it says nothing.
        credit_hours=pl.col("credit_hours").fill_null(0),
        program_id="offering_id",
        list_id=pl.lit("offerings"),
        is_ours="is_home",
        is_fictional=pl.lit(is_fictional),
        cip4=pl.col("cip_code").str.slice(0, 5),
        field=pl.col("cip_code").str.slice(0, 2),
        listed_from="launched_on",
        listed_until="retired_on",
    )
    return Programs.validate(frame.select(Programs.column_names()).sort("list_id", "program_id").collect(), cast=True)


def from_market(market_offerings: pl.LazyFrame) -> pl.DataFrame:
    """The cube from public program lists: the newest edition of each, so that no program is counted twice.

    A list that comes program by program has each of them once, whatever its edition.
    """
    is_newest = pl.col("edition") == pl.col("edition").max().over("list_id")
    newest = market_offerings.filter(is_newest | pl.col("list_id").is_in(list(PIECEMEAL)))
    frame = newest.with_columns(
        # On a public list a price of 0 says that none was stated; counted, it would pull every median down.
        price_usd=pl.when(pl.col("price_usd") > 0).then(pl.col("price_usd")),
        is_ours=pl.lit(False),
        is_fictional=pl.lit(False),
        school=pl.lit(None, pl.String),
        credential_type=pl.lit(None, pl.String),
        cip4=pl.col("cip_code").str.slice(0, 5),
        field=pl.col("cip_code").str.slice(0, 2),
        credit_hours=pl.lit(None, pl.Float64),
        listed_from=pl.lit(None, pl.Date),
        listed_until=pl.lit(None, pl.Date),
    )
    return Programs.validate(frame.select(Programs.column_names()).sort("list_id", "program_id").collect(), cast=True)
