"""Cube `commitments`: sections that must run, or that cost something even if they are canceled; no people."""

import dataframely as dy
import polars as pl


class Commitments(dy.Schema):
    """One section to which the college is bound by a promise or by a cost."""

    section_id = dy.String(primary_key=True, description="The section, as the college names it.")
    commitment = dy.String(nullable=True, description="Why it must run; empty if it may be canceled.")
    committed_cost_cents = dy.Int64(
        min=0, description="Part of the direct cost that is due even if it is canceled, US cents."
    )


def build(sections: pl.LazyFrame) -> pl.DataFrame:
    """The cube from the sections; those without a commitment have no row."""
    frame = sections.select(
        "section_id",
        pl.col("commitment").str.strip_chars().replace("", None),
        committed_cost_cents=(pl.col("committed_cost_usd").fill_null(0) * 100).round().cast(pl.Int64),
    )
    bound = pl.col("commitment").is_not_null() | (pl.col("committed_cost_cents") > 0)
    return Commitments.cast(frame.filter(bound).sort("section_id").collect())
