"""Cube `completion_groups`: what became of those who started, by learner group, at the end of each half year."""

from datetime import date

import dataframely as dy
import polars as pl

from data.cubes import completion, fiscal
from data.cubes.protected import ProtectedSplit
from data.reference.periods import STANDARD, Calendar

ATTRIBUTES = ("age_band", "gender", "employment", "first_generation", "degree_student")
"""Each is a partition of all learners; who has no value stands under `not_known`."""


class CompletionGroups(ProtectedSplit):
    """Learners' outcomes by group, for all fields together and for each, as in the cube `completion`.

    Protected: together with `completion`, whose cells are the sums of these. Every group of the college has a row wherever
    anybody has sat, also where nobody of it has: it is hidden like a group of few.
    """

    grain = dy.Enum(("all", "field"), primary_key=True, description="What the row is for.")
    value = dy.String(primary_key=True, description="The field (two-digit CIP); `all` for all.")
    attribute = dy.Enum(ATTRIBUTES, primary_key=True, description="The learner's attribute that makes the groups.")
    group = dy.String(primary_key=True, description="The group; `not_known` where the college does not record it.")
    cohort = dy.Date(primary_key=True, description="First day of the fiscal year in which the section ended.")
    as_of = dy.Date(primary_key=True, description="Last day of the half year at which it is asked for.")
    started = dy.Int64(nullable=True, description="Registrations of the group that started and whose outcome is final.")
    completed = dy.Int64(nullable=True, description="Those of them that completed.")
    open_share = dy.Float64(
        description="Share of the cohort's sections begun by then whose time to complete is not over; of the row's field.",
    )


def build(tally: pl.DataFrame, newest: date | None, calendar: Calendar = STANDARD) -> pl.DataFrame:
    """Return the unprotected counts at the ends of half years; `tally` is as from `completion.tally`, with all ATTRIBUTES."""
    grains = {"all": pl.lit("all"), "field": pl.col("field")}
    parts = []
    for attribute in ATTRIBUTES:
        changes = completion.changed(tally, newest, "field", attribute).rename({attribute: "group"})
        for grain, value in grains.items():
            by_group = changes.with_columns(grain=pl.lit(grain), value=value, attribute=pl.lit(attribute))
            parts.append(completion.at_quarter_ends(by_group, ("grain", "value", "attribute", "group"), calendar))
    return with_nobody(pl.concat(parts).filter(pl.col("as_of") == fiscal.half_end(pl.col("as_of"), calendar)))


def with_nobody(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows, and one of nobody (`is_nobody`) for each group of the college wherever one of its attribute has a row.

    A row that is not there would tell nobody from few.
    """
    place = ["grain", "value", "attribute", "cohort", "as_of"]
    every = rows.select(place).unique().join(rows.select("attribute", "group").unique(), on="attribute")
    nobody = every.join(rows, on=[*place, "group"], how="anti").sort(*place, "group")
    no_one = nobody.with_columns(
        *(pl.lit(0, pl.Int64).alias(count) for count in completion.COUNTS), is_nobody=pl.lit(value=True)
    )
    return pl.concat([rows.with_columns(is_nobody=pl.lit(value=False)), no_one.select(*rows.columns, "is_nobody")])
