"""Postings: every forecast sees its own publication only, and what is not a whole month is left out."""

from datetime import date

import polars as pl

from data.readers import indeed, text
from data.reference.periods import add_months
from queries.engines.forecast.models import Forecast
from queries.forecasting.postings import FEWEST_MONTHS, HORIZON, posting_scores

FIRST = date(2020, 2, 1)


def published(months: int, on: str, shift: float = 0.0, last_days: int = 2) -> list[dict]:
    rows = []
    for place in range(months):
        month = add_months(FIRST, place)
        days = (add_months(month, 1) - month).days if place < months - 1 else last_days
        rows.append({"month": f"{month:%Y-%m}", "display_name": "Nursing", "v": f"{100 + place + shift}", "n_days": f"{days}",
                     "vintage": on, "measure": "index", "commit": "x"})  # fmt: skip
    return rows


def repeated(y, season, horizon) -> Forecast:
    last = (float(y[-1]),) * horizon
    return Forecast(last, {80: (last, last), 95: (last, last)}, ("last",), {}, ())


def test_the_month_of_publication_and_half_months_are_left_out():
    frame = indeed.vintages(pl.DataFrame(published(5, "2020-06-03")))
    assert frame["month"].to_list() == [add_months(FIRST, place) for place in range(4)]


def test_a_forecast_sees_the_values_of_its_own_date_and_no_revision():
    early, late = published(17, "2021-06-03"), published(20, "2021-09-03", shift=9.0)
    seen = []

    def spy(y, season, horizon) -> Forecast:
        seen.append(list(y))
        return repeated(y, season, horizon)

    posting_scores(indeed.vintages(pl.DataFrame(early + late)), spy)
    # The first publication ends with May 2021 and knows nothing of the nine points that were added later.
    assert seen[0] == [100.0 + place for place in range(16)]
    assert len(seen[0]) >= FEWEST_MONTHS


def test_scores_hold_forecasts_against_the_last_publication_beside_the_naive_bar():
    early, late = published(17, "2021-06-03"), published(20, "2021-09-03", shift=9.0)
    scores = posting_scores(indeed.vintages(pl.DataFrame(early + late)), repeated)
    (first,) = scores.filter(lead=1).to_dicts()
    # Said 115 for June 2021, which was last published as 100 + 16 + 9.
    assert first["calls"] == 1
    assert first["error_share"] == first["naive_share"] == 10 / 125
    # With the revised values it would have said 124.
    assert first["hindsight_share"] == 1 / 125
    assert scores["lead"].max() <= HORIZON


def test_the_newest_publication_up_to_a_day_counts():
    frame = indeed.vintages(pl.DataFrame(published(5, "2020-06-03") + published(6, "2020-07-02", shift=1.0)))
    assert indeed.as_published(frame, date(2020, 7, 1))["value"].to_list() == [100, 101, 102, 103]
    assert indeed.as_published(frame, date(2020, 7, 2))["value"].to_list() == [101, 102, 103, 104, 105]


def test_the_public_file_has_revisions_of_many_points(shared_data):
    path = shared_data / "indeed" / "us_sector_monthly_vintages_to_2023-06.parquet"
    frame = indeed.vintages(text.read(path))
    assert (frame["published_on"].n_unique(), frame["sector"].n_unique()) == (26, 47)
    moved = frame.group_by("sector", "month").agg(pl.col("value").max() - pl.col("value").min())
    assert moved["value"].max() > 10
