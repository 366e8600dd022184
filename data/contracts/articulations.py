"""The contract of `articulations`."""

import dataframely as dy
import polars as pl

AGREED, RECOMMENDED = "agreed", "recommended"
AGREEMENT_STATES = (AGREED, RECOMMENDED)
AGREEMENT_KINDS = ("articulation", "transfer_value", "prior_learning", "partner_credential")


class Articulations(dy.Schema):
    """An agreement that one credential counts toward another or toward a degree, or a recommendation that it should.

    A recommendation, such as one of ACE, binds nobody: no institution has agreed to it.
    """

    articulation_id = dy.String(primary_key=True, min_length=1, description="Key of the agreement.")
    from_offering = dy.String(
        nullable=True, min_length=1, description="The offering that is credited: a key of offerings."
    )
    to_offering = dy.String(nullable=True, description="The offering it counts toward: a key of offerings.")
    degree = dy.String(nullable=True, description="The degree it counts toward, by name.")
    credit_hours = dy.Float64(nullable=True, min=0, max=200, description="Semester credit hours granted.")
    effective_on = dy.Date(nullable=True, description="First day of the agreement; empty where it is not stated.")
    expires_on = dy.Date(nullable=True, description="Last day of the agreement; empty where it has no end.")
    agreement_state = dy.Enum(
        AGREEMENT_STATES,
        nullable=True,
        description="`agreed` by an institution, or `recommended` only; empty is agreed.",
    )
    agreement_kind = dy.Enum(
        AGREEMENT_KINDS, nullable=True, description="What kind of agreement it is; empty is an articulation."
    )
    receiving_institution = dy.String(
        nullable=True, description="Who grants the credit, by name; empty is the college itself."
    )
    recommended_by = dy.String(nullable=True, description="Who recommends the credit, where no institution has agreed.")
    from_title = dy.String(
        nullable=True, description="What is credited, by name, where it is no offering of the catalog."
    )
    from_provider = dy.String(nullable=True, description="Who offers what is credited, by name, in that case.")

    @dy.rule()
    def is_credited_by_key_or_by_name(cls) -> pl.Expr:
        return pl.col("from_offering").is_not_null() | pl.col("from_title").is_not_null()

    @dy.rule()
    def counts_towards_something(cls) -> pl.Expr:
        is_recommended = (pl.col("agreement_state").cast(pl.String) == RECOMMENDED).fill_null(value=False)
        return pl.col("to_offering").is_not_null() | pl.col("degree").is_not_null() | is_recommended

    @dy.rule()
    def ends_after_it_begins(cls) -> pl.Expr:
        return pl.col("expires_on") >= pl.col("effective_on")
