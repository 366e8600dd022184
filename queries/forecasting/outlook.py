"""What one series has been and is expected to be, with everything that a reader needs to judge it."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl

from data.contracts.vocabulary import EVENT_SCOPES
from data.reference.periods import add_months
from queries import college
from queries.engines.forecast import sums
from queries.forecasting import asking, goal_line
from queries.forecasting.issued import published
from queries.forecasting.issued.publishing import ADDITIVE
from queries.forecasting.issued.series import COMPLETIONS, SEASONS, STEP, forecastable, histories, settled_until
from queries.forecasting.scoreboard import scores, totals
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope

RECORD_YEARS = 2
YEARS_SHOWN = 3
HIDDEN = "This series is hidden to protect learners, so it is not forecast alone."
NONE = "The history is too short to forecast: a series needs six complete periods, some of them in the last year."


@dataclass(frozen=True)
class Series:
    """Which series is asked for, how far ahead, and at which confidence."""

    metric: str
    grain: str = "all"
    value: str = "all"
    months: int = 12
    level: int = 80
    is_cleaned: bool = True


@dataclass(frozen=True)
class Record:
    """How good past forecasts of the series have been.

    Of `calls` actual values in the last `RECORD_YEARS` years, `hits` fell inside the band. `error_share` and
    `bias_share` are of sums over the same horizon; None before one has come due.
    """

    calls: int
    hits: int
    error_share: float | None = None
    bias_share: float | None = None


@dataclass(frozen=True, eq=False)
class Outlook:
    """One series. Frames: `history` period, y, is_settled · `ahead` as in the forecasts cube · `last_year` period, y ·
    `goal` period, goal · `events` as in their contract. `why_not` says why there is no forecast. `always_empty` are the
    months of the year (for quarters their first ones) in which nothing has ever been, as far back as the data goes."""

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


def outlook(scope: Scope, series: Series) -> Outlook:
    """The outlook of a series on the scope's as-of date, read from published cubes; nothing is fitted here.

    Only with `is_cleaned` off the forecast is worked out at once. Raises Unanswerable.
    """
    metric = forecastable(series.metric)
    by = None if series.grain == "all" else series.grain
    whole = replace(scope, where=())
    past = histories(metric, by, whole)
    mine = past.frame.filter(pl.col("value") == series.value)
    ahead = _ahead(whole, series, STEP[past.frequency])
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
        _record(whole, series),
        why_not,
        _always_empty(mine),
    )


def total(shown: Outlook, level: int) -> tuple[float, float, float] | None:
    """Sum over the horizon: expected, low and high. None for counts that are never added, and without a forecast."""
    if not _adds_up(shown):
        return None
    made = published.as_forecast(shown.ahead)
    low, high = np.quantile(sums.totals(made.mean, made.bands), (0.5 - level / 200, 0.5 + level / 200))
    return sum(made.mean), float(low), float(high)


def chance(shown: Outlook, goal: float) -> float | None:
    """Probability that the sum over the horizon is at least `goal`. None where there is no such sum."""
    return sums.goal_probability(published.as_forecast(shown.ahead), goal).probability if _adds_up(shown) else None


def year_before(shown: Outlook) -> float | None:
    """Sum of the same periods a year earlier; None where not all of them are known."""
    same = shown.ahead.select("target").join(shown.last_year, left_on="target", right_on="period")
    return float(same["y"].sum()) if same.height == shown.ahead.height and same.height else None


def _adds_up(shown: Outlook) -> bool:
    return shown.ahead.height > 0 and shown.metric.name in (*ADDITIVE, COMPLETIONS)


def _ahead(scope: Scope, series: Series, step: int) -> pl.DataFrame:
    horizon = max(series.months // step, 1)
    which = series.metric, series.grain, series.value
    forecasts = published.newest(scope, *which) if series.is_cleaned else asking.without_cleaning(*which, scope)
    return forecasts.filter(pl.col("lead") <= horizon) if forecasts.height else forecasts


def _history(mine: pl.DataFrame, frequency: str, as_of: date) -> pl.DataFrame:
    shown = mine.tail(YEARS_SHOWN * SEASONS[frequency])
    return shown.select("period", "y", is_settled=pl.col("period") <= settled_until(as_of, frequency))


def _always_empty(mine: pl.DataFrame) -> frozenset[int]:
    by_month = mine.group_by(month=pl.col("period").dt.month()).agg(is_empty=(pl.col("y") == 0).all())
    return frozenset(by_month.filter("is_empty")["month"])


def _record(scope: Scope, series: Series) -> Record:
    due = published.calls(scope, series.metric, series.grain)
    if due.is_empty() or not series.is_cleaned:  # what is worked out at once has never been held against anything
        return Record(0, 0)
    since = add_months(scope.as_of, -12 * RECORD_YEARS)
    periods = max(series.months // STEP[str(due["frequency"][0])], 1)
    own = due.filter(pl.col("value") == series.value, pl.col("lead") <= periods)
    mine = own.filter(pl.col("target") >= since)
    inside = mine.filter(pl.col("actual").is_between(pl.col(f"low_{series.level}"), pl.col(f"high_{series.level}")))
    sums_due = totals(own, periods) if series.metric in (*ADDITIVE, COMPLETIONS) else own.clear()
    error, bias = scores(sums_due).select("error_share", "bias_share").row(0) if sums_due.height else (None, None)
    return Record(mine.height, inside.height, error, bias)


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
