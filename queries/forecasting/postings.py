"""How well job postings could have been forecast: every publication date in turn, on what was published by then."""

from collections.abc import Callable, Sequence
from datetime import date

import polars as pl

from data.readers.indeed import as_published
from data.reference.periods import add_months
from queries.engines.forecast import baseline, models
from queries.engines.forecast.baseline import LEVELS
from queries.forecasting.scoreboard import scores

HORIZON, SEASON = 12, 12
FEWEST_MONTHS = 15
Forecaster = Callable[[Sequence[float], int, int], models.Forecast]


def posting_scores(published: pl.DataFrame, forecaster: Forecaster = models.forecast) -> pl.DataFrame:
    """Scores by lead, as in the posting_scores cube. `published` as from `data.readers.indeed.vintages`."""
    days = sorted(published["published_on"].unique())
    final = as_published(published, days[-1]).select("sector", target="month", actual="value")
    honest = pl.concat([calls(as_published(published, day), day, forecaster) for day in days])
    # The same months with the values of the last publication: how much better the past looks once it is revised.
    hindsight = pl.concat([calls(_until(final, as_published(published, day)), day, forecaster) for day in days])
    made = scores(honest.join(final, on=["sector", "target"]), ("lead",))
    flattered = scores(hindsight.join(final, on=["sector", "target"]), ("lead",))
    return made.join(flattered.select("lead", hindsight_share="error_share"), on="lead").sort("lead")


def calls(published: pl.DataFrame, day: date, forecaster: Forecaster = models.forecast) -> pl.DataFrame:
    """Forecasts of every sector from what was known on a day (`sector`, `month`, `value`): a row per sector and lead."""
    rows = []
    for (sector,), series in published.sort("month").group_by("sector", maintain_order=True):
        y = series["value"].to_list()
        if len(y) < FEWEST_MONTHS:
            continue
        made, last, year = forecaster(y, SEASON, HORIZON), y[-1], baseline.seasonal_naive(y, SEASON, HORIZON)
        for place in range(HORIZON):
            row = {"sector": sector, "published_on": day, "lead": place + 1, "point": float(made.mean[place])}
            row |= {
                "target": add_months(series["month"][-1], place + 1),
                "naive": last,
                "seasonal_naive": year.point[place],
            }
            for level in LEVELS:
                row |= {
                    f"{end}_{level}": float(made.bands[level][side][place]) for side, end in enumerate(("low", "high"))
                }
            rows.append(row)
    schema = {"sector": pl.String, "published_on": pl.Date, "lead": pl.Int64, "point": pl.Float64, "target": pl.Date}
    return pl.DataFrame(rows) if rows else pl.DataFrame(schema=schema)


def _until(final: pl.DataFrame, published: pl.DataFrame) -> pl.DataFrame:
    months = published.select("sector", "month")
    return final.rename({"target": "month", "actual": "value"}).join(months, on=["sector", "month"], how="semi")
