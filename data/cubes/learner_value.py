"""Cube `learner_value`: what the learners of a cohort have paid by months since their first registration."""

from datetime import date

import dataframely as dy
import numpy as np
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


NO_STEP = -1
"""Stands for the step before the first one."""
_NOBODY = {"learners": 0}
MONEY = ("net_cents", "paid_cents", "most_cents", "second_cents")
KEY = ("cohort", "after", "months")
LEARNERS_AT_ONCE = 500_000
"""Bounds the memory."""


def count(seats: pl.LazyFrame, ends: list[date], calendar: Calendar = STANDARD) -> pl.DataFrame:
    """What learners have paid between any two steps: later than `after` months, NO_STEP for from the start on, up to `months`.

    Of each cohort: `learners` with a kept seat, `net_cents`, the sum of what each has paid or been paid back
    (`paid_cents`), and the two largest of these. All pairs, since only all learners together tell which steps are left out.
    `seats` as from `data.cubes.seats`; a learner without a kept registration is in no cohort.
    """
    day = pl.col("registered_on")
    kept = (
        seats.filter(pl.col("dropped_on").is_null())
        .select("learner", day, "net_cents", first=pl.when(is_first()).then(day).forward_fill())
        .select(
            "first",
            who=is_first().cum_sum() - 1,
            cents=pl.col("net_cents").cast(pl.Int64),
            since=day.to_physical() - pl.col("first").to_physical(),
        )
        .collect()
    )
    parts = [_none()]
    span = kept.select(start=pl.col("first").min(), end=pl.col("first").max()).row(0)
    for year in calendar.between(*span, "fiscal_year") if kept.height else ():
        steps = [*_days(year.start, ends)]
        if steps:
            own = kept.filter(pl.col("first").is_between(year.start, year.end))
            parts.append(_between_steps(own, steps).with_columns(cohort=pl.lit(year.start)).select(_none().columns))
    return added(parts)


def added(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """The counts of several parts of the learners as one."""
    two = pl.concat_list("most_cents", "second_cents").explode().top_k(2)
    sums = pl.col("learners", "net_cents", "paid_cents").sum()
    every = pl.concat([_none(), *parts]).filter(pl.col("learners") > 0).group_by(KEY)
    return every.agg(sums, most_cents=two.max(), second_cents=two.min()).sort(KEY)


def build(counted: pl.DataFrame, ends: list[date]) -> pl.DataFrame:
    """The cube from what `count` has counted."""
    rows = []
    for (cohort,), own in counted.sort(KEY).partition_by("cohort", as_dict=True, maintain_order=True).items():
        between = {(row["after"], row["months"]): row for row in own.to_dicts()}
        # Everybody has a seat on the first day.
        learners = between.get((NO_STEP, 0), _NOBODY)["learners"]
        if learners >= least_people():
            days = _days(cohort, ends)
            rows += [(cohort, months, days[months], learners, cents) for months, cents in _steps(between, list(days))]
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


def _steps(between: dict[tuple[int, int], dict], reached: list[int]) -> list[tuple[int, int]]:
    """The steps that may be shown, with what was paid until then; `between`: the counts between two steps."""
    steps, shown = [], NO_STEP
    for months in reached:
        paid = between.get((shown, months), _NOBODY)
        if paid["learners"] == 0 or (paid["learners"] >= least_people() and _is_spread(paid)):
            steps.append((months, between[NO_STEP, months]["net_cents"]))
            shown = months
    return steps


def _is_spread(paid: dict) -> bool:
    """Whether enough was paid by others than the two who paid most (the p% rule)."""
    return paid["paid_cents"] - paid["most_cents"] - paid["second_cents"] >= LEAST_REST * paid["most_cents"]


def _none() -> pl.DataFrame:
    counts = dict.fromkeys(("learners", *MONEY), pl.Int64)
    return pl.DataFrame(schema={"cohort": pl.Date, "after": pl.Int64, "months": pl.Int64} | counts)


def _between_steps(own: pl.DataFrame, steps: list[int]) -> pl.DataFrame:
    """The counts of one cohort's learners between any two steps; `own`: their seats (who, since, cents), sorted by learner."""
    untils = pl.Series([int(months * MONTH_DAYS) for months in steps], dtype=pl.Int32)
    reached = own.select("who", "cents", step=untils.search_sorted(own["since"], side="left"))
    by_step = reached.filter(pl.col("step") < len(steps)).group_by("who", "step").agg(pl.col("cents").sum())
    is_alone = pl.len().over("who") == 1
    places = [NO_STEP, *steps]
    pairs = [(first, last) for first in range(len(steps)) for last in range(first + 1, len(steps) + 1)]
    named = pl.DataFrame(pairs, schema={"from": pl.UInt32, "to": pl.UInt32}, orient="row").with_columns(
        after=pl.lit(pl.Series(places)).gather("from"), months=pl.lit(pl.Series(places)).gather("to")
    )
    # Most learners have paid in one step alone: those are counted once for all pairs.
    once = by_step.filter(is_alone).group_by("step").agg(_measures())
    parts = [named.join_where(once, pl.col("from") <= pl.col("step"), pl.col("step") < pl.col("to"))]
    several = by_step.filter(~is_alone).sort("who")
    for _, lot in several.group_by(pl.col("who") // LEARNERS_AT_ONCE, maintain_order=True):
        parts.append(named.hstack(_of_several(lot, pairs, len(steps))))
    return pl.concat(part.select("after", "months", "learners", *MONEY) for part in parts)


def _measures() -> list[pl.Expr]:
    """The counts of learners, of whom each has paid `cents`."""
    cents, amount = pl.col("cents"), pl.col("cents").abs()
    second = pl.when(pl.len() > 1).then(amount.top_k(2).min()).otherwise(0)
    measured = (pl.len(), cents.sum(), amount.sum(), amount.max(), second)
    named = zip(("learners", *MONEY), measured, strict=True)
    return [column.fill_null(0).cast(pl.Int64).alias(name) for name, column in named]


def _of_several(lot: pl.DataFrame, pairs: list[tuple[int, int]], steps: int) -> pl.DataFrame:
    """The counts of learners who have paid in several steps, for each pair of steps; `lot` by who (sorted) and step."""
    place = lot["who"].rle_id().to_numpy(), lot["step"].to_numpy() + 1
    cents, seats = (np.zeros((place[0][-1] + 1, steps + 1), dtype=kind) for kind in (np.int64, np.int32))
    cents[place], seats[place] = lot["cents"], 1
    cents, seats = cents.cumsum(axis=1), seats.cumsum(axis=1)
    rows = []
    for first, last in pairs:
        paid = (cents[:, last] - cents[:, first])[seats[:, last] > seats[:, first]]
        rows.append(pl.DataFrame({"cents": paid}).select(_measures()))
    return pl.concat(rows)
