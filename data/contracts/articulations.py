"""The contract of `articulations`."""

import dataframely as dy
import polars as pl


class Articulations(dy.Schema):
    """An agreement that one credential counts toward another or toward a degree."""

    articulation_id = dy.String(primary_key=True, min_length=1, description="Key of the agreement.")
    from_offering = dy.String(min_length=1, description="The offering that is credited: a key of offerings.")
    to_offering = dy.String(nullable=True, description="The offering it counts toward: a key of offerings.")
    degree = dy.String(nullable=True, description="The degree it counts toward, by name.")
    credit_hours = dy.Float64(nullable=True, min=0, max=200, description="Semester credit hours granted.")
    effective_on = dy.Date(description="First day of the agreement.")

    @dy.rule()
    def counts_towards_something(cls) -> pl.Expr:
        return pl.col("to_offering").is_not_null() | pl.col("degree").is_not_null()
