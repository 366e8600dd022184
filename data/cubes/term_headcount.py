"""Cube `term_headcount`: distinct learners of every term, exact at any as-of date, per published grain."""

import dataframely as dy
import polars as pl

from data.cubes import headcount, terms
from data.cubes.grains import GRAINS, values


class TermHeadcount(dy.Schema):
    """Learners who became active (or stopped being active) on one day in the sections of one term, at one grain.

    As in the cube `headcount`, but a seat counts in the term of its section, whenever it was taken. Rows of different
    grains, values or terms must never be added.
    """

    grain = dy.Enum(GRAINS, primary_key=True, description="What the count is distinct within.")
    value = dy.String(primary_key=True, description="The school, field (two-digit CIP) or offering; `all` for all.")
    term = dy.String(primary_key=True, description="The term, as in the sections cube.")
    known_on = dy.Date(primary_key=True, description="Day on which it became known.")
    learners = dy.Int64(description="Learners who became active less learners who stopped being active.")


def build(seats: pl.LazyFrame, offerings: pl.LazyFrame, sections: pl.LazyFrame, days: headcount.Days) -> pl.DataFrame:
    """The cube from `seats` (see `data.cubes.seats`) and the facts of the other names; `days` as for the cube `headcount`."""
    of_term = sections.select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("section"), "offering_id", term=terms.named()
    )
    at_grains = values(offerings)
    runs = of_term.collect().join(at_grains, on="offering_id", how="left", maintain_order="left")
    # A group and a term are one value of the count: its learners are distinct within both.
    each = runs.select(
        "offering_id",
        pl.struct("offering_id", "term").rank("dense").cast(pl.UInt32).alias("group") - 1,
        "term",
        *GRAINS,
    )
    groups = each.drop_nulls("all").unique("group").sort("group").with_row_index("at")
    at = pl.lit(each.join(groups.select("group", "at"), on="group", how="left", maintain_order="left")["at"])
    placed = seats.with_columns(offering=at.gather(pl.col("section")))
    named = groups.select(pl.concat_str(pl.col(grain), "term", separator=_BETWEEN).alias(grain) for grain in GRAINS)
    parts = headcount.counted(
        placed, named, days, lambda every: {"term": pl.repeat(every[0], len(every), dtype=pl.Date, eager=True)}
    )
    split = pl.col("value").str.split_exact(_BETWEEN, 1)
    rows = [
        part.select("grain", split.struct[0].alias("value"), split.struct[1].alias("term"), "known_on", "learners")
        for part in parts
    ]
    keys = TermHeadcount.primary_key()
    return TermHeadcount.cast(pl.concat([TermHeadcount.create_empty(), *rows]).sort(keys))


_BETWEEN = "\x1f"
"""Parts a value from its term; a character that no name has."""
