"""Cube `learner_value`: what the learners of a cohort have paid by months since their first registration."""

from datetime import date

import dataframely as dy
import polars as pl

from data.cubes.seats import is_first
from data.reference.least_people import least_people
from data.reference.periods import STANDARD, Calendar, add_months, month_end

STEP_MONTHS = 3
MONTH_DAYS = 30.4375
LEAST_REST = 0.1
"""What all but the two who paid most have paid, as a share of the most: with less the second could work out the first."""
MUCH = 0.25
"""Share of the money by which a correction must change a cohort to be published anew."""


class LearnerValue(dy.Schema):
    """Net tuition by fiscal year of the first registration and months since.

    Cohorts are published once their year is over and if they have at least as many learners as
    `least_people` says. Only months that every learner of the cohort has reached are, and of those only the ones up to
    which nobody or at least so many more paid, none of them nearly all of it: what few paid cannot be read off.
    """

    cohort = dy.Date(primary_key=True, description="First day of the fiscal year of the learners' first registration.")
    months = dy.Int64(primary_key=True, description="Months since the first registration, 0, 3, 6 …")
    known_on = dy.Date(description="Last day of the half year by which every learner had reached so many months.")
    learners = dy.Int64(description="Learners of the cohort.")
    net_cents = dy.Int64(description="Net tuition that they had paid within so many months, in cents.")


def build(seats: pl.LazyFrame, ends: list[date], calendar: Calendar = STANDARD) -> pl.DataFrame:
    """The cube from `seats` (see `data.cubes.seats`); a learner without a kept registration is in no cohort."""
    day = pl.col("registered_on")
    kept = (
        seats.filter(pl.col("dropped_on").is_null())
        .select("learner", day, "net_cents", first=pl.when(is_first()).then(day).forward_fill())
        .select(
            "learner",
            "first",
            cents=pl.col("net_cents").cast(pl.Int64),
            since=day.to_physical() - pl.col("first").to_physical(),
        )
        .collect()
    )
    rows = []
    span = kept.select(start=pl.col("first").min(), end=pl.col("first").max()).row(0)
    for year in calendar.between(*span, "fiscal_year") if kept.height else ():
        own = kept.filter(pl.col("first").is_between(year.start, year.end))
        learners = own.select(is_first().sum()).item()
        if learners >= least_people():
            days = _days(year.start, ends)
            rows += [(year.start, months, days[months], learners, cents) for months, cents in _steps(own, list(days))]
    schema = LearnerValue.create_empty().schema
    return LearnerValue.validate(pl.DataFrame(rows, schema=schema, orient="row").sort("cohort", "months"))


def beside_past(now: pl.DataFrame, past: pl.DataFrame | None) -> pl.DataFrame:
    """`now`, with what was published before in place of it where few people have come or gone since."""
    if past is None or past.is_empty():
        return now
    old = past.select("cohort", "months", old_learners="learners", old_cents="net_cents")
    both = now.join(old, on=["cohort", "months"], how="left")
    people = (pl.col("learners") - pl.col("old_learners")).abs()
    money = (pl.col("net_cents") - pl.col("old_cents")).abs() / pl.col("old_cents").abs()
    is_changed = ((people >= least_people()) | (money >= MUCH)).any().fill_null(False).over("cohort")
    learners_before = pl.col("old_learners").max().over("cohort")
    kept = both.with_columns(
        learners=pl.when(is_changed | learners_before.is_null()).then("learners").otherwise(learners_before),
        net_cents=pl.when(is_changed | pl.col("old_cents").is_null()).then("net_cents").otherwise("old_cents"),
    )
    return kept.select(now.columns)


def _days(cohort: date, ends: list[date]) -> dict[int, date]:
    """Months of a cohort with the first end of a half year at which everybody of it has reached them."""
    reached_on, months = {}, 0
    while True:
        reached = month_end(add_months(cohort, 11 + months))
        after = [end for end in ends if end >= reached]
        if not after:
            return reached_on
        reached_on[months] = after[0]
        months += STEP_MONTHS


def _steps(own: pl.DataFrame, reached: list[int]) -> list[tuple[int, int]]:
    steps, shown = [], -1
    for months in reached:
        until = int(months * MONTH_DAYS)
        paid = _by_learner(own.filter(pl.col("since") > shown, pl.col("since") <= until))
        if paid.is_empty() or (len(paid) >= least_people() and _is_spread(paid)):
            steps.append((months, own.filter(pl.col("since") <= until)["cents"].sum()))
            shown = until
    return steps


def _by_learner(seats: pl.DataFrame) -> pl.Series:
    """What each learner paid, in cents; the seats are sorted by learner."""
    is_last = (pl.col("learner") != pl.col("learner").shift(-1)).fill_null(True)
    until = seats.select("learner", cents=pl.col("cents").cum_sum()).filter(is_last)["cents"]
    return until - until.shift(fill_value=0)


def _is_spread(cents: pl.Series) -> bool:
    """Whether enough was paid by others than the two who paid most (the p% rule)."""
    paid = pl.col("cents").abs()
    rest, most = cents.to_frame("cents").select(rest=paid.sum() - paid.top_k(2).sum(), most=paid.max()).row(0)
    return rest >= LEAST_REST * most
