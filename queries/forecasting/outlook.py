"""What one series has been and is expected to be, with everything that a reader needs to judge it."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl

from data.contracts.vocabulary import EVENT_SCOPES
from data.reference.periods import Period, add_months
from queries import college
from queries.engines.forecast import sums
from queries.forecasting import asking, goal_line
from queries.forecasting.alike import FirstYears, first_years
from queries.forecasting.issued import published
from queries.forecasting.issued.begun_month import not_below
from queries.forecasting.issued.publishing import ADDITIVE
from queries.forecasting.issued.series import COMPLETIONS, SEASONS, STEP, begun, forecastable, histories, settled_until
from queries.forecasting.scoreboard import scores, totals
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope

RECORD_YEARS = 2
YEARS_SHOWN = 3
HIDDEN = "This series is hidden to protect learners, so it is not forecast alone."
NONE = "The history is too short to forecast: a series needs six complete periods, some of them in the last year."


@dataclass(frozen=True)
class Series:
    """Which series is asked for, how far ahead, and at which confidence.

    With the name of a fiscal year in place of months its sum is what is known of it and what is expected of the rest.
    """

    metric: str
    grain: str = "all"
    value: str = "all"
    months: int = 12
    year: str = ""
    level: int = 80
    is_cleaned: bool = True


@dataclass(frozen=True)
class PastSum:
    """What one past forecast said of the sum of its periods, first to last, and what it came to."""

    first: date
    last: date
    low: float
    high: float
    actual: float

    @property
    def is_inside(self) -> bool:
        """The sum fell inside its range, ends included."""
        return self.low <= self.actual <= self.high


@dataclass(frozen=True)
class Record:
    """How good past forecasts of the series have been.

    Of `calls` actual values in the last `RECORD_YEARS` years, `hits` fell inside the band. `error_share` and
    `bias_share` are of sums over the same periods ahead, and `past` are these sums, oldest first; None and empty before
    one has come due, and for counts that are never added.
    """

    calls: int
    hits: int
    error_share: float | None = None
    bias_share: float | None = None
    past: tuple[PastSum, ...] = ()

    @property
    def sums(self) -> int:
        """Number of sums that have come due."""
        return len(self.past)

    @property
    def sum_hits(self) -> int:
        """How many of them fell inside the range that was given for them."""
        return sum(one.is_inside for one in self.past)


@dataclass(frozen=True, eq=False)
class Outlook:
    """One series. Frames: `history` period, y, is_settled · `ahead` as in the forecasts cube · `last_year` period, y ·
    `goal` period, goal · `events` as in their contract. `why_not` says why there is no forecast. `always_empty` are the
    months of the year (for quarters their first ones) in which nothing has ever been, as far back as the data goes.
    Of a fiscal year that is asked for, `so_far` is what is known of the periods before those ahead. `alike` stands in for
    the forecast of an offering that is too new for one."""

    series: Series
    metric: Metric
    frequency: str
    known_on: date
    history: pl.DataFrame
    ahead: pl.DataFrame
    last_year: pl.DataFrame
    goal: pl.DataFrame
    events: pl.DataFrame
    record: Record
    why_not: str | None = None
    always_empty: frozenset[int] = frozenset()
    so_far: float = 0.0
    year: Period | None = None
    alike: FirstYears | None = None

    @property
    def months_beyond(self) -> int:
        """Months of the year asked for that lie further ahead than forecasts reach."""
        if self.year is None or self.ahead.is_empty():
            return 0
        last = self.ahead.select(pl.max("target")).item()
        months = 12 * (self.year.end.year - last.year) + self.year.end.month - last.month
        return months - STEP[self.frequency] + 1

    @property
    def of_all(self) -> tuple[float, float, float] | None:
        """The sum over the horizon at the level asked for, as in `total`; None also where nothing is forecast."""
        return None if self.why_not or self.alike or self.ahead.is_empty() else total(self, self.series.level)


def outlook(scope: Scope, series: Series) -> Outlook:
    """The outlook of a series on the scope's as-of date, read from published cubes; nothing is fitted here.

    Only with `is_cleaned` off the forecast is worked out at once. Raises Unanswerable.
    """
    metric = forecastable(series.metric)
    by = None if series.grain == "all" else series.grain
    whole = replace(scope, where=())
    past = histories(metric, by, whole)
    mine = past.frame.filter(pl.col("value") == series.value)
    year = scope.period.calendar.parse(series.year) if series.year else None
    ahead = _ahead(whole, series, STEP[past.frequency], year)
    why_not = None
    if ahead.is_empty():
        why_not = HIDDEN if metric.name == COMPLETIONS and by else NONE
    shifted = mine.select(pl.col("period").dt.offset_by("1y"), "y")
    history = _history(mine, past.frequency, scope.as_of)
    until = ahead["target"].max() if ahead.height else None
    return Outlook(
        series,
        metric,
        past.frequency,
        scope.as_of,
        history,
        ahead,
        shifted.filter(pl.col("period") <= until) if until else shifted.clear(),
        goal_line.by_month(whole, metric.name, series.grain, series.value) if metric.name in ADDITIVE else _no_goal(),
        _events(whole, series, history),
        _record(whole, series, ahead),
        why_not,
        _always_empty(mine),
        _so_far(mine, ahead, year),
        year,
        first_years(past, series.value, whole) if why_not == NONE else None,
    )


def total(shown: Outlook, level: int) -> tuple[float, float, float] | None:
    """Sum over the horizon: expected, low and high. None for counts that are never added, and without a forecast.

    That of a fiscal year holds what is known of it so far.
    """
    if not _adds_up(shown):
        return None
    made = published.as_forecast(shown.ahead)
    low, high = _range_of_sum(shown.ahead, level)
    return shown.so_far + sum(made.mean), shown.so_far + low, shown.so_far + high


def chance(shown: Outlook, goal: float) -> float | None:
    """Probability that the sum over the horizon is at least `goal`. None where there is no such sum."""
    if not _adds_up(shown):
        return None
    return sums.goal_probability(published.as_forecast(shown.ahead), goal, shown.so_far).probability


def year_before(shown: Outlook) -> float | None:
    """Sum of the same periods a year earlier; None where not all of them are known."""
    same = shown.ahead.select("target").join(shown.last_year, left_on="target", right_on="period")
    if same.height != shown.ahead.height or not same.height:
        return None
    earlier = shown.last_year.filter(pl.col("period") < shown.ahead["target"].min())
    begun = earlier.filter(pl.col("period") >= shown.year.start) if shown.year else earlier.clear()
    return float(same["y"].sum()) + float(begun["y"].sum())


def _range_of_sum(ahead: pl.DataFrame, level: int) -> tuple[float, float]:
    made = published.as_forecast(ahead)
    low, high = np.quantile(sums.totals(made.mean, made.bands), (0.5 - level / 200, 0.5 + level / 200))
    return float(low), float(high)


def _adds_up(shown: Outlook) -> bool:
    return shown.ahead.height > 0 and shown.metric.name in (*ADDITIVE, COMPLETIONS)


def _ahead(scope: Scope, series: Series, step: int, year: Period | None) -> pl.DataFrame:
    which = series.metric, series.grain, series.value
    rows = published.newest(scope, *which) if series.is_cleaned else asking.without_cleaning(*which, scope)
    if rows.is_empty():
        return rows
    by = None if series.grain == "all" else series.grain
    rows = not_below(rows, begun(forecastable(series.metric), by, scope))
    if year is not None:
        return rows.filter(pl.col("target").is_between(year.start, year.end))
    return rows.filter(pl.col("lead") <= max(series.months // step, 1))


def _so_far(mine: pl.DataFrame, ahead: pl.DataFrame, year: Period | None) -> float:
    """What is known of the year before the periods ahead."""
    if year is None or ahead.is_empty():
        return 0.0
    before = (pl.col("period") >= year.start) & (pl.col("period") < ahead["target"].min())
    return float(mine.filter(before)["y"].sum())


def _history(mine: pl.DataFrame, frequency: str, as_of: date) -> pl.DataFrame:
    shown = mine.tail(YEARS_SHOWN * SEASONS[frequency])
    return shown.select("period", "y", is_settled=pl.col("period") <= settled_until(as_of, frequency))


def _always_empty(mine: pl.DataFrame) -> frozenset[int]:
    by_month = mine.group_by(month=pl.col("period").dt.month()).agg(is_empty=(pl.col("y") == 0).all())
    return frozenset(by_month.filter("is_empty")["month"])


def _record(scope: Scope, series: Series, ahead: pl.DataFrame) -> Record:
    due = published.calls(scope, series.metric, series.grain)
    if (
        due.is_empty() or ahead.is_empty() or not series.is_cleaned
    ):  # what is worked out at once was never held against anything
        return Record(0, 0)
    since = add_months(scope.as_of, -12 * RECORD_YEARS)
    own = due.filter(pl.col("value") == series.value, pl.col("lead").is_in(ahead["lead"].to_list()))
    mine = own.filter(pl.col("target") >= since)
    inside = mine.filter(pl.col("actual").is_between(pl.col(f"low_{series.level}"), pl.col(f"high_{series.level}")))
    if series.metric not in (*ADDITIVE, COMPLETIONS):
        return Record(mine.height, inside.height)
    return _of_sums(own, ahead["lead"].to_list(), series.level, Record(mine.height, inside.height))


def _of_sums(own: pl.DataFrame, leads: list[int], level: int, record: Record) -> Record:
    """The record with that of sums over the same leads, made from each origin of which all have come due."""
    whole = own.filter(pl.len().over("origin") == len(leads))
    if whole.is_empty():
        return record
    error, bias = scores(totals(whole, leads)).select("error_share", "bias_share").row(0)
    origins = whole.sort("origin", "lead").partition_by("origin", maintain_order=True)
    return replace(record, error_share=error, bias_share=bias, past=tuple(_past_sum(rows, level) for rows in origins))


def _past_sum(rows: pl.DataFrame, level: int) -> PastSum:
    """The rows of one origin, with `actual`, as one sum."""
    return PastSum(rows["target"][0], rows["target"][-1], *_range_of_sum(rows, level), float(rows["actual"].sum()))


def _events(scope: Scope, series: Series, history: pl.DataFrame) -> pl.DataFrame:
    """Events of the whole college and of exactly this series, in the time that is shown."""
    touched = pl.col("scope").cast(pl.String)
    own = (touched == series.grain) & (pl.col("scope_value") == series.value)
    events = college.events(scope.version, scope.college).filter((touched == EVENT_SCOPES[0]) | own)
    if history.is_empty():
        return events.clear()
    return events.filter(pl.col("on_date").is_between(history["period"].min(), scope.as_of)).sort("on_date")


def _no_goal() -> pl.DataFrame:
    return pl.DataFrame(schema={"period": pl.Date, "goal": pl.Float64})
