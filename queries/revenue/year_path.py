"""A metric from the first to the last day of its period: what came in, the plan, last year, and what is expected."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import polars as pl

from data.reference import periods
from data.reference.periods import Period
from queries.metrics import METRICS
from queries.protection.cube_rows import rows
from queries.revenue.flows import FLOWING
from queries.revenue.phasing import asked_by, goal_for
from queries.revenue.year import YearGoal, year_goals
from queries.semantic.column import Column, of_day
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope
from queries.semantic.table import Table

OFFERED = tuple(metric.name for metric in FLOWING)
"""Names of the metrics that have a path."""
ACTUAL, UNFINISHED, PLAN, LAST_YEAR, EXPECTED = "actual", "unfinished", "plan", "last_year", "expected"
Sums = Callable[[date], float]
"""What a metric came to by the end of a day, as it was known on that day."""
_SCHEMA = {"line": pl.String, "on": pl.Date, "value": pl.Float64}


@dataclass(frozen=True, eq=False)
class Path:
    """Sums since the period began. `lines` has line, on and value; `band` has on, low and high, the 80% range.

    `phased` is what the plan asks for by the as-of date. `year` is the metric with its goal and its chance.
    """

    metric: Metric
    period: Period
    as_of: date
    lines: pl.DataFrame
    band: pl.DataFrame
    year: YearGoal
    phased: float | None

    @property
    def goal(self) -> float | None:
        """The goal for the end of the period."""
        return self.year.standing.goal.target if self.year.standing else None

    @property
    def left(self) -> tuple[float, float] | None:
        """What the plan expects in what is left of the period, and what the forecast does; None without both."""
        if self.goal is None or self.phased is None or self.year.band is None or self.year.value is None:
            return None
        return self.goal - self.phased, self.year.band[1] - self.year.value


def path(name: str, scope: Scope) -> Path | None:
    """The path of a metric that comes in week by week; None for any other, and before the period starts."""
    metric = METRICS[name]
    if metric not in FLOWING or scope.as_of < scope.period.start:
        return None
    as_of = min(scope.as_of, scope.period.end)
    year = next(one for one in year_goals(scope) if one.metric is metric)
    now = _sums(metric, replace(scope, as_of=as_of))
    before = scope.period.previous_year()
    last = _sums(metric, replace(scope, period=before, as_of=min(before.end, scope.as_of)))
    days = _days(scope.period)
    actual = [(day, now(day)) for day in days if day <= as_of]
    lines = [(ACTUAL, *point) for point in actual]
    if as_of not in days:
        lines += [(UNFINISHED, *point) for point in (actual[-1], (as_of, now(as_of)))]
    if last(before.end):
        lines += [(LAST_YEAR, day, last(_a_year_before(day, before))) for day in days]
    goal = goal_for(scope, name)
    if goal is not None:
        lines += [(PLAN, *point) for point in zip(days, asked_by(goal, days, scope), strict=True)]
    ahead = _ahead(days, as_of, lambda day: last(_a_year_before(day, before)), year)
    lines += [(EXPECTED, day, middle) for day, _, middle, _ in ahead]
    band = [(day, low, high) for day, low, _, high in ahead]
    return Path(
        metric,
        scope.period,
        as_of,
        pl.DataFrame(lines, _SCHEMA, orient="row"),
        pl.DataFrame(band, {"on": pl.Date, "low": pl.Float64, "high": pl.Float64}, orient="row"),
        year,
        None if goal is None else asked_by(goal, [as_of], scope)[0],
    )


def _sums(metric: Metric, scope: Scope) -> Sums:
    source, _ = rows(metric.cube, (), scope, keep="known_on")
    known = source.group_by("known_on").agg(metric.formula.alias("value")).sort("known_on").collect()
    days = known["known_on"].to_numpy().astype("datetime64[D]")
    sums = np.concatenate([[0.0], np.cumsum(known["value"].fill_null(0).to_numpy().astype(float))])
    return lambda day: float(sums[np.searchsorted(days, np.datetime64(day), side="right")])


def _days(period: Period) -> list[date]:
    """The day before a period, where nothing is in yet, then its month ends; week ends of a shorter one."""
    eve = period.start - timedelta(days=1)
    if period.kind == "fiscal_year":
        return [eve, *(month.end for month in period.calendar.between(period.start, period.end, "month"))]
    weeks = range(7, (period.end - period.start).days + 1, 7)
    return [eve, *(eve + timedelta(days=n) for n in weeks), period.end]


def _a_year_before(day: date, before: Period) -> date:
    """The same point of the year before; the end of a month stays one."""
    then = periods.same_day_last_year(day)
    return min(periods.month_end(then) if day == periods.month_end(day) else then, before.end)


def _ahead(days: list[date], as_of: date, last: Sums, year: YearGoal) -> list[tuple[date, float, float, float]]:
    """Low, middle and high from the as-of date on: the rest comes in as last year's did, else evenly."""
    if year.band is None or as_of >= days[-1]:
        return []
    value, end = year.value or 0.0, days[-1]
    total = last(end) - last(as_of)
    points: list[tuple[date, float, float, float]] = []
    for day in [as_of, *(d for d in days if d > as_of)]:
        share = (last(day) - last(as_of)) / total if total > 0 else (day - as_of).days / (end - as_of).days
        low, middle, high = (value + (point - value) * share for point in year.band)
        points.append((day, low, middle, high))
    return points


def table(shown: Path, scope: Scope) -> Table:
    """The path as a table: a row a day with every line that has a value on it, and the range."""
    unit = shown.metric.unit.whole
    lines = shown.lines.with_columns(pl.col("line").replace(UNFINISHED, ACTUAL)).unique(["line", "on"], keep="last")
    wide = lines.pivot("line", index="on", values="value").sort("on")
    columns = {
        ACTUAL: Column(ACTUAL, "This year", unit, "What had come in by the end of the day, less drops known by then."),
        PLAN: Column(PLAN, "Plan", unit, "What the goal asks for by that day."),
        LAST_YEAR: Column(LAST_YEAR, "Last year", unit, "What had come in by the same day a year before."),
        EXPECTED: Column(
            EXPECTED,
            "Expected",
            unit,
            "The middle of the simulated outcomes. It is worked out for the end of the period; on the way there the rest comes in as last year's did.",
        ),
    }
    held = tuple(column for name, column in columns.items() if name in wide.columns)
    ranged = (Column("low", "80% range", unit, "Eight of ten simulated outcomes lie in this range.", until="high"),)
    frame = wide.join(shown.band, on="on", how="left").sort("on")
    return Table(frame, (of_day("on", "By"), *held, *(ranged if shown.band.height else ())), scope)
