"""Whether a goal will be reached: where it stands, where it should stand, and how likely the rest makes up for it."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl

from data import periods
from queries import college
from queries.answer import measure, named
from queries.metric import Metric
from queries.metrics.enrollment import HEADCOUNT, NET_REGISTRATIONS, NET_REVENUE
from queries.phasing import Goal, goals, share_by
from queries.rest_of_year import DRAWS, SEED, rest
from queries.scope import Scope, Unanswerable

FORECAST = (NET_REVENUE.name, NET_REGISTRATIONS.name, HEADCOUNT.name)
THRESHOLDS = (0.8, 0.9, 0.95, 1.0, 1.05, 1.1, 1.2, 1.3)
"""Statements of the record are about last year's total times these, since they may not depend on what came of it."""

RECORD = (
    "At every past month end, for the college and each field, the probability of ending the fiscal year above thresholds "
    "of 80% to 130% of last year's total, with what was known then, beside whether it did."
)


@dataclass(frozen=True, eq=False)
class Standing:
    """A goal at the as-of date. `finals` are simulated values at the end of the period; None where there are none."""

    goal: Goal
    metric: Metric
    actual: float
    phased: float
    finals: np.ndarray | None
    net_price_usd: float | None
    days_left: int

    @property
    def probability(self) -> float | None:
        """Share of the draws that reach the target."""
        return None if self.finals is None else float((self.finals >= self.goal.target).mean())

    @property
    def band(self) -> tuple[float, float, float] | None:
        """The 10%, 50% and 90% points of the final value."""
        if self.finals is None:
            return None
        low, middle, high = np.quantile(self.finals, [0.1, 0.5, 0.9])
        return float(low), float(middle), float(high)

    @property
    def missing(self) -> float:
        """What is still to come, in the metric's unit; 0 when reached."""
        return max(self.goal.target - self.actual, 0.0)

    @property
    def registrations_needed(self) -> int | None:
        """Further net registrations that bring the missing money at the net price to date; None without a price."""
        if self.metric.name != NET_REVENUE.name:
            return int(np.ceil(self.missing))
        return int(np.ceil(self.missing / self.net_price_usd)) if self.net_price_usd else None


def standings(scope: Scope) -> list[Standing]:
    """Every goal of the scope's period whose metric can be answered for what it is for."""
    found = []
    for goal in goals(scope):
        try:
            found.append(standing(goal, scope))
        except Unanswerable:
            continue
    return sorted(found, key=lambda s: (bool(s.goal.where), s.metric is not NET_REVENUE, s.goal.metric, s.goal.where))


def standing(goal: Goal, scope: Scope, draws: int = DRAWS) -> Standing:
    """One goal at the scope's as-of date. Raises Unanswerable where its metric cannot be cut to its scope."""
    (metric,) = named(goal.metric)
    own = goal.scope(scope)
    answer = measure(metric, NET_REVENUE, NET_REGISTRATIONS, scope=own) if metric is HEADCOUNT else None
    values = answer or measure(*{m.name: m for m in (metric, NET_REVENUE, NET_REGISTRATIONS)}.values(), scope=own)
    actual = float(values.value(metric) or 0)
    revenue, seats = values.value(NET_REVENUE) or 0, values.value(NET_REGISTRATIONS) or 0
    return Standing(
        goal,
        metric,
        actual,
        goal.target * share_by(goal, scope.as_of, scope),
        finals(goal, actual, scope, draws),
        revenue / seats if seats else None,
        max((goal.period.end - scope.as_of).days, 0),
    )


def finals(goal: Goal, actual: float, scope: Scope, draws: int = DRAWS) -> np.ndarray | None:
    """Simulated values at the end of the goal's period; None before it starts or for a metric without a forecast."""
    if goal.metric not in FORECAST or scope.as_of < goal.period.start:
        return None
    if scope.as_of >= goal.period.end:
        return np.full(draws, actual)
    own = goal.scope(scope)
    left = rest(own, draws, SEED)
    keep = left.rows(goal.where)
    if goal.metric == NET_REVENUE.name:
        return actual + left.cents[keep].sum(axis=0) / 100
    seats = left.seats[keep].sum(axis=0)
    return actual + (seats if goal.metric == NET_REGISTRATIONS.name else seats * _new_per_seat(own))


def _new_per_seat(scope: Scope) -> float:
    """Learners that a further seat added to the headcount in the rest of last year; 1 where last year is not known."""
    then = scope.last_year()
    ended = replace(then, as_of=min(then.period.end, scope.as_of))
    people, seats = ([measure(m, scope=s).value(m) or 0 for s in (then, ended)] for m in (HEADCOUNT, NET_REGISTRATIONS))
    return (people[1] - people[0]) / (seats[1] - seats[0]) if seats[1] > seats[0] else 1.0


def record(scope: Scope, draws: int = 400) -> pl.DataFrame:
    """What was said at every past month end, with what was known then, beside what came of it.

    One row per statement: as_of, field (`all` for the college), threshold (share of last year's total), probability,
    came_true. Over the fiscal years that are over and have a year before them.
    """
    years = [y for y in college.fiscal_years(scope.version, scope.college) if y.end <= scope.as_of]
    fields = [(), *((("field", f),) for f in college.fields(scope.version, scope.college))]
    said = []
    for year in sorted(years)[1:]:
        ends = [p.end for p in periods.between(year.start, year.end, "month")][:-1]
        whole = {w: _net(replace(scope, period=year, as_of=year.end, where=w)) for w in fields}
        last = {w: _net(replace(scope, period=year, as_of=year.end, where=w).last_year()) for w in fields}
        for day in ends:
            at = replace(scope, period=year, as_of=day, where=())
            left = rest(at, draws, SEED)
            for where in fields:
                if last[where] <= 0:
                    continue
                sums = _net(replace(at, where=where)) + left.cents[left.rows(where)].sum(axis=0) / 100
                said += [_statement(day, where, t, sums, t * last[where], whole[where]) for t in THRESHOLDS]
    kinds = {
        "as_of": pl.Date,
        "field": pl.String,
        "threshold": pl.Float64,
        "probability": pl.Float64,
        "came_true": pl.Boolean,
    }
    return pl.DataFrame(said, schema=kinds, orient="row")


def _statement(day: date, where: tuple, threshold: float, sums: np.ndarray, target: float, final: float) -> tuple:
    value = dict(where).get("field", "all")
    return day, value, threshold, float((sums >= target).mean()), final >= target


def _net(scope: Scope) -> float:
    return float(measure(NET_REVENUE, scope=scope).value(NET_REVENUE) or 0)


def reliability(said: pl.DataFrame) -> pl.DataFrame:
    """By tenth of probability: statements, mean probability stated and share that came true."""
    tenth = (pl.col("probability") * 10).floor().clip(0, 9).cast(pl.Int64)
    return (
        said.group_by(tenth.alias("tenth"))
        .agg(
            statements=pl.len().cast(pl.Int64),
            stated=pl.col("probability").mean(),
            came_true=pl.col("came_true").mean(),
        )
        .sort("tenth")
    )


def brier(said: pl.DataFrame) -> tuple[float, float] | None:
    """Mean squared error of the probabilities, and of each threshold's own base rate; None without statements."""
    if said.is_empty():
        return None
    truth = pl.col("came_true").cast(pl.Float64)
    base = truth.mean().over("threshold")
    ours, theirs = said.select(
        ((pl.col("probability") - truth) ** 2).mean(), ((base - truth) ** 2).mean().alias("base")
    ).row(0)
    return ours, theirs
