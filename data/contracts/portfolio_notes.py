"""The contract of `portfolio_notes`, which are written on the page and not brought as a file."""

import dataframely as dy
import polars as pl

from data.contracts.vocabulary import PORTFOLIO_CLASSES, PORTFOLIO_NOTES
from data.reference.portfolio import CRITERIA


class PortfolioNotes(dy.Schema):
    """One note on one offering: a remark, a contested input, or a decision. Rows are added and never changed."""

    offering_id = dy.String(primary_key=True, min_length=1, description="The offering: a key of offerings.")
    noted_at = dy.Datetime(primary_key=True, time_unit="us", description="Time of the note, in UTC.")
    noted_by = dy.String(nullable=True, max_length=120, description="Who was signed in; empty where nobody was.")
    as_of = dy.Date(description="As-of date of the numbers that it is about.")
    data_version = dy.String(description="Data version that it is about.")
    kind = dy.Enum(PORTFOLIO_NOTES, description="A remark, an input contested or settled, or a decision.")
    criterion = dy.Enum(CRITERIA, nullable=True, description="The input that is contested or settled; empty otherwise.")
    decision = dy.Enum(PORTFOLIO_CLASSES, nullable=True, description="What was decided; empty otherwise.")
    note = dy.String(min_length=1, max_length=500, description="What the reader wrote.")
    judged_as = dy.String(nullable=True, description="The class that the page showed then.")
    holds = dy.Float64(
        nullable=True, min=0, max=1, description="How often that class held when the weights were moved."
    )

    @dy.rule()
    def names_an_input_where_one_is_contested(cls) -> pl.Expr:
        is_about_input = pl.col("kind").cast(pl.String).is_in(["contested", "settled"])
        return is_about_input == pl.col("criterion").is_not_null()

    @dy.rule()
    def a_decision_says_what_was_decided(cls) -> pl.Expr:
        return (pl.col("kind").cast(pl.String) == "decided") == pl.col("decision").is_not_null()
