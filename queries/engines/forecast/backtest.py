"""How far the forecaster would have missed on this very series, from every origin of the past, and what that means."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from queries.engines.forecast.baseline import REPLACED_BELOW
from queries.engines.forecast.closures import without_closures
from queries.engines.forecast.history import History, checked
from queries.engines.forecast.models import FEWEST_POINTS, forecast

FEWEST_FOR_A_MODEL = 8
FEWEST_FOR_A_TEST = 12
MOST_ORIGINS = 24
LEVEL = 80
BASELINES = ("seasonal_naive", "naive")
SHOWN = {"model": "the model", "seasonal_naive": "last year's values", "naive": "the last value"}


@dataclass(frozen=True, eq=False)
class Backtest:
    """Forecasts from past origins beside what came.

    `rows`: one per origin (number of periods known) and lead: actual, forecast, low, high (80% band), naive,
    seasonal_naive. The summary is null where there is nothing to divide by. `bias` is the mean of forecast less actual
    as a share of the mean actual; `skill_share` is the share of the seasonal naive's absolute error that the model
    takes away. `diebold_mariano_p` is two-sided, on the errors one period ahead. `shown` is the method to show.
    """

    rows: pl.DataFrame
    mase: float | None
    wape_share: float | None
    bias_share: float | None
    coverage_share: float | None
    skill_share: float | None
    diebold_mariano_p: float | None
    shown: str
    verdict: str

    def record(self) -> str:
        """What the model would have missed by, in sentences; empty where nothing could be tried."""
        if self.wape_share is None or self.coverage_share is None:
            return ""
        text = f"On the history as known today, the model was off by {self.wape_share:.1%}"
        if self.skill_share is not None:
            text += (
                f", {abs(self.skill_share):.0%} {'less' if self.skill_share >= 0 else 'more'} than last year's values"
            )
        text += f"; {self.coverage_share:.0%} of the actual values fell inside its {LEVEL}% range."
        if self.diebold_mariano_p is not None:
            luck = "more" if self.diebold_mariano_p < 0.05 else "no more"
            text += (
                f" One period ahead the difference is {luck} than chance explains (p = {self.diebold_mariano_p:.2f})."
            )
        return text


def backtest(y: Sequence[float], season_length: int, horizon: int, origins: int = 12, clean: bool = True) -> Backtest:
    """Refit at each of the last `origins` periods on what was known then; 24 origins at most.

    No origin knows fewer values than a model needs. Under 8 values there is no model and no row.
    Raises ValueError with a sentence on an invalid history.
    """
    history = checked(y, season_length)
    if horizon < 1 or origins < 1:
        raise ValueError("A backtest needs at least one origin and one period ahead.")
    if history.size < FEWEST_FOR_A_MODEL:
        return _without_model(history)
    first = max(FEWEST_POINTS, history.size - min(origins, MOST_ORIGINS))
    parts = [_from_origin(history, size, horizon, clean) for size in range(first, history.size)]
    return _summary(history, pl.concat(parts))


def _from_origin(history: History, size: int, horizon: int, clean: bool) -> pl.DataFrame:
    past = History(history.values[:size], history.season_length)
    leads = min(horizon, history.size - size)
    made = forecast(past.values.tolist(), past.season_length, leads, (LEVEL,), clean)
    low, high = made.bands[LEVEL]
    open_only = without_closures(past) if clean else past
    return pl.DataFrame(
        {
            "origin": [size] * leads,
            "lead": range(1, leads + 1),
            "actual": history.values[size : size + leads],
            "forecast": made.mean,
            "low": low,
            "high": high,
            "naive": [float(past.values[-1])] * leads,
            "seasonal_naive": open_only.last_year(leads),
        }
    )


def _summary(history: History, rows: pl.DataFrame) -> Backtest:
    actual = rows["actual"].to_numpy()
    misses = {name: rows[column].to_numpy() - actual for name, column in _COLUMNS.items()}
    missed = {name: float(np.abs(miss).mean()) for name, miss in misses.items()}
    step = history.season_length if history.size > history.season_length else 1
    unit = float(np.abs(history.values[step:] - history.values[:-step]).mean())
    size = float(np.abs(actual).mean())
    best = min(BASELINES, key=missed.__getitem__)
    shown = best if missed[best] < REPLACED_BELOW * missed["model"] else "model"
    inside = rows.select(pl.col("actual").is_between("low", "high").mean()).item()
    beaten = _ratio(missed["model"], missed["seasonal_naive"])
    return Backtest(
        rows=rows,
        mase=_ratio(missed["model"], unit),
        wape_share=_ratio(missed["model"], size),
        bias_share=_ratio(float(misses["model"].mean()), size),
        coverage_share=inside,
        skill_share=None if beaten is None else 1 - beaten,
        diebold_mariano_p=_diebold_mariano(rows.filter(pl.col("lead") == 1)),
        shown=shown,
        verdict=_verdict(shown, best, missed[best] < missed["model"], rows["origin"].n_unique()),
    )


_COLUMNS = {"model": "forecast", "seasonal_naive": "seasonal_naive", "naive": "naive"}


def _ratio(numerator: float, denominator: float) -> float | None:
    return numerator / denominator if denominator > 0 else None


def _verdict(shown: str, best: str, is_worse: bool, origins: int) -> str:
    over = f"Over the last {origins} periods the model was"
    if shown != "model":
        return (
            f"{over} clearly worse than {SHOWN[shown]}, so {SHOWN[shown]} "
            f"{'are' if shown == 'seasonal_naive' else 'is'} shown."
        )
    if is_worse:
        return f"{over} a little worse than {SHOWN[best]}; so little may be luck, and the model is shown."
    return f"{over} at least as close as last year's values and the last value."


def _diebold_mariano(rows: pl.DataFrame) -> float | None:
    """P-value of equal absolute errors one period ahead; null with too few origins or no difference at all."""
    if len(rows) < FEWEST_FOR_A_TEST:
        return None
    actual, made, usual = (rows[column].to_numpy() for column in ("actual", "forecast", "seasonal_naive"))
    if np.ptp(np.abs(actual - made) - np.abs(actual - usual)) == 0:
        return None
    from statsmodels.tsa.stattools import diebold_mariano_test

    p = float(diebold_mariano_test(actual, made, usual, criterion="mad", harvey_adj=True).pvalue)
    return p if np.isfinite(p) else None


def _without_model(history: History) -> Backtest:
    columns = ["actual", "forecast", "low", "high", "naive", "seasonal_naive"]
    empty = pl.DataFrame(schema={"origin": pl.Int64, "lead": pl.Int64} | dict.fromkeys(columns, pl.Float64))
    verdict = (
        f"With {history.size} value{'s' if history.size > 1 else ''} no model can be tested, so the last value is shown; "
        f"a model needs at least {FEWEST_FOR_A_MODEL}."
    )
    return Backtest(empty, None, None, None, None, None, None, "naive", verdict)
