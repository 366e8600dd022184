"""Cube `learner_value`: what the learners of a cohort have paid by months since their first registration."""

import dataframely as dy
import polars as pl

from data.cubes import fiscal

FEWEST = 10
STEP_MONTHS = 3
MONTH_DAYS = 30.4375


class LearnerValue(dy.Schema):
    """Net tuition by fiscal year of the first registration and months since.

    Cohorts of fewer than ten learners are not published. Only months that every learner of the cohort has reached are,
    and of those only the ones up to which nobody or at least ten more paid: what few paid cannot be read off.
    """

    cohort = dy.Date(primary_key=True, description="First day of the fiscal year of the learners' first registration.")
    months = dy.Int64(primary_key=True, description="Months since the first registration, 0, 3, 6 …")
    learners = dy.Int64(description="Learners of the cohort.")
    net_cents = dy.Int64(description="Net tuition that they had paid within so many months, in cents.")


def build(registrations: pl.LazyFrame) -> pl.DataFrame:
    """The cube from the facts of that name; a learner without a kept registration is in no cohort."""
    kept = registrations.filter(pl.col("dropped_on").is_null()).select(
        "learner_id", "registered_on", "gross_usd", "discount_usd", "refund_usd"
    )
    first = pl.col("registered_on").min().over("learner_id")
    seats = kept.with_columns(
        first=first,
        months=((pl.col("registered_on") - first).dt.total_days() / MONTH_DAYS),
        cohort=fiscal.start(first),
        cents=((pl.col("gross_usd") - pl.col("discount_usd") - pl.col("refund_usd")) * 100).round(0).cast(pl.Int64),
    ).collect()
    if seats.is_empty():
        return LearnerValue.create_empty()
    newest = seats["registered_on"].max()
    rows = []
    for (cohort,), own in seats.group_by("cohort"):
        learners = own["learner_id"].n_unique()
        if learners >= FEWEST:
            reached = int((newest - own["first"].max()).days / MONTH_DAYS)  # type: ignore
            rows += [(cohort, months, learners, cents) for months, cents in _steps(own, reached)]
    schema = LearnerValue.create_empty().schema
    return LearnerValue.validate(pl.DataFrame(rows, schema=schema, orient="row").sort("cohort", "months"))


def _steps(own: pl.DataFrame, reached: int) -> list[tuple[int, int]]:
    steps, shown = [], -1.0
    for months in range(0, reached + 1, STEP_MONTHS):
        newly = own.filter(pl.col("months") > shown, pl.col("months") <= months)["learner_id"].n_unique()
        if newly == 0 or newly >= FEWEST:
            steps.append((months, own.filter(pl.col("months") <= months)["cents"].sum()))
            shown = float(months)
    return steps
