"""A forecast of whatever is asked for: of a standard series the published one, worked out where it is not there yet.

Any other series is forecast at once on its own history.
"""

from dataclasses import replace

import polars as pl

from data.caches import kept
from data.cubes.forecasts import GRAINS, Forecasts
from queries.engines.forecast import sums
from queries.engines.forecast.backtest import backtest
from queries.forecasting.issued import published, publishing
from queries.forecasting.issued.begun_month import not_below
from queries.forecasting.issued.choice import replaced
from queries.forecasting.issued.series import COMPLETIONS, SEASONS, Histories, begun, forecastable, frequency, histories
from queries.protection import public_numbers
from queries.semantic.scope import Scope, Unanswerable

AS_IT_IS = "Outliers were kept. This forecast was made just now and is not a published one."
NO_RECORD = "This series has no track record, because it is not a standard series."
TOO_SHORT = (
    "The history is too short to forecast: it has fewer than {count} complete periods, or nothing in the last year."
)


def forecast_of(name: str, by: str | None, scope: Scope, horizon: int | None = None) -> pl.DataFrame:
    """Forecasts by one dimension (or none) from the newest complete period, as in the forecasts cube.

    Raises Unanswerable for a metric without series, a cut that is not published, a horizon out of reach, and a cut that
    is too fine for a public audience: the seasonal naive is last year's number itself.
    """
    metric = forecastable(name)
    cuts = (frequency(metric),) if by is None else (frequency(metric), by)
    public_numbers.check([metric], cuts, scope)
    longest = publishing.HORIZON[frequency(metric)]
    if horizon is not None and not 1 <= horizon <= longest:
        raise Unanswerable(
            f"{metric.label} can be forecast for 1 to {longest} {frequency(metric)}s, not for {horizon}."
        )
    found = _published(name, by, scope)
    if found is None or found.is_empty():
        found = _at_once(name, by, scope)
    grain = str(found["grain"][0]) if by is None and found.height else by
    raised = not_below(found, begun(metric, None if grain == "all" else grain, scope))
    return raised.filter(pl.col("lead") <= (horizon or longest)).sort("value", "lead")


def chances(made: pl.DataFrame, goal: float) -> dict[str, float]:
    """Probability that the sum over all periods is at least `goal`, by value. Raises Unanswerable for people."""
    metric = str(made["metric"][0])
    if metric not in (*publishing.ADDITIVE, COMPLETIONS):
        raise Unanswerable(
            f"{forecastable(metric).label} of several periods is not added, because people would count twice."
        )
    return {
        str(value): sums.goal_probability(published.as_forecast(rows), goal).probability
        for (value,), rows in made.sort("lead").group_by("value", maintain_order=True)
    }


def _published(name: str, by: str | None, scope: Scope) -> pl.DataFrame | None:
    """The published forecasts where the question is about one standard grain, one value of it or all of them.

    They are worked out in the same way where they are not there yet, so that the answer is the same.
    """
    if scope.unions:
        return None
    where = dict(scope.where)
    grain = by or (next(iter(where)) if len(where) == 1 else "all")
    if grain not in GRAINS or set(where) - {grain} or (by is None and grain == "all" and where):
        return None
    mine = published.from_newest_origin(scope, name, grain)
    if mine is None and name in publishing.STANDARD:
        made = publishing.worked_out(scope.version, scope.college, name, grain)
        mine = published.newest_known(made, scope, name)
    return mine.filter(pl.col("value") == where[grain]) if where and mine is not None else mine


def _at_once(name: str, by: str | None, scope: Scope) -> pl.DataFrame:
    if by is None and len(scope.where) == 1 and (grain := scope.where[0][0]) in GRAINS:
        by = grain
    known = histories(forecastable(name), by, scope)
    made = _tried(known)
    if made.is_empty():
        hidden = " Numbers hidden to protect learners are not forecast." if known.hidden else ""
        raise Unanswerable(TOO_SHORT.format(count=publishing.FEWEST_POINTS) + hidden)
    return made.with_columns(notes=_noted(NO_RECORD))


@kept("trials")
def without_cleaning(name: str, grain: str, value: str, scope: Scope) -> pl.DataFrame:
    """The forecast of one series with its outliers left as they are, worked out at once, as far ahead as there is one.

    Neither scaled to a whole nor widened. No rows where the series cannot be forecast.
    """
    by = None if grain == "all" else grain
    known = histories(forecastable(name), by, replace(scope, where=((grain, value),) if by else ()))
    made = _tried(known, is_cleaned=False)
    if made.is_empty():
        return made
    return made.filter(pl.col("value") == value).with_columns(notes=_noted(AS_IT_IS))


def _tried(known: Histories, *, is_cleaned: bool = True) -> pl.DataFrame:
    """Forecasts of every series, each chosen and noted by a backtest on its own history; no rows where there are none."""
    parts = []
    for job in publishing.jobs_of(known):
        season, horizon = SEASONS[job.frequency], publishing.HORIZON[job.frequency]
        tested = backtest(job.y, season, horizon, clean=is_cleaned)
        made = pl.DataFrame(publishing.rows_of(job, is_cleaned=is_cleaned), infer_schema_length=None)
        for sentence in filter(None, (tested.record(), tested.verdict)):
            made = made.with_columns(notes=_noted(sentence))
        parts.append(replaced(made.with_columns(verdict=pl.lit(tested.shown))))
    return pl.concat(parts).select(Forecasts.column_names()) if parts else pl.DataFrame()


def _noted(sentence: str) -> pl.Expr:
    return pl.concat_str(pl.col("notes").replace("", None), pl.lit(sentence), separator=" | ", ignore_nulls=True)
